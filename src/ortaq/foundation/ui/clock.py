"""Clock chips: how much working time is left, as a state, a shape and a number."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from ortaq.lib.workdays import KZ, Calendar

SOON = 2  # working days: from here on the chip asks for attention
ZONES = {
    "calm": "calm", "soon": "watch", "today": "watch", "late": "red",
    "done": "calm", "done_late": "watch",
}  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """What a chip says. ``days``: working days left, or those past the deadline."""

    state: Literal["calm", "soon", "today", "late", "done", "done_late"]
    days: int
    due: date | datetime

    @property
    def zone(self) -> str:
        """The shape and colour of the chip."""
        return ZONES[self.state]


def _day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return moment


def clock(
    due: date | datetime,
    *,
    done: date | datetime | None = None,
    now: datetime | None = None,
    calendar: Calendar = KZ,
) -> Clock:
    """Return what the chip of a deadline says at ``now``; a bare date is due when it ends."""
    last, moment = _day(due), done or now or timezone.now()
    day = _day(moment)
    timed = isinstance(due, datetime) and isinstance(moment, datetime)
    late = day > last or (timed and moment > due)
    days = abs(calendar.between(day, last))
    if done is not None:
        return Clock("done_late" if late else "done", days, due)
    if late:
        return Clock("late", days, due)
    if day == last:
        return Clock("today", 0, due)
    return Clock("soon" if days <= SOON else "calm", days, due)
