"""Statements of the busiest acts, without the ORM's building of SQL and planned once a connection.

For what a whole plant may do in one hour, and measured; everything else asks the ORM. A statement
is prepared where the database's entry says so (``PREPARES``; an address given by the operator may
lead to a pooler that cannot), else only sent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import groupby
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg import Cursor, RawCursor
from psycopg.pq import ExecStatus


class _Preparing(Cursor[Any]):
    """Prepares at once where that is allowed.

    Only for this statement: were the connection told to prepare, psycopg would count every
    statement of the ORM as well, each with its values in it.
    """

    def execute(self, query: Any, params: Any = None, **_options: Any) -> Self:
        raw = self.connection
        raw.prepare_threshold = 0 if _database().settings_dict.get("PREPARES") else None
        try:
            return super().execute(query, params)
        finally:
            raw.prepare_threshold = None


class _Prepared(_Preparing):
    """Binds on the server; places are ``%s`` or ``%(name)s``."""


class _Counted(_Preparing, RawCursor[Any]):
    """Binds on the server; places are ``$1``, ``$2``…, so that nobody looks for them in the text.

    psycopg keeps what it found in a text, but not with more than fifty places.
    """


def _run(sql: str, params: Any, cursors: type[_Preparing] = _Prepared) -> list[tuple[Any, ...]]:
    database = _database()
    database.ensure_connection()
    raw = cursors(database.connection)
    # Django's wrapper says errors its own way, and logs for tests.
    with database._prepare_cursor(raw) as cursor:  # noqa: SLF001
        cursor.execute(sql, params)
        has_rows = raw.pgresult and raw.pgresult.status == ExecStatus.TUPLES_OK
        return raw.fetchall() if has_rows else []


def _database() -> Any:
    """Return the connection itself: the usual name looks this thread's up at every word."""
    return connections[DEFAULT_DB_ALIAS]


def ask(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a statement. A parameter's type is what stands around it: cast in doubt.

    For ``IN`` write ``= ANY(%s)`` with ``among``; constants belong into the text.
    """
    if isinstance(params, Mapping):
        bound: Any = {name: _untyped(value) for name, value in params.items()}
    else:
        bound = [_untyped(value) for value in params]
    return _run(sql, bound)


def among(ids: Iterable[int]) -> str:
    """Return numbers as an array's text."""
    return "{" + ",".join(map(str, ids)) + "}"


def insert(*rows: models.Model) -> None:
    """Save new rows of one model by one statement, every column of it, and fill their keys in."""
    if not rows:
        return
    key = str(type(rows[0])._meta.pk.column)  # noqa: SLF001 -- Django documents it
    sql = f"{_insertion(type(rows[0]), len(rows))} RETURNING {_database().ops.quote_name(key)}"
    for row, (pk,) in zip(rows, _run(sql, _values(rows), _Counted), strict=True):
        row.pk = pk
        _saved(row)


# What an act has to write yet: who writes it, and what.
_held: ContextVar[dict[Callable[[list[Any]], None], list[Any]] | None] = ContextVar(
    "held", default=None
)


@contextmanager
def together() -> Iterator[None]:
    """Write what is ``add``ed inside at the end, before the caller's transaction is committed.

    All tables are one statement; an error writes nothing. For an act that nobody reads back
    before its end, and no part of which is undone alone.
    """
    if _held.get() is not None:  # the outer act's end
        yield
        return
    held: dict[Callable[[list[Any]], None], list[Any]] = {}
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    for write, what in held.items():
        write(what)


def later(write: Callable[[list[Any]], None], what: Sequence[Any]) -> None:
    """Write this at the end of the act that runs ``together``; at once outside of one."""
    held = _held.get()
    if held is not None:
        held.setdefault(write, []).extend(what)
    elif what:
        write(list(what))


def add(*rows: models.Model) -> None:
    """Save new rows whose keys nobody asks for, of any models, at the end of the act."""
    later(_add, rows)


def _add(rows: list[models.Model]) -> None:
    """Save rows of several models by one statement, those of one model in their order."""
    rows = sorted(rows, key=lambda row: row._meta.label)  # noqa: SLF001 -- Django documents it
    shape = tuple((model, len(list(some))) for model, some in groupby(rows, key=type))
    if len(shape) == 1:
        insert(*rows)
        return
    _run(_insertions(shape), _values(rows), _Counted)
    for row in rows:
        _saved(row)


def _saved(row: models.Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- as Django does


def _values(rows: Iterable[models.Model]) -> list[Any]:
    database = _database()
    return [
        _untyped(field.get_db_prep_save(field.pre_save(row, True), database))
        for row in rows
        for field in _fields(type(row))
    ]


@cache
def _fields(model: type[models.Model]) -> tuple["models.Field[Any, Any]", ...]:
    """Return the columns that the programme fills: all but a key that the database counts."""
    auto = model._meta.auto_field  # noqa: SLF001 -- Django documents it
    return tuple(
        field
        for field in model._meta.local_concrete_fields  # noqa: SLF001
        if field is not auto
    )


@cache
def _insertion(model: type[models.Model], rows: int, before: int = 0) -> str:
    """Return a statement whose places are counted on from those ``before``."""
    quote, fields = _database().ops.quote_name, _fields(model)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    starts = range(before + 1, before + 1 + rows * len(fields), len(fields))
    marks = ", ".join(
        "(" + ", ".join(f"${n}" for n in range(start, start + len(fields))) + ")"
        for start in starts
    )
    table = quote(model._meta.db_table)  # noqa: SLF001 -- Django documents it
    return f"INSERT INTO {table} ({columns}) VALUES {marks}"  # noqa: S608 -- names of our own columns


@cache
def _insertions(shape: tuple[tuple[type[models.Model], int], ...]) -> str:
    """Return one statement for all tables; what points at what is checked at its end."""
    parts, before = [], 0
    for model, rows in shape:
        parts.append(_insertion(model, rows, before))
        before += rows * len(_fields(model))
    *first, last = parts
    return f"WITH {', '.join(f't{n} AS ({one})' for n, one in enumerate(first))} {last}"


def _untyped(value: Any) -> Any:
    """Leave a number's type to the server: by its size it would make another statement each."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
