"""The clocks of an appeal as data, each with the rule it stands on. Pure.

Our own promises. A union is not a state body, so no law sets its terms; we hold ourselves to the
term that the state gives itself, fifteen working days, and to shorter ones of our own. A body's
charter may promise less; it may not promise more.

Terms of others. What a state body or an employer owes when an appeal goes on to them, with the
article as far as it was read (``../shared/facts/law_norms.json``).

No term here has been checked by a lawyer, and each says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from ortaq.lib.workdays import Calendar, Hours


class Urgency(StrEnum):
    """How fast the first word of a person is owed, and the answer."""

    DANGER = "danger"
    ORDINARY = "ordinary"
    SIMPLE = "simple"


class ClockKind(StrEnum):
    """What is owed."""

    FIRST_WORD = "first_word"  # a person's first word to the member
    ANSWER = "answer"  # what was done, or why nothing can be
    FORWARDED = "forwarded"  # the reply of a state body or an employer


class Unit(StrEnum):
    """What a term is counted in. Days end with the day; hours end with the minute."""

    HOURS = "hours"  # round the clock
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True)
class Length:
    """So much of a unit."""

    n: int
    unit: Unit


@dataclass(frozen=True)
class Term:
    """A deadline as data: how long, on what it stands, and whether a lawyer has checked it.

    ``warn``: how long before its end the officer is told. ``between``: how long those who were
    told have before the next above are told. ``article`` is empty where no law sets the term.
    """

    kind: ClockKind
    length: Length
    ground: str
    article: str = ""
    warn: Length | None = None
    between: Length | None = None
    as_of: str = "2026-11"
    checked_by_lawyer: bool = False

    @property
    def workdays(self) -> int:
        """How many working days, for a term that is counted in them."""
        return self.length.n


def _days(n: int) -> Length:
    return Length(n, Unit.WORKING_DAYS)


# The working day of the union's offices: somebody is on duty at lunch, so nine hours are one day.
OPENS, CLOSES = time(9), time(18)
LAST_SECOND = time(23, 59, 59)
HOURS = Hours(OPENS, CLOSES)
ONE_DAY = Length(HOURS.a_day, Unit.WORKING_HOURS)

_OWN = "the union's own promise; no law sets it"
_ROUND_THE_CLOCK = "the union's own promise: danger knows no working hours"
_STATE = "the term of state bodies, taken over by the union as its own promise"
_APPEAL = "an appeal to a state body is considered within fifteen working days"
_APPC_76 = "APPC RK (29.06.2020 No. 350-VI), art. 76, read in a secondary source"
_APPC_99 = "APPC RK (29.06.2020 No. 350-VI), art. 99, from memory"
_LC = "Labour Code RK (23.11.2015 No. 414-V), art. {}, text of 12 June 2026, read"
_F = ClockKind.FORWARDED


def _theirs(n: int, ground: str, article: str = "", unit: Unit = Unit.WORKING_DAYS) -> Term:
    return Term(_F, Length(n, unit), ground, article)


TERMS: Mapping[str, Term] = MappingProxyType({
    # the first word of a person
    "first_word": Term(
        ClockKind.FIRST_WORD, ONE_DAY, _OWN, warn=Length(3, Unit.WORKING_HOURS), between=ONE_DAY
    ),
    "danger_word": Term(
        ClockKind.FIRST_WORD, Length(2, Unit.HOURS), _ROUND_THE_CLOCK,
        warn=Length(1, Unit.HOURS), between=Length(1, Unit.HOURS),
    ),
    # the answer
    "answer": Term(
        ClockKind.ANSWER, _days(15), _STATE, _APPC_76, warn=_days(2), between=ONE_DAY
    ),
    "answer_simple": Term(
        ClockKind.ANSWER, _days(5), _OWN, warn=_days(1), between=ONE_DAY
    ),
    "answer_danger": Term(
        ClockKind.ANSWER, _days(5), "a danger waits no longer than a simple question",
        warn=_days(1), between=ONE_DAY,
    ),
    # what others owe
    "labour_inspectorate": _theirs(15, _APPEAL, _APPC_76),
    "prosecutor": _theirs(15, _APPEAL, _APPC_76),
    "akimat": _theirs(15, _APPEAL, _APPC_76),
    "state_body": _theirs(15, _APPEAL, _APPC_76),
    "state_complaint": _theirs(
        20, "a complaint about an act of a state body is considered within twenty working days",
        _APPC_99,
    ),
    "court": _theirs(
        60, "two months as a rule, one month to bring back to work; the court itself counts",
        "Civil Procedure Code RK (31.10.2015 No. 377-V), art. 183, from memory",
        Unit.CALENDAR_DAYS,
    ),
    "employer": _theirs(10, "the day that the union's letter names; no law sets it"),
    "employer_papers": _theirs(
        5, "a certificate of work and pay at a worker's request", _LC.format("62 para. 2")
    ),
    "employer_terms": _theirs(
        5, "a reply to a proposal to change the contract", _LC.format("33 para. 2")
    ),
    "employer_demands": _theirs(
        3, "a reply to the workers' demands in a collective dispute", _LC.format("163")
    ),
    "employer_talks": _theirs(
        10, "talks on a collective agreement begin", _LC.format("156 para. 2")
    ),
    "commission": _theirs(
        15, "the conciliation commission decides, from the day it registered the dispute",
        _LC.format("159 para. 5"),
    ),
    "accident": _theirs(
        10, "an accident at work is investigated", _LC.format("189 para. 1")
    ),
})  # fmt: skip

FIRST_WORD_OF: Mapping[Urgency, str] = MappingProxyType({
    Urgency.DANGER: "danger_word",
    Urgency.ORDINARY: "first_word",
    Urgency.SIMPLE: "first_word",
})  # fmt: skip
ANSWER_OF: Mapping[Urgency, str] = MappingProxyType({
    Urgency.DANGER: "answer_danger",
    Urgency.ORDINARY: "answer",
    Urgency.SIMPLE: "answer_simple",
})  # fmt: skip

# At most one, and never silent: the member reads why (after APPC art. 76, which lets a state
# body take up to two months; the union promises itself less).
EXTENSION = Term(ClockKind.ANSWER, _days(15), _OWN, _APPC_76)

TERM = TERMS["answer"]
WARN_WORKDAYS = 2  # the longest warning, for lists


def due_on(since: date, calendar: Calendar) -> date:
    """Return the last day for an answer: the day of submission is not counted."""
    return calendar.add(since, TERM.workdays)


def end_of(length: Length, since: datetime, calendar: Calendar) -> datetime:
    """Return when a term that began at a moment ends. The moment carries its place's own zone.

    Days end with their last second, the first day is not counted; hours are counted to the minute.
    Whatever the clock on the wall does meanwhile, two hours of danger are two hours.
    """
    if length.unit is Unit.HOURS:
        return (since.astimezone(UTC) + timedelta(hours=length.n)).astimezone(since.tzinfo)
    if length.unit is Unit.WORKING_HOURS:
        naive = HOURS.add(since.replace(tzinfo=None), timedelta(hours=length.n), calendar)
        return naive.replace(tzinfo=since.tzinfo)
    if length.unit is Unit.CALENDAR_DAYS:
        return _last_second(since.date() + timedelta(days=length.n), since)
    return _last_second(calendar.add(since.date(), length.n), since)


def start_of(length: Length, end: datetime, calendar: Calendar) -> datetime:
    """Return the moment so long before the end of a term: when its officer is warned."""
    if length.unit is Unit.HOURS:
        return (end.astimezone(UTC) - timedelta(hours=length.n)).astimezone(end.tzinfo)
    if length.unit is Unit.WORKING_HOURS:
        naive = HOURS.subtract(end.replace(tzinfo=None), timedelta(hours=length.n), calendar)
        return naive.replace(tzinfo=end.tzinfo)
    if length.unit is Unit.CALENDAR_DAYS:
        day = end.date() - timedelta(days=length.n)
    else:
        day = calendar.add(end.date(), -length.n)
    return datetime.combine(day, OPENS, end.tzinfo)


def is_guess(since: datetime, end: datetime, calendar: Calendar) -> bool:
    """Whether a term was counted over a year whose holidays are not known yet."""
    return bool(calendar.unknown_years(since.date(), end.date()))


def _last_second(day: date, like: datetime) -> datetime:
    return datetime.combine(day, LAST_SECOND, like.tzinfo)
