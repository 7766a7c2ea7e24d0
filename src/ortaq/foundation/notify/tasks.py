"""Jobs of messages."""

from procrastinate import RetryStrategy

from ortaq.foundation.events.jobs import periodic, task
from ortaq.foundation.notify import services

# A code is useless after a quarter of an hour: 6, 12, 30 and 84 seconds.
SOON = RetryStrategy(max_attempts=4, wait=3, exponential_wait=3)


@task("notify.plan", queue="now")
def plan(message_ids: list[int]) -> None:
    """Decide by which channels and when messages travel."""
    services.plan(message_ids=message_ids)


@task("notify.deliver", queue="now")
def deliver(person_id: int, channel: str) -> None:
    """Send all that is due to a person by a channel."""
    services.deliver(person_id=person_id, channel_name=channel)


@task("notify.parcel", queue="now", retry=SOON)
def parcel(parcel_id: int) -> None:
    """Send a code or a letter of accounts."""
    services.carry_parcel(parcel_id=parcel_id)


@periodic("notify.sweep", cron="*/5 * * * *", queue="now")
def sweep() -> None:
    """Send again what a killed process may not have sent; delete codes that are too old.

    If it does not run: letters in the hands of a killed process are not sent; locked codes stay.
    """
    services.sweep()
    services.drop_expired_parcels()
