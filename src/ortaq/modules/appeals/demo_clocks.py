"""Clocks of the invented appeals, an officer on leave, and a line of an invented order."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.workdays import KZ
from ortaq.modules.appeals.models import Absence, Appeal, CalendarEntry, Clock, Move, Told
from ortaq.modules.appeals.rules import step_of
from ortaq.modules.appeals.selectors.absences import deputies_for
from ortaq.modules.appeals.workflow import (
    ANSWER_OF,
    FIRST_WORD_OF,
    TERMS,
    ClockKind,
    Status,
    Urgency,
    end_of,
    is_guess,
    start_of,
)

SOURCE = "An invented order for this demonstration, not the ministry's"
STEP = timedelta(days=2)  # from step to step of the way up


def stage_clocks(appeals: Sequence[Appeal], *, now: datetime) -> None:
    """Write the clocks of open appeals as the sweep would have left them."""
    clocks, moves = [], []
    for appeal in appeals:
        if not appeal.is_open:
            continue
        for kind, rule in _rules(appeal):
            clock = _clock(appeal, kind, rule, now)
            clocks.append(clock)
            if clock.told:
                moves.append(_shown(appeal, clock))
    Clock.objects.bulk_create(clocks, batch_size=2_000)
    Move.objects.bulk_create(moves, batch_size=2_000)
    _send_somebody_on_leave(appeals)
    _enter_an_order()


def _rules(appeal: Appeal) -> list[tuple[ClockKind, str]]:
    urgency = Urgency(appeal.urgency)
    rules = [(ClockKind.ANSWER, ANSWER_OF[urgency])]
    if appeal.first_word_at is None and appeal.status == Status.SUBMITTED:
        rules.append((ClockKind.FIRST_WORD, FIRST_WORD_OF[urgency]))
    return rules


def _clock(appeal: Appeal, kind: ClockKind, rule: str, now: datetime) -> Clock:
    since = timezone.localtime(appeal.submitted_at)
    due = end_of(TERMS[rule].length, since, KZ)
    if kind is ClockKind.ANSWER:  # asked again: a later term
        due = due.replace(
            year=appeal.due_on.year, month=appeal.due_on.month, day=appeal.due_on.day
        )
    warn = start_of(TERMS[rule].warn or TERMS[rule].length, due, KZ)
    clock = Clock(
        appeal=appeal,
        kind=kind.value,
        rule=rule,
        started_at=since,
        due_at=due,
        provisional=is_guess(since, due, KZ),
        warned_at=warn if warn <= now else None,
        next_at=max(warn, since) if warn > now else due,
    )
    if due <= now:
        steps = int((now - due) / STEP)
        clock.told = min(step_of(appeal.desk.level) + steps, Told.CENTRE)
        clock.rung_at = due
        clock.next_at = None if clock.told == Told.CENTRE else now + STEP
    return clock


def _shown(appeal: Appeal, clock: Clock) -> Move:
    at = min(clock.due_at + STEP * (clock.told - step_of(appeal.desk.level)), timezone.now())
    return Move(appeal=appeal, kind=Move.Kind.ESCALATED, at=at, words=str(int(clock.told)))


def _send_somebody_on_leave(appeals: Sequence[Appeal]) -> None:
    """Let the busiest lawyer with a colleague be away from yesterday, for ten days."""
    held = Counter(row.holder for row in appeals if row.is_open and row.holder)
    today = timezone.localdate()
    for officer, _n in held.most_common(20):
        if not orgs.mandates_of(officer, kinds=[Kind.LAWYER]) or _has_a_part(officer):
            continue
        if posts := deputies_for(officer):
            Absence.objects.create(
                officer=officer,
                deputy=posts[0].user,
                since=today - timedelta(days=1),
                until=today + timedelta(days=9),
            )
            return


def _has_a_part(officer: User) -> bool:
    """Whether somebody signs in as this officer in the demo: his own desk is shown full."""
    return (officer.email or "").endswith("@example.org")


def _enter_an_order() -> None:
    who = next(iter(orgs.holders(orgs.centre(), kinds=[Kind.OFFICER, Kind.CHAIR])), None)
    if who is None or CalendarEntry.objects.exists():
        return
    year = timezone.localdate().year + 1
    pair = (
        (CalendarEntry.Kind.OFF, date(year, 3, 26)),
        (CalendarEntry.Kind.WORK, date(year, 3, 27)),
    )
    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            year=year, kind=kind, day=day, source=SOURCE, entered_by=who, entered_at=timezone.now()
        )
        for kind, day in pair
    )
