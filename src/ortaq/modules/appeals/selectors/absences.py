"""Reads of absences: one's own, whom one stands in for, who might stand in."""

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals.models import Absence
from ortaq.modules.appeals.rules import WORKERS


def absence_of(officer: User, pk: int) -> Absence | None:
    """Return an absence of the officer's own, or None."""
    return Absence.objects.filter(officer=officer, pk=pk).first()


def absences_of(officer: User) -> list[Absence]:
    """Return when the officer is away, now and later, the nearest first."""
    rows = Absence.objects.filter(officer=officer, until__gte=timezone.localdate())
    return list(rows.select_related("deputy").order_by("since"))


def stood_in_by(deputy: User) -> list[Absence]:
    """Return for whom the officer stands in, now and later, the nearest first."""
    rows = Absence.objects.filter(deputy=deputy, until__gte=timezone.localdate())
    return list(rows.select_related("officer").order_by("since"))


def deputies_for(officer: User) -> list[Mandate]:
    """Return who may stand in for an officer: colleagues at his desks, then above them.

    Each person once, at the nearest.
    """
    found: dict[int, Mandate] = {}
    for mandate in orgs.mandates_of(officer, kinds=WORKERS):
        for body in [mandate.body, *orgs.ancestors(mandate.body)]:
            posts = orgs.people_in_posts(body).filter(kind__in=WORKERS, user__is_active=True)
            for post in posts.select_related("user", "body"):
                if post.user_id != officer.pk:
                    found.setdefault(post.user_id, post)
    return list(found.values())
