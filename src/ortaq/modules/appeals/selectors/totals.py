"""Counts of the whole union."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from ortaq.modules.appeals.models import Appeal, Reply
from ortaq.modules.appeals.workflow import OPEN, Status


@dataclass(frozen=True)
class Totals:
    """Honest figures: of the whole union, from the tables, now."""

    submitted: int
    answered: int
    in_time: int
    rated: int
    content: int  # four or five stars


def totals() -> Totals:
    """Count appeals of the whole union."""
    done = Q(status__in=[Status.ANSWERED, Status.CLOSED])
    row = Appeal.objects.aggregate(
        submitted=Count("pk"),
        answered=Count("pk", filter=done),
        in_time=Count("pk", filter=done & Q(answered_at__date__lte=F("due_on"))),
    )
    stars = Reply.objects.aggregate(
        rated=Count("pk", filter=Q(stars__isnull=False)),
        content=Count("pk", filter=Q(stars__gte=4)),
    )
    return Totals(**row, **stars)


def count_by_state() -> dict[Status, int]:
    """Return how many appeals of the whole union stand in each state, the empty ones too."""
    rows = Appeal.objects.order_by().values_list("status").annotate(n=Count("pk"))
    return dict.fromkeys(Status, 0) | {Status(state): n for state, n in rows}


def count_late(*, today: date) -> int:
    """Return how many open appeals of the whole union have passed their day."""
    return Appeal.objects.filter(status__in=OPEN, due_on__lt=today).count()


def count_by_body(body_ids: Iterable[int]) -> dict[int, int]:
    """Return how many appeals each body's members have submitted, for readers above."""
    rows = Appeal.objects.filter(body__in=list(body_ids)).values_list("body")
    return dict(rows.annotate(n=Count("pk")).order_by())
