"""Reviews: what waits for a reviewer, what an officer was told, and how the marks stand."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.lib.small_numbers import LEAST
from ortaq.modules.appeals.models import Appeal, Reply, Review
from ortaq.modules.appeals.rules import REVIEWERS
from ortaq.modules.appeals.selectors.desk import kept_away
from ortaq.modules.appeals.workflow import CRITERIA


def review(pk: int) -> Review | None:
    """Return a review with its case, or None."""
    rows = Review.objects.select_related("appeal__body", "appeal__holder", "desk", "reviewer")
    return rows.filter(pk=pk).first()


def reviews_for(reader: User) -> QuerySet[Review]:
    """Return the drawn cases of desks below the reader, as ``rules.is_reviewer`` allows."""
    reach = orgs.bodies_within_reach(reader, kinds=REVIEWERS).values("pk")
    own = Q(pk__in=[])
    for mandate in orgs.mandates_of(reader):
        at_centre = mandate.body.level == Body.Level.CENTRE and mandate.kind == Kind.AUDITOR
        own |= Q() if at_centre else Q(desk=mandate.body_id)
    rows = Review.objects.filter(desk__in=reach).exclude(own)
    away = Appeal.objects.filter(kept_away(reader)).values("pk")
    rows = rows.exclude(appeal__author=reader).exclude(appeal__holder=reader)
    rows = rows.exclude(appeal__in=away)
    return rows.select_related("desk", "reviewer", "appeal")


def reviews_of(officer: User) -> QuerySet[Review]:
    """Return what reviewers said of an officer's own cases."""
    rows = Review.objects.filter(appeal__holder=officer, at__isnull=False)
    return rows.select_related("appeal", "reviewer")


@dataclass(frozen=True)
class Marks:
    """How the marks of some reviews stand: the share of full points a criterion, of 100."""

    reviewed: int
    percent: dict[str, int] | None  # None: too few to tell anything, and to point at nobody


def marks_of(reviews: QuerySet[Review]) -> Marks:
    """Return the figures of the marked ones among these reviews."""
    rows = list(reviews.filter(at__isnull=False).values_list("marks", flat=True))
    if len(rows) < LEAST:
        return Marks(len(rows), None)
    share = {c: round(50 * sum(row.get(c, 0) for row in rows) / len(rows)) for c in CRITERIA}
    return Marks(len(rows), share)


@dataclass(frozen=True)
class Content:
    """How members rate an officer's answers, once there are enough of them."""

    rated: int | None
    content_percent: int | None


def content_of(officer: User) -> Content:
    """Return it from seven ratings on; fewer would point at a member."""
    stars = list(
        Reply.objects.filter(officer=officer, stars__isnull=False).values_list("stars", flat=True)
    )
    if len(stars) < LEAST:
        return Content(None, None)
    good = sum(one is not None and one >= 4 for one in stars)  # noqa: PLR2004 -- four or five stars
    return Content(len(stars), round(100 * good / len(stars)))
