"""Working days of a five-day week, with holidays and moved days handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

DAY = timedelta(days=1)
SATURDAY = 5


class UnknownYearError(LookupError):
    """The holidays of a year are not in the table, so a count over it may be wrong."""

    def __init__(self, years: tuple[int, ...]) -> None:
        super().__init__(f"holidays are not known for {', '.join(map(str, years))}")
        self.years = years


@dataclass(frozen=True)
class Calendar:
    """Which days people work.

    Counting never fails: in a year whose holidays are unknown it counts Monday to Friday. Ask
    ``unknown_years`` to say so beside the result, or ``require`` where a guess is not allowed.
    """

    holidays: frozenset[date] = (
        frozenset()
    )  # days off that are not Saturday or Sunday, and those too
    workdays: frozenset[date] = frozenset()  # Saturdays and Sundays moved to working days
    years: frozenset[int] | None = None  # the years of the table; None: it is complete

    def is_workday(self, day: date) -> bool:
        """Whether people work on a day; a moved working day wins over everything."""
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def next(self, day: date) -> date:
        """Return the day itself when people work on it, else the first working day after it."""
        while not self.is_workday(day):
            day += DAY
        return day

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day after a day (before it when n < 0; the day itself for 0)."""
        step = DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to ``end`` itself; negative when it is past.

        ``between(day, add(day, n)) == n`` for every n ≥ 0.
        """
        if end < start:
            return -self.between(end, start)
        return sum(map(self.is_workday, _days_after(start, end)))

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """Return the years from ``start`` to ``end`` whose holidays are not in the table."""
        if self.years is None:
            return ()
        first, last = sorted((start.year, end.year))
        return tuple(year for year in range(first, last + 1) if year not in self.years)

    def require(self, start: date, end: date) -> None:
        """Raise UnknownYearError unless every year from ``start`` to ``end`` is in the table."""
        if missing := self.unknown_years(start, end):
            raise UnknownYearError(missing)


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + n * DAY for n in range(1, (end - start).days + 1))


def moved_holidays(falling: list[date], taken: frozenset[date]) -> frozenset[date]:
    """Return the days off given for holidays that fall on a Saturday or Sunday.

    Each gets the next day on which people would work; two in a row get two days.
    """
    given: set[date] = set()
    for day in sorted(falling):
        if day.weekday() < SATURDAY:
            continue
        free = (day + n * DAY for n in count(1))
        given.add(
            next(d for d in free if d.weekday() < SATURDAY and d not in taken and d not in given)
        )
    return frozenset(given)
