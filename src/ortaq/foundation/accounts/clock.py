"""Deadlines in working days of Kazakhstan."""

from datetime import datetime

from django.utils import timezone

from ortaq.lib.workdays import KZ


def working_days_after(moment: datetime, days: int) -> datetime:
    """Return the same hour ``days`` working days later, on the union's clock.

    Counted from the hour and not from the end of the day: the stricter reading of the law.
    """
    here = timezone.localtime(moment)
    due = KZ.add(here.date(), days)
    return here.replace(year=due.year, month=due.month, day=due.day)
