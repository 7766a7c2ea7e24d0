"""Questions of every page: the ORM writes their SQL once a process, not once a view.

Building a query, not running it, is what a page of ours costs most (measured: .5-.9 ms each). A
kept question is an ordinary queryset, written by a function of plain values; its first call
compiles it with stand-ins for the values, every further call only binds. See ``docs/adr/0028``.
"""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from ortaq.foundation.events import rapid

if TYPE_CHECKING:
    from django.db.models import QuerySet

P = ParamSpec("P")
R = TypeVar("R")

# Values that no query of ours says of itself; by type, and one for each place in the signature.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda place: -2_000_000_011 - place,
    str: lambda place: f"\x1astand-in {place}",
    date: lambda place: date(1801, 2, 1 + place),
    datetime: lambda place: datetime(1801, 2, 1 + place, 4, 5, 6, tzinfo=UTC),
    UUID: lambda place: UUID(int=(0xFACADE << 64) + place),
}


@dataclass(frozen=True)
class _Plan:
    """A compiled query: SQL, parameters with the places of stand-ins, and who reads its rows."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # (in params, in the arguments)
    rows: Any
    compiler: Any

    def bind(self, arguments: tuple[Any, ...]) -> list[Any]:
        bound = list(self.params)
        for position, argument in self.places:
            bound[position] = arguments[argument]
        return bound


class _KeptQuery:
    """A query whose compiler has its rows already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def kept(*types: type) -> Callable[[Callable[P, Iterable[R]]], Callable[P, list[R]]]:
    """Make a function of positional values, of these types, a question whose SQL is written once.

    The function must build one queryset of the same shape whatever it is given (no ``in`` over an
    argument, no arithmetic on it, no prefetch) and may not read the clock: pass the moment in.
    Where the values do not all come out in the SQL, the first call raises ValueError.
    """

    def decorate(build: Callable[P, Iterable[R]]) -> Callable[P, list[R]]:
        plans: list[_Plan] = []

        @wraps(build)
        def ask(*arguments: P.args, **_named: P.kwargs) -> list[R]:
            if not plans:
                plans.append(_compile(build, types))
            return _read(plans[0], arguments)

        return ask

    return decorate


def _compile(build: Callable[..., Any], types: tuple[type, ...]) -> _Plan:
    stand_ins = [_STAND_INS[kind](place) for place, kind in enumerate(types)]
    rows: QuerySet[Any] = build(*stand_ins)
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    places = tuple(
        (position, stand_ins.index(value))
        for position, value in enumerate(params)
        if value in stand_ins
    )
    if {argument for _position, argument in places} != set(range(len(types))):
        raise ValueError(
            f"{build.__qualname__}: not every value stands in the SQL as it was given"
        )
    return _Plan(sql, tuple(params), places, rows, compiler)


def _read(plan: _Plan, arguments: tuple[Any, ...]) -> list[Any]:
    answered = rapid.ask(plan.sql, plan.bind(arguments))
    compiler = copy.copy(plan.compiler)
    compiler.connection = connections[DEFAULT_DB_ALIAS]  # the first asker's belongs to his thread
    compiler.execute_sql = lambda *_args, **_kwargs: [answered]
    rows = object.__new__(type(plan.rows))  # copying or pickling a queryset would run it
    rows.__dict__ = {**plan.rows.__dict__, "_query": _KeptQuery(plan.rows.query, compiler)}
    return list(rows._iterable_class(rows))
