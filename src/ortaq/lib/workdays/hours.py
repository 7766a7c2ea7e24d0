"""Working hours: counting hours of work over nights, weekends and holidays.

Moments are naive and stand on the wall clock of one place: the caller brings them there and back
with ``zoneinfo``, so that a change of the clock moves no working hour.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ortaq.lib.workdays.calendar import Calendar


@dataclass(frozen=True)
class Hours:
    """From when to when people work on a working day."""

    opens: time
    closes: time

    @property
    def a_day(self) -> int:
        """How many whole hours a working day has."""
        return self.closes.hour - self.opens.hour

    def add(self, moment: datetime, length: timedelta, calendar: Calendar) -> datetime:
        """Return the moment when so much working time has passed.

        A length that ends with a working day ends at its close, not at the next morning's opening.
        """
        moment = self.next(moment, calendar)
        while length > (left := datetime.combine(moment.date(), self.closes) - moment):
            length -= left
            moment = self._opening(calendar.add(moment.date(), 1))
        return moment + length

    def subtract(self, moment: datetime, length: timedelta, calendar: Calendar) -> datetime:
        """Return the moment from which so much working time leads to this one."""
        moment = self._last(moment, calendar)
        while length > (done := moment - self._opening(moment.date())):
            length -= done
            moment = datetime.combine(calendar.add(moment.date(), -1), self.closes)
        return moment - length

    def next(self, moment: datetime, calendar: Calendar) -> datetime:
        """Return the moment itself in working time, else the next opening."""
        day = calendar.next(moment.date())
        if day != moment.date() or moment.time() < self.opens:
            return self._opening(day)
        if moment.time() >= self.closes:
            return self._opening(calendar.add(day, 1))
        return moment

    def _last(self, moment: datetime, calendar: Calendar) -> datetime:
        """Return the moment itself in working time, else the last close before it."""
        day = moment.date()
        if not calendar.is_workday(day) or moment.time() <= self.opens:
            return datetime.combine(calendar.add(day, -1), self.closes)
        return min(moment, datetime.combine(day, self.closes))

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens)
