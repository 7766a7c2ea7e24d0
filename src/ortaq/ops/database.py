"""The database seen from outside Django: connecting, and the self-test before every start."""

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql

from ortaq.config.database import database
from ortaq.config.env import Env
from ortaq.ops.errors import StartError

EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")
OLDEST = 170000


def parameters(env: Env) -> dict[str, Any]:
    """Return libpq's parameters of the installation's database."""
    settings = database(env)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    names["PORT"] = "port"
    given = {ours: settings.get(theirs) for theirs, ours in names.items()}
    options: dict[str, Any] = settings["OPTIONS"]
    return {name: value for name, value in given.items() if value} | options


def connect(env: Env, **more: Any) -> "psycopg.Connection[tuple[Any, ...]]":
    """Open a connection outside Django, in autocommit mode."""
    try:
        return psycopg.connect(**parameters(env) | {"connect_timeout": 10} | more, autocommit=True)
    except psycopg.OperationalError as error:
        where = "ORTAQ_DATABASE_URL" if env.database_url.get_secret_value() else "the socket"
        raise StartError(
            f"The database does not answer at {where} ({_first_line(error)}): look whether it "
            "runs and lets this user in."
        ) from error


def add_extensions(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
    """Create the extensions that the product needs; all are ones a database's owner may create."""
    for name in EXTENSIONS:
        try:
            connection.execute(
                sql.SQL("create extension if not exists {}").format(sql.Identifier(name))
            )
        except psycopg.Error as error:
            raise StartError(
                f"The database has no extension {name} ({_first_line(error)}): let its "
                f"administrator run CREATE EXTENSION {name} in it."
            ) from error


def self_test(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
    """Refuse a database that would lose rows or misread Kazakh; in the order of what matters."""
    connection.execute("set client_encoding to 'UTF8'")  # else some answers come as bytes
    for question, is_good, complaint in QUESTIONS:
        row = connection.execute(question).fetchone()
        answer = row[0] if row else None
        if not is_good(answer):
            raise StartError(complaint.format(answer=answer))


QUESTIONS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    (
        "select current_setting('server_version_num')::int",
        lambda number: number >= OLDEST,
        "The database is PostgreSQL number {answer}, and Ortaq needs 17 or newer (170000): "
        "upgrade it, or unset ORTAQ_DATABASE_URL to use the one that comes with Ortaq.",
    ),
    (
        "select current_setting('server_encoding')",
        lambda name: name == "UTF8",
        "The database's encoding is {answer}, which cannot hold Kazakh letters: "
        "create it anew with ENCODING 'UTF8'.",
    ),
    (
        "select upper('ә') || upper('ң') || upper('и')",
        lambda text: text == "ӘҢИ",
        "The database was created in a locale (C) that does not know Cyrillic letters: upper() "
        "of 'ә ң и' gives '{answer}'; create it anew with LC_CTYPE 'C.UTF-8'.",
    ),
    (
        "select similarity('профсоюз', 'профсоюзы')",
        lambda number: number > 0,
        "The database's search does not see Cyrillic words, since its LC_CTYPE is C "
        "(similarity {answer}): create it anew with LC_CTYPE 'C.UTF-8'.",
    ),
    (
        "select current_setting('fsync')",
        lambda word: word == "on",
        "The database runs with fsync {answer} and would lose rows when the power goes: "
        "set fsync = on.",
    ),
    (
        "select current_setting('full_page_writes')",
        lambda word: word == "on",
        "The database runs with full_page_writes {answer} and would be torn when the power goes: "
        "set full_page_writes = on.",
    ),
    (
        "select current_setting('data_checksums')",
        lambda word: word == "on",
        "The database has no data checksums and would not notice a failing disk: stop it and run "
        "pg_checksums --enable.",
    ),
    (
        "select has_schema_privilege('public', 'create')",
        bool,
        "The database's user may not create tables in it: make the user its owner.",
    ),
)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
