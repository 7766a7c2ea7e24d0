"""Work by the clock."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.hearings import services


@periodic("hearings.remind", cron="*/10 * * * *", queue="now")
def remind() -> None:
    """Remind members and officers of hearings a day and two hours before.

    Reminders come late by as long as it did not run; none comes after the hearing has begun.
    """
    services.remind_of_hearings(now=timezone.now())


@periodic("hearings.warn", cron="15 3 * * *")  # 08:15 in Kazakhstan
def warn() -> None:
    """Warn of terms of going to the commission or to court that end in 30, 14, 7, 3 or 1 days.

    The warning comes with the next run; the pages of the appeals show the days all the same.
    """
    services.warn_of_terms(today=timezone.localdate())
