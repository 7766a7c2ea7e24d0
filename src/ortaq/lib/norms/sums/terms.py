"""Terms by article 13: from the next day, months to the same date, a day off moves the end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ortaq.lib.norms.quantities import Unit
from ortaq.lib.norms.sums.core import ImpossibleError, Line, NoRuleError, Rules
from ortaq.lib.workdays import KZ, Calendar

MONTHS = 12
LATEST = date(2199, 12, 31)


def add_months(day: date, months: int) -> date:
    """Return the same date months later; the month's last day where it has no such date."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(start: date, end: date) -> tuple[int, int]:
    """Return full months from a first day to a last day, both counted, and the days over."""
    stop = end + timedelta(days=1)
    months = (stop.year - start.year) * MONTHS + stop.month - start.month
    if add_months(start, months) > stop:
        months -= 1
    return months, (stop - add_months(start, months)).days


@dataclass(frozen=True)
class Term:
    """The last day of a term, and the day on which it would have ended without a day off."""

    day: date
    bare: date

    @property
    def is_moved(self) -> bool:
        """Say that the end fell on a day off."""
        return self.day != self.bare


def run(start: date, count: int, unit: Unit, calendar: Calendar = KZ) -> Term:
    """Return the end of a term that an event on a day has begun."""
    if start > LATEST:
        raise ImpossibleError("day_too_far")
    if unit is Unit.WORKING_DAY:
        day = calendar.add(start, count)
        return Term(day, day)
    bare = {
        Unit.MONTH: lambda: add_months(start, count),
        Unit.YEAR: lambda: add_months(start, count * MONTHS),
        Unit.WEEK: lambda: start + timedelta(weeks=count),
    }.get(unit, lambda: start + timedelta(days=count))()
    return Term(calendar.next(bare), bare)


@dataclass(frozen=True)
class Count:
    """How much a norm gives, and of what."""

    number: int
    unit: Unit


def length(rules: Rules, key: str) -> Count:
    """Return the length of a term that a norm holds."""
    param = rules.norm(key).param
    number = rules.number(key)
    if param is None or number != number.to_integral_value():
        raise NoRuleError(key)
    return Count(int(number), param.measure)


def step(rules: Rules, code: str, key: str, start: date, calendar: Calendar = KZ) -> Line:
    """Return a line: from a day, so many days or months by a norm, ends on a day."""
    count = length(rules, key)
    term = run(start, count.number, count.unit, calendar)
    return Line(
        code,
        {
            "start": start,
            "number": Decimal(count.number),
            "unit": str(count.unit),
            "bare": term.bare,
            "day": term.day,
        },
        rules.norm(key).id,
    )


def ends(line: Line) -> date:
    """Return the day a step ends on."""
    day = line.values["day"]
    if not isinstance(day, date):  # pragma: no cover -- every step has one
        raise TypeError(line.code)
    return day


def provisional(start: date, end: date, calendar: Calendar = KZ) -> tuple[Line, ...]:
    """Warn when the holidays of a year between are not known."""
    years = calendar.unknown_years(start, end)
    if not years:
        return ()
    return (Line("holidays_unknown", {"years": ", ".join(map(str, years))}),)


def moved(rules: Rules, *lines: Line) -> tuple[Line, ...]:
    """Say once that an end which fell on a day off was moved."""
    if any(line.values.get("bare") not in (None, line.values.get("day")) for line in lines):
        return (Line("end_moved", {}, rules.id("term_last_day")),)
    return ()
