"""Clock chips: how much working time is left, as a state, a shape and a number."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone

FRIDAY = 4
SOON = 2  # working days: from here on the chip asks for attention


@dataclass(frozen=True)
class Clock:
    """What a chip says. ``days``: working days left, or late when ``state`` is late."""

    state: Literal["calm", "soon", "today", "late", "done", "done_late"]
    days: int
    due: date | datetime


def _day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return moment


def _workdays(since: date, until: date) -> int:
    days = (until - since).days
    return sum((since + timedelta(n + 1)).weekday() <= FRIDAY for n in range(days))


def clock(
    due: date | datetime, *, done: date | datetime | None = None, now: datetime | None = None
) -> Clock:
    """Return what the chip of a deadline says now."""
    last = _day(due)
    if done is not None:
        finished = _day(done)
        late = _workdays(last, finished)
        return Clock("done_late" if finished > last else "done", late, due)
    moment = now or timezone.now()
    today = _day(moment)
    if today > last or (isinstance(due, datetime) and moment > due):
        return Clock("late", max(_workdays(last, today), 1) if today > last else 0, due)
    left = _workdays(today, last)
    if today == last:
        return Clock("today", 0, due)
    return Clock("soon" if left <= SOON else "calm", left, due)
