"""What stands above the rows of a queue and in the rail beside it: one reading of the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events import rapid
from ortaq.modules.appeals.models import Appeal, Case
from ortaq.modules.appeals.selectors.desk import at_desks_of, kept_for
from ortaq.modules.appeals.standing_in import absent_for
from ortaq.modules.appeals.workflow import OPEN, Urgency

if TYPE_CHECKING:
    from django.db.models import QuerySet

MANY = 1000  # counts above the list stop here
_WAITING = "waiting"


@dataclass(frozen=True)
class Tally:
    """How many there are, and how many by clock; ``is_more``: counting stopped at a thousand."""

    all: int
    overdue: int
    today: int
    week: int
    is_more: bool


@dataclass(frozen=True)
class Matter:
    """An open collective case as a line of the queue."""

    case: Case
    open: int
    due_on: date


@dataclass(frozen=True)
class Head:
    """What stands above a queue: its tally when nothing narrows it, cases, dangers, the rail."""

    tally: Tally
    matters: list[Matter]
    dangers: list[Appeal]
    with_officer: int  # in his own hands or of those he stands in for, and in nobody's


# The desk is read once and counted four times: a desk of thousands is the dear thing here.
_HEAD = """
WITH desk AS MATERIALIZED ({desk}),
mine AS MATERIALIZED (
    SELECT id, due_on, case_id FROM desk
     WHERE %(whole)s::boolean OR holder_id = %(me)s OR holder_id IS NULL
),
soonest AS (SELECT due_on FROM mine WHERE case_id IS NULL ORDER BY due_on LIMIT %(many)s + 1)
SELECT (SELECT count(*) FROM soonest),
       (SELECT count(*) FROM soonest WHERE due_on < %(today)s::date),
       (SELECT count(*) FROM soonest WHERE due_on = %(today)s::date),
       (SELECT count(*) FROM soonest WHERE due_on BETWEEN %(today)s::date AND %(last)s::date),
       (SELECT json_agg(c) FROM (
            SELECT case_id, count(*), min(due_on) FROM mine WHERE case_id IS NOT NULL
             GROUP BY case_id ORDER BY min(due_on), case_id LIMIT 10) AS c(id, n, due)),
       (SELECT array_agg(id) FROM (
            SELECT id FROM desk WHERE urgency = '{danger}' AND first_word_at IS NULL
             ORDER BY id LIMIT 5) AS d),
       (SELECT count(*) FROM desk
         WHERE holder_id = ANY(%(hands)s::bigint[]) OR holder_id IS NULL)
"""
_COLUMNS = ("id", "due_on", "case_id", "holder_id", "urgency", "first_word_at")


def head_of(officer: User, *, whole: bool, today: date) -> Head:
    """Return what stands above an officer's queue; ``whole``: all at his desks.

    While ``desks_kept`` the rail beside the page is spared its own reading.
    """
    found = _head(officer, whole, today)
    kept_for(officer, _WAITING, lambda: found.with_officer)
    return found


def _head(officer: User, whole: bool, today: date) -> Head:
    where = at_desks_of(officer) & ~Q(author=officer)
    try:
        inner, values = _compiled(Appeal.objects.filter(where, status__in=OPEN))
    except EmptyResultSet:  # no post that works appeals
        return Head(Tally(0, 0, 0, 0, is_more=False), [], [], 0)
    sql = _HEAD.format(desk=inner, danger=Urgency.DANGER.value)
    asked = {
        "whole": whole, "me": officer.pk, "many": MANY, "today": today,
        "last": today + timedelta(days=6 - today.weekday()),
        "hands": rapid.among([officer.pk, *absent_for(officer)]),
    }  # fmt: skip
    [(seen, late, now, week, cases, dangers, with_officer)] = rapid.ask(sql, asked | values)
    return Head(
        Tally(min(seen, MANY), late, now, week, is_more=seen > MANY),
        _matters(cases or []),
        _dangers(dangers or []),
        with_officer,
    )


def waiting_with(officer: User) -> int:
    """Return how many open appeals are in an officer's hands or nobody's, for the rail."""
    today = timezone.localdate()
    return kept_for(officer, _WAITING, lambda: _head(officer, False, today).with_officer)


def _compiled(rows: "QuerySet[Appeal]") -> tuple[str, dict[str, object]]:
    """Return the SQL of rows with its values under names, to stand in a larger statement."""
    sql, params = rows.order_by().values_list(*_COLUMNS).query.sql_with_params()
    names = [f"desk_{place}" for place in range(len(params))]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, params, strict=True))


def _matters(found: list[dict[str, object]]) -> list[Matter]:
    if not found:
        return []
    cases = Case.objects.only("number", "title").in_bulk([row["id"] for row in found])
    return [
        Matter(cases[row["id"]], row["n"], date.fromisoformat(str(row["due"])))  # type: ignore[arg-type]
        for row in found
    ]


def _dangers(ids: Collection[int]) -> list[Appeal]:
    if not ids:
        return []
    rows = Appeal.objects.filter(pk__in=ids).select_related("body")
    return list(rows.only("number", "topic", "submitted_at", "body__name").order_by("pk"))
