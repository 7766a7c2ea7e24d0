"""Management commands, with plain words when the database is not there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from django.core.management import execute_from_command_line
from django.db import OperationalError

from ortaq.config.database import socket_folder
from ortaq.config.env import Env
from ortaq.ops import checks, database
from ortaq.ops.catalogues import compile_stale
from ortaq.ops.errors import StartError, spoken
from ortaq.ops.installation import held
from ortaq.ops.postgres import Server

# Questions that a lawyer puts to this machine, on a train as well: no installation need run.
ALONE = frozenset({"ask", "agreement_check", "appeal_triage", "law_import"})


def run(words: list[str]) -> int:
    """Run a management command of Django or of one of our apps."""
    return spoken(_run)(words)


def _run(words: list[str]) -> int:
    env = Env()
    compile_stale()
    if words == ["help", "--commands"]:
        words = ["help"]
    if words[0] in ALONE and not {"--help", "-h"} & {*words}:
        with _database(env):
            execute_from_command_line(["ortaq", *words])
        return 0
    try:
        execute_from_command_line(["ortaq", *words])
    except OperationalError as error:
        if env.database_url.get_secret_value() or _is_running(env.pg_dir):
            raise
        raise StartError(
            f"The database in {env.pg_dir} does not run: start ./ortaq serve (or ./ortaq demo) "
            "in another window, with the same ORTAQ_DATA_DIR, and try again."
        ) from error
    return 0


def _is_running(pg_dir: Path) -> bool:
    return (socket_folder(pg_dir) / ".s.PGSQL.5432").exists()


@contextmanager
def _database(env: Env) -> Iterator[None]:
    """Have a database with our tables while a command runs: the one that runs, or one for it."""
    if env.database_url.get_secret_value():
        _prepare_if_new(env)
        yield
    elif _is_running(env.pg_dir):
        yield
    else:
        checks.folder(env.data_dir)
        with held(env.data_dir):
            checks.disk(env.data_dir)
            server = Server(env.pg_dir)
            server.start()
            try:
                _prepare(env)
                yield
            finally:
                server.stop()


def _prepare_if_new(env: Env) -> None:
    with database.connect(env) as connection:
        [is_ours] = connection.execute("select to_regclass('django_migrations')").fetchone() or [0]
    if is_ours is None:
        _prepare(env)


def _prepare(env: Env) -> None:
    """Bring the schema up to this release; what it says goes where it spoils no answer."""
    from ortaq.ops import prepare  # noqa: PLC0415 -- most commands need nothing of it

    with redirect_stdout(sys.stderr):
        prepare.prepare_database(env)
