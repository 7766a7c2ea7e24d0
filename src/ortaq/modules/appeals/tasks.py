"""Work by the clock."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.appeals import services


@periodic("appeals.close_silent", cron="20 21 * * *")  # 02:20 in Kazakhstan
def close_silent() -> None:
    """Close answered appeals whose author has said nothing for thirty days."""
    services.close_silent(now=timezone.now())
