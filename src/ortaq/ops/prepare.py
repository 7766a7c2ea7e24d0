"""Make an installation ready to serve: schema, cache table, static files. Runs in its own process.

The supervisor starts it as ``python -m ortaq prepare`` and stays small itself.
"""

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ortaq.config.env import Env
from ortaq.ops import database
from ortaq.ops.catalogues import compile_stale
from ortaq.ops.demo import PEOPLE, SEEDED
from ortaq.ops.progress import Progress

LOCK = 0x6F727461  # 'orta': one installation prepares at a time, also on a shared database


def main(argv: list[str]) -> int:
    """Run the word (the supervisor's, not for people)."""
    parser = argparse.ArgumentParser(prog="ortaq prepare", description=__doc__)
    parser.add_argument("--demo", default="", help="invent a federation of this size")
    prepare(demo=parser.parse_args(argv).demo)
    return 0


def prepare(*, demo: str = "") -> None:
    """Bring schema and files up to this release; with ``demo``, fill in the invented people."""
    env = Env()
    with _alone(env):
        compile_stale()
        django.setup()
        migrate()
        collect()
        if demo:
            _seed(demo, env.data_dir)


def prepare_database(env: Env) -> None:
    """Bring the schema alone up to this release."""
    with _alone(env):
        django.setup()
        migrate()


@contextmanager
def _alone(env: Env) -> Iterator[None]:
    """Hold a tested database's lock: whoever else prepares it waits."""
    with database.connect(env) as guard:
        database.add_extensions(guard)
        database.self_test(guard)
        guard.execute("select pg_advisory_lock(%s)", [LOCK])
        yield
        guard.execute("select pg_advisory_unlock(%s)", [LOCK])


def migrate() -> None:
    """Apply migrations, when there are any to apply, and make the throttle's table."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database…", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect() -> None:
    """Collect static files into a new folder and put it in place, when any of them changed."""
    wanted = _fingerprint()
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".fingerprint"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Preparing static files…", flush=True)
    draft, old = root.with_name("static.new"), root.with_name("static.old")
    for leftover in (draft, old):
        shutil.rmtree(leftover, ignore_errors=True)
    settings.STATIC_ROOT = str(draft)
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.STATIC_ROOT = root
    (draft / ".fingerprint").write_text(wanted)
    if root.exists():
        root.rename(old)
    draft.rename(root)
    shutil.rmtree(old, ignore_errors=True)


def _fingerprint() -> str:
    """Return what changes when a static file does: names, sizes and moments."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _seed(size: str, data_dir: Path) -> None:
    """Invent the federation unless the mark says that it is whole, and leave the sign-in links."""
    from ortaq import demo  # noqa: PLC0415 -- its modules need django.setup() first

    if not (data_dir / SEEDED).exists():
        print(f"Inventing a federation ({size})…", flush=True)
        demo.build(size, tell=Progress())
    letter = data_dir / "run" / PEOPLE
    letter.touch(mode=0o600)
    letter.write_text(json.dumps([list(person) for person in demo.people()]))
