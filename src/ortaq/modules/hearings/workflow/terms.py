"""Pure: the last day of a term, explained line by line (Labour Code, art. 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ortaq.lib.workdays import Calendar
from ortaq.modules.hearings.workflow.limits import Limit

EARLIEST_YEARS = 20  # an event before that is a slip of the finger: 1976 for 2026
DECEMBER = 12

LineCode = Literal["event", "starts", "corresponding", "month_end", "paused", "moved", "guessed"]


class ImpossibleDateError(ValueError):
    """The event cannot have been on that day; ``code`` says why."""

    def __init__(self, code: Literal["future", "too_old"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Pause:
    """The term stands still from a day up to and with another; ``until`` None: still."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One step of the reckoning: a code that the screen puts into words, and its day."""

    code: LineCode
    day: date
    days: int = 0


@dataclass(frozen=True)
class Term:
    """A reckoned term: its last day and how it came about; ``stands``: paused now."""

    due_on: date
    lines: tuple[Line, ...]
    stands: bool = False


def check_event(event_on: date, *, today: date) -> None:
    """Raise ImpossibleDateError for a day to come, or one too long ago to be meant."""
    if event_on > today:
        raise ImpossibleDateError("future")
    if event_on.year < today.year - EARLIEST_YEARS:
        raise ImpossibleDateError("too_old")


def term_of(
    limit: Limit,
    event_on: date,
    *,
    calendar: Calendar,
    today: date,
    pauses: Sequence[Pause] = (),
) -> Term:
    """Return the last day of a term.

    Article 13: it begins on the day after the event (3); years and months end on the same number
    of their last month, or on its last day when it has no such number (4); a last day that is no
    working day moves to the next one that is (5). Days of pauses are added before that.
    """
    nominal = _same_number(event_on, limit)
    lines = [Line("event", event_on), Line("starts", event_on + timedelta(days=1))]
    shortened = nominal.day != event_on.day
    lines.append(Line("month_end" if shortened else "corresponding", nominal))
    paused = _with_pauses(nominal, event_on, pauses, today)
    if added := (paused - nominal).days:
        lines.append(Line("paused", paused, added))
    nominal = paused
    due = calendar.next(nominal)
    if due != nominal:
        lines.append(Line("moved", due))
    if calendar.unknown_years(due, due):
        lines.append(Line("guessed", due))
    return Term(due, tuple(lines), stands=any(pause.until is None for pause in pauses))


def _same_number(day: date, limit: Limit) -> date:
    months = limit.length * (DECEMBER if limit.unit == "year" else 1)
    years, month = divmod(day.month - 1 + months, DECEMBER)
    year, month = day.year + years, month + 1
    following = date(year + month // DECEMBER, month % DECEMBER + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _with_pauses(nominal: date, event_on: date, pauses: Sequence[Pause], today: date) -> date:
    """Add the days of pauses, both ends with them; one still open counts up to today.

    A pause that begins when the term is over already saves nothing.
    """
    for pause in sorted(pauses, key=lambda pause: pause.since):
        since = max(pause.since, event_on + timedelta(days=1))
        until = pause.until or max(today, since)
        if since <= nominal and until >= since:
            nominal += timedelta(days=(until - since).days + 1)
    return nominal
