"""Jobs of the register."""

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.membership import selectors


@periodic("membership.publish_figures", cron="20 19 * * *", queue="slow")
def publish_figures() -> None:
    """Count the whole union for the day that began (00:20 in Astana).

    If it does not run: the first who opens the figures of the centre waits for it, some seconds.
    """
    selectors.published_figures()
