"""Work by the clock."""

from ortaq.foundation.events.jobs import periodic
from ortaq.modules.workplaces import services


@periodic("workplaces.keep_bar", cron="20 19 * * *")  # 00:20 in Astana, after the vertical's jobs
def keep_bar() -> None:
    """End the mandates that a mark bars and no act has ended: a mandate or a job began today.

    Appeals are hidden from managers of the workplace all the same; only the posts stand longer.
    """
    services.enforce_bar(actor=None)
