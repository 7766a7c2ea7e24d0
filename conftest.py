"""Test set-up: one real PostgreSQL, a migrated template, a fresh copy of it for every worker."""

import fcntl
import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from ortaq.ops.postgres import ADMIN, ROLE, Server

ROOT = Path(__file__).parent
VAR = Path(os.environ.get("ORTAQ_TEST_DIR", ROOT / "var" / "test"))
VAR.mkdir(parents=True, exist_ok=True)


@contextmanager
def _locked(name: str) -> Iterator[None]:
    with (VAR / name).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _answers(server: Server) -> bool:
    try:
        return server.sql("select 1") == "1"
    except Exception:  # any failure means that we start our own
        return False


def pytest_configure(config: pytest.Config) -> None:
    """With several processes the cluster is the controller's: a worker that ends first, or falls,
    must not take it from the others."""
    workers = getattr(config.option, "numprocesses", None) or getattr(config.option, "tx", None)
    if hasattr(config, "workerinput") or not workers or config.option.collectonly:
        return
    server = Server(VAR / "pg", fast=True)
    with _locked("start.lock"):
        if not _answers(server):
            server.start()
            config.add_cleanup(server.stop)


# Begun first, in this order: what is begun last of these, all else would wait for.
LONGEST = (
    "tests/e2e",
    "tests/permissions/test_walk.py",
    "tests/permissions/test_hostile.py",
    "tests/permissions/test_counts.py",
)


class FilesTogether(LoadScopeScheduling):  # type: ignore[misc]
    """A file's tests go to one process, and all browser tests to one, so the demo starts once.

    xdist's own ``loadgroup`` writes the group into an item's ``_nodeid``, which pytest 9.2 no
    longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "tests/e2e" if nodeid.startswith("tests/e2e/") else nodeid.partition("::")[0]

    def _assign_work_unit(self, node: object) -> None:
        longest = next((unit for unit in LONGEST if unit in self.workqueue), None)
        if longest:
            self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FilesTogether:
    """Share the tests out."""
    return FilesTogether(config, log)


@pytest.fixture(scope="session")
def pg(worker_id: str) -> Iterator[Server]:
    """The test cluster: the one already running in var/test/pg, or one started for this run."""
    server = Server(VAR / "pg", fast=True)
    with _locked("start.lock"):
        if not _answers(server):
            server.start()
        # Tests of the audit trail tamper behind its triggers; the product's own role may not.
        asked = "select has_parameter_privilege('session_replication_role', 'set')"
        if server.sql(asked) != "t":
            server.sql(f"grant set on parameter session_replication_role to {ROLE}", role=ADMIN)
    yield server
    server.stop()  # only what this process started


DROP_TRIES = 10


def _drop(server: Server, name: str) -> None:
    """Take a database away; wait for autovacuum, which our role may not end by force."""
    for attempt in range(DROP_TRIES):
        try:
            server.sql(f'drop database if exists "{name}" with (force)')
        except subprocess.CalledProcessError:
            if attempt == DROP_TRIES - 1:
                raise
            time.sleep(1)
        else:
            return


def _template(server: Server, settings: object) -> str:
    """Return the name of a migrated database of just these migrations; make it when absent."""
    digest = hashlib.sha256()
    for path in [*sorted(ROOT.glob("src/ortaq/*/*/migrations/*.py")), ROOT / "requirements.lock"]:
        digest.update(path.read_bytes())
    name = f"template_{digest.hexdigest()[:12]}"
    with _locked("template.lock"):
        if server.sql(f"select 1 from pg_database where datname='{name}'") == "1":
            return name
        from django.core.management import call_command
        from django.db import connection

        draft = f"{name}_draft"
        server.sql(f'drop database if exists "{draft}"')
        server.sql(f'create database "{draft}" template template0')
        connection.close()
        connection.settings_dict["NAME"] = draft
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        connection.close()
        server.sql(f'alter database "{draft}" rename to "{name}"')
    return name


@pytest.fixture(scope="session")
def django_db_setup(pg: Server, worker_id: str, django_db_blocker) -> Iterator[None]:
    """Give this process its own copy of the template, and take it away at the end."""
    from django.db import connection
    from django.test import TransactionTestCase

    name = f"test_{os.getpid()}_{worker_id}"
    with django_db_blocker.unblock():
        connection.settings_dict["HOST"] = str(pg.socket)
        template = _template(pg, connection)
        connection.settings_dict["NAME"] = name

        def renew(*_args: object) -> None:
            connection.close()
            _drop(pg, name)
            pg.sql(f'create database "{name}" template "{template}"')

        # Append-only tables refuse TRUNCATE, so a transactional test gets a new copy instead.
        TransactionTestCase._fixture_teardown = renew
        renew()
        yield
        connection.close()
        _drop(pg, name)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The xdist worker's name; 'main' without xdist."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, loudly, what needs the data folder beside the checkout when that is absent."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"../{SHARED.name} is absent"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were not run, and why: silence would look like success."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"NOT RUN: {count} – {reason.removeprefix('Skipped: ')}")
