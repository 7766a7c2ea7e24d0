"""Management commands, with plain words when the database is not there."""

from pathlib import Path

from django.core.management import execute_from_command_line
from django.db import OperationalError

from ortaq.config.database import socket_folder
from ortaq.config.env import Env
from ortaq.ops.catalogues import compile_stale
from ortaq.ops.errors import StartError, spoken


def run(words: list[str]) -> int:
    """Run a management command of Django or of one of our apps."""
    return spoken(_run)(words)


def _run(words: list[str]) -> int:
    env = Env()
    compile_stale()
    if words == ["help", "--commands"]:
        words = ["help"]
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
