"""Work by the clock."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.appeals import services


@periodic("appeals.close_silent", cron="20 21 * * *")  # 02:20 in Kazakhstan
def close_silent() -> None:
    """Close answered appeals whose author has said nothing for thirty days.

    If it does not run, holders may read the authors' records longer; the next run closes them.
    """
    services.close_silent(now=timezone.now())


@periodic("appeals.remind", cron="0 4 * * *")  # 09:00 in Kazakhstan
def remind() -> None:
    """Tell officers of terms that end soon, and chairs of terms that have passed.

    Nobody is warned that morning; the next run tells of everything up to a week back.
    """
    services.remind(today=timezone.localdate())
