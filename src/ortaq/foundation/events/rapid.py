"""Statements of the busiest acts, without the ORM's building of SQL and planned once a connection.

For what a whole plant may do in one hour, and measured; everything else asks the ORM. A statement
is prepared where the database's entry says so (``PREPARES``; an address given by the operator may
lead to a pooler that cannot), else only sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg import Cursor


class _Prepared(Cursor[Any]):
    """Binds on the server, and prepares at once where that is allowed.

    Only for this statement: were the connection told to prepare, psycopg would count every
    statement of the ORM as well, each with its values in it.
    """

    def execute(self, query: Any, params: Any = None, **_options: Any) -> "_Prepared":
        raw = self.connection
        raw.prepare_threshold = 0 if _database().settings_dict.get("PREPARES") else None
        try:
            return super().execute(query, params)
        finally:
            raw.prepare_threshold = None


def _run(sql: str, params: Any) -> list[tuple[Any, ...]]:
    database = _database()
    database.ensure_connection()
    # Django's wrapper says errors its own way, and logs for tests.
    with database._prepare_cursor(_Prepared(database.connection)) as cursor:  # noqa: SLF001
        cursor.execute(sql, params)
        return list(cursor.fetchall()) if cursor.description else []


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
    model = type(rows[0])
    fields, database = _fields(model), _database()
    values = [
        _untyped(field.get_db_prep_save(field.pre_save(row, True), database))
        for row in rows
        for field in fields
    ]
    keys = _run(_insertion(model, len(rows)), values)
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001


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
def _insertion(model: type[models.Model], rows: int) -> str:
    quote, fields = _database().ops.quote_name, _fields(model)
    meta = model._meta  # noqa: SLF001 -- Django documents it
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * rows)
    key = str(meta.pk.column)
    return f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {marks} RETURNING {quote(key)}"  # noqa: S608 -- names of our own columns


def _untyped(value: Any) -> Any:
    """Leave a number's type to the server: by its size it would make another statement each."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
