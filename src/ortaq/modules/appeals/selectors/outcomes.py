"""What came of an appeal: outcomes, the one that waits for a word, the day that was promised."""

from datetime import date

from django.db.models import Prefetch

from ortaq.modules.appeals.models import Appeal, Outcome, Reply

# For lists: ``appeal.outcomes.all()`` is then the newest first, without a question a row.
WITH_OUTCOMES = Prefetch("outcomes", Outcome.objects.order_by("-stated_at", "-pk"))


def waiting_outcome(appeal: Appeal) -> Outcome | None:
    """Return the outcome that its author has not yet said yes or no to, or None."""
    return Outcome.objects.filter(appeal=appeal, verdict="").select_related("stated_by").first()


def last_outcome(appeal: Appeal) -> Outcome | None:
    """Return how an appeal ended last, or None: it is open, or older than stated outcomes."""
    return Outcome.objects.filter(appeal=appeal).order_by("-stated_at", "-pk").first()


def promised_day(appeal: Appeal) -> date | None:
    """Return the day that the last words to the author of an open appeal promise, or None."""
    if not appeal.is_open:
        return None
    rows = Reply.objects.filter(appeal=appeal).order_by("-at", "-pk")
    return rows.values_list("promised_on", flat=True).first()
