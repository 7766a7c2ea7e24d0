"""Jobs of the audit trail."""

from ortaq.foundation.audit import services
from ortaq.foundation.audit.nightly import verify_since_last_head
from ortaq.foundation.events.jobs import periodic


@periodic("audit.sequence", cron="* * * * *", queue="alone")
def sequence() -> None:
    """Give new entries their place in the chain.

    If it does not run: acts are still recorded and protected by triggers, but not yet chained;
    after five minutes /readyz and the administrators say so.
    """
    services.sequence()


@periodic("audit.watch", cron="* * * * *", queue="now")
def watch() -> None:
    """Raise the alarm when the chain lags.

    If it does not run: only /readyz and the metrics say so.
    """
    services.watch()


@periodic("audit.close_day", cron="5 19 * * *")
def close_day() -> None:
    """Keep the chain's head of the day that ended in Almaty (19:00 UTC), and check the day.

    If it does not run: the next day's head covers both days; nothing is lost.
    """
    services.close_day()
    verify_since_last_head()
