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
