"""What happens by the clock."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.letters import services


@periodic("letters.remind", cron="10 4 * * *")  # 09:10 in Kazakhstan
def remind() -> None:
    """Tell officers of replies that are late, and of days on which a solution is looked at.

    Nobody is told that morning; the next run tells of everything that is due.
    """
    services.remind(now=timezone.now())
