"""What happens by the clock."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.letters import services


@periodic("letters.remind", cron="10 4 * * *")  # 09:10 in Kazakhstan
def remind() -> None:
    """Tell officers of the days on which an agreed solution is looked at.

    Nobody is told that morning; the next run tells of everything that is due.
    """
    services.remind(now=timezone.now())
