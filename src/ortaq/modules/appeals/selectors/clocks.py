"""Reads of clocks: what runs for an appeal, and what needs help from a leader."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Path
from ortaq.modules.appeals.models import Appeal, CalendarEntry, Clock, Told
from ortaq.modules.appeals.rules import LEADERS, step_of
from ortaq.modules.appeals.selectors.desk import kept_away
from ortaq.modules.appeals.workflow import OPEN, ClockKind


def clocks_of(appeal: Appeal) -> list[Clock]:
    """Return the running clocks of an appeal, the nearest first."""
    rows = Clock.objects.filter(appeal=appeal, stopped_at__isnull=True)
    return list(rows.order_by("due_at", "pk"))


def needing_help(leader: User) -> QuerySet[Appeal]:
    """Return the appeals that were shown to a leader: their term passed, or help was asked.

    As rows of a register: neither author nor words are loaded, for he may not read them. Without
    his own, those in his own hands, and those that he is kept away from.
    """
    where = Q(pk__in=[])
    for mandate in orgs.mandates_of(leader, kinds=LEADERS):
        step = step_of(mandate.body.level)
        shown = Clock.objects.filter(
            appeal=OuterRef("pk"), stopped_at__isnull=True, told__gte=step, told__gt=0
        )
        here = Q(desk=mandate.body_id)  # all that a primary sees: the rest has passed it
        if step == Told.CENTRE:
            here = Q()
        elif step == Told.MIDDLE:
            below = Path.objects.filter(ancestor=mandate.body_id)
            here |= Q(body__in=below.values("descendant"))
        where |= Q(Exists(shown)) & here
    rows = Appeal.objects.filter(where, status__in=OPEN)
    rows = rows.exclude(author=leader).exclude(holder=leader).exclude(kept_away(leader))
    return rows.select_related("body", "holder", "desk").defer("text", "author", "receipt_digest")


def shown_clocks_of(appeals: list[Appeal]) -> dict[int, Clock]:
    """Return of each appeal the running clock that rang first, for a page of the list."""
    rows = Clock.objects.filter(appeal__in=appeals, stopped_at__isnull=True)
    rows = rows.exclude(kind=ClockKind.FORWARDED.value).order_by("-due_at", "-pk")
    return {clock.appeal_id: clock for clock in rows}


def calendar_entries() -> list[CalendarEntry]:
    """Return what was entered from orders, the latest year first."""
    rows = CalendarEntry.objects.select_related("entered_by")
    return list(rows.order_by("-year", "day", "pk"))


def calendar_entry(pk: int) -> CalendarEntry | None:
    """Return a line of the calendar, or None."""
    return CalendarEntry.objects.filter(pk=pk).first()
