"""Pure: the states of a hearing, when people are reminded, and the terms of going to court."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from ortaq.modules.hearings.workflow.limits import RULES, Limit, limits_for, rule
from ortaq.modules.hearings.workflow.terms import (
    EARLIEST_YEARS,
    ImpossibleDateError,
    Pause,
    Term,
    check_event,
    term_of,
)

__all__ = [
    "EARLIEST_YEARS",
    "REMINDERS",
    "RULES",
    "WARN_DAYS",
    "IllegalStepError",
    "ImpossibleDateError",
    "Kind",
    "Limit",
    "Pause",
    "Result",
    "State",
    "Step",
    "StopReason",
    "Term",
    "after",
    "can",
    "check_event",
    "limits_for",
    "overlaps",
    "rule",
    "term_of",
    "warning_of",
]


class Kind(StrEnum):
    """Before whom a matter is heard."""

    COMMISSION = "commission"
    INSPECTORATE = "inspectorate"
    COURT = "court"
    MEETING = "meeting"


class State(StrEnum):
    """Where a hearing stands. A postponed one is followed by another row with the new time."""

    PLANNED = "planned"
    POSTPONED = "postponed"
    HELD = "held"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What can be done with a hearing."""

    POSTPONE = "postpone"
    HOLD = "hold"
    CANCEL = "cancel"


class Result(StrEnum):
    """What came of a hearing for the member."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    SETTLED = "settled"
    GOES_ON = "goes_on"
    NOBODY_CAME = "nobody_came"


class StopReason(StrEnum):
    """Why a term is watched no longer. Nothing else stops it: neither closing nor silence."""

    FILED = "filed"
    SETTLED = "settled"
    NOT_WANTED = "not_wanted"
    MISTAKE = "mistake"


THEN: Mapping[Step, State] = MappingProxyType({
    Step.POSTPONE: State.POSTPONED,
    Step.HOLD: State.HELD,
    Step.CANCEL: State.CANCELLED,
})  # fmt: skip

# The day before, and shortly before one has to leave the house.
REMINDERS: Mapping[str, timedelta] = MappingProxyType({
    "day": timedelta(hours=24),
    "hours": timedelta(hours=2),
})  # fmt: skip

# Days before a term's last day on which its holder is warned; with the last two his leader too.
WARN_DAYS = (30, 14, 7, 3, 1)
LEADER_DAYS = 3


class IllegalStepError(Exception):
    """This step does not lead from this state."""


def can(step: Step, state: State, *, starts_at: datetime, now: datetime) -> bool:
    """Whether a step is possible: only a planned hearing moves, and one to come is not held."""
    if state is not State.PLANNED:
        return False
    return step is not Step.HOLD or starts_at <= now


def after(step: Step, state: State, *, starts_at: datetime, now: datetime) -> State:
    """Return the state that a step leads to. IllegalStepError when it does not lead from here."""
    if not can(step, state, starts_at=starts_at, now=now):
        raise IllegalStepError(f"{step} does not lead from {state}")
    return THEN[step]


def overlaps(one: tuple[datetime, int], other: tuple[datetime, int]) -> bool:
    """Whether two hearings, each a moment and its minutes, need a person at the same time."""
    (first, minutes), (second, others) = one, other
    return first < second + timedelta(minutes=others) and second < first + timedelta(
        minutes=minutes
    )


def warning_of(due_on: date, *, today: date) -> int | None:
    """Return the warning that is due: the least of ``WARN_DAYS`` that covers what is left.

    None while more than thirty days are left; 0 when the last day has passed.
    """
    left = (due_on - today).days
    if left < 0:
        return 0
    return min((days for days in WARN_DAYS if left <= days), default=None)
