"""Jobs of the bus, and the housekeeping of jobs."""

from typing import Any

from ortaq.foundation.events import bus, services
from ortaq.foundation.events.jobs import periodic, task


@task("events.deliver")
def deliver(event: str, receiver: str, payload: dict[str, Any]) -> None:
    """Run one receiver on one event."""
    bus.deliver(event=event, receiver=receiver, payload=payload)


@periodic("events.retry_stalled", cron="* * * * *", queue="now")
def retry_stalled() -> None:
    """Take back the jobs of workers that died in the middle.

    If it does not run: jobs of a killed worker stay undone, and may hold up the queue alone.
    """
    services.retry_stalled()


@periodic("events.tidy", cron="17 * * * *")
def tidy() -> None:
    """Delete jobs finished more than seven days ago.

    If it does not run: the table of jobs grows and fetching slows down; nothing is lost.
    """
    services.tidy()
