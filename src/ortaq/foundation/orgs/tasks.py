"""Jobs of the vertical."""

from ortaq.foundation.events.jobs import periodic
from ortaq.foundation.orgs import services


@periodic("orgs.apply_dated_links", cron="5 19 * * *", queue="alone")
def apply_dated_links() -> None:
    """Move the bodies whose planned day has come (00:05 in Astana).

    If it does not run: reach follows the old places until it does; nothing is lost.
    """
    services.apply_dated_links()


@periodic("orgs.end_expired_mandates", cron="10 19 * * *")
def end_expired_mandates() -> None:
    """Mark the mandates whose last day has passed, and warn 90, 30 and 7 days before.

    If it does not run: such mandates do not work anyway; only the marks and warnings are late.
    """
    services.end_expired_mandates()
    services.warn_of_expiry()
