"""Jobs."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic, task
from ortaq.foundation.sheets import services


@task("sheets.read", queue="slow")
def read(batch_id: int) -> None:
    """Read, check and compare one sheet."""
    services.read_sheet(batch_id=batch_id)


@task("sheets.apply", queue="slow")
def apply(batch_id: int) -> None:
    """Enter one confirmed sheet."""
    services.apply_sheet(batch_id=batch_id)


@task("sheets.undo", queue="slow")
def undo(batch_id: int) -> None:
    """Take back what one sheet entered."""
    services.undo_sheet(batch_id=batch_id)


@periodic("sheets.wipe", cron="25 * * * *")
def wipe() -> None:
    """Wipe what was staged of sheets that ended a day ago, or lay undecided for a week.

    If it does not run: copies of personal data stay longer than promised; the next run wipes them.
    """
    services.wipe(now=timezone.now())
