"""Work by the clock."""

from django.utils import timezone

from ortaq.foundation.events.jobs import periodic, task
from ortaq.modules.appeals import services


@periodic("appeals.close_silent", cron="20 21 * * *")  # 02:20 in Kazakhstan
def close_silent() -> None:
    """Close answered appeals whose author has said nothing for thirty days.

    If it does not run, holders may read the authors' records longer; the next run closes them.
    """
    services.close_silent(now=timezone.now())


@periodic("appeals.watch_clocks", cron="*/3 * * * *", queue="now")
def watch_clocks() -> None:
    """Warn officers of terms that end soon, and show those that have passed further up.

    Nobody is warned until it runs again; then everything that was missed is made good.
    """
    services.escalate_due(now=timezone.now())


@task("appeals.tell_of_clocks")
def tell_of_clocks(clock_ids: list[int], at: str) -> None:
    """Tell officers and leaders of what a sweep over the clocks has moved."""
    services.tell_of_clocks(clock_ids=clock_ids, at=at)


@periodic("appeals.recount_clocks", cron="25 19 * * *")  # 00:25 in Kazakhstan
def recount_clocks() -> None:
    """Count anew the terms that reach into a year whose holidays were not known.

    Such terms stay marked as provisional; the next run counts them.
    """
    services.recount_all(provisional_only=True)


@task("appeals.recount_all", queue="slow")
def recount_all() -> None:
    """Count every running term anew: the centre has entered an order on working time."""
    services.recount_all(provisional_only=False)


@periodic("appeals.remind_of_promises", cron="0 4 * * *")  # 09:00 in Kazakhstan
def remind_of_promises() -> None:
    """Remind officers and authors of the days that were promised to fall today.

    Nobody is reminded that morning; the next run makes a week good.
    """
    services.remind_of_promises(today=timezone.localdate())


@periodic("appeals.count_figures", cron="30 20 * * *", queue="slow")  # 01:30 in Kazakhstan
def count_figures() -> None:
    """Count the figures of appeals of this year and the last, for pages that do not count.

    If it does not run, figures show the moment of the night before; the next run counts them.
    """
    services.count_figures(now=timezone.now())


@periodic("appeals.draw_reviews", cron="40 20 * * *")
def draw_reviews() -> None:
    """Draw by lot, once a month, the closed appeals that somebody above reviews.

    Asked every night, because the seed may come late; the next run draws.
    """
    services.draw_reviews(today=timezone.localdate())


@task("appeals.make_report", queue="slow")
def make_report(report_id: int) -> None:
    """Make a yearly report as PDF."""
    services.make_report(report_id=report_id)
