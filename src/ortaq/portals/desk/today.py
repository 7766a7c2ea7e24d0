"""What needs an officer today, sorted by the clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.membership import selectors as membership

MOST = 20
EXPIRES_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Need:
    """One thing that waits for the officer; ``due`` is None when no term runs."""

    title: str | Promise
    detail: str | Promise
    url: str
    icon: str
    due: date | None = None


def with_clock(user: User, *, today: date, body_id: int | None) -> list[Need]:
    """Return what has a term, the nearest first: appeals in hand, one's own mandates that end."""
    return sorted(
        [*_appeals(user, body_id), *_expiring(user, today, body_id)],
        key=lambda need: need.due or date.max,
    )[:MOST]


def without_clock(user: User, *, body_id: int | None) -> list[Need]:
    """Return what has no term but somebody waits: applications, mandates for a second person."""
    return [*_applications(user, body_id), *_second_person(user, body_id)][:MOST]


def _appeals(user: User, body_id: int | None) -> list[Need]:
    rows = appeals.queue_of(user).order_by("due_on", "pk")
    if body_id:
        rows = rows.filter(desk=body_id)
    return [
        Need(
            title=row.get_topic_display(),
            detail=_("Appeal {number}, {body}").format(number=row.number, body=row.body),
            url=reverse("appeals-desk:show", args=[row.number]),
            icon="ask",
            due=row.due_on,
        )
        for row in rows[:MOST]
    ]


def _expiring(user: User, today: date, body_id: int | None) -> list[Need]:
    return [
        Need(
            title=_("Your mandate ends"),
            detail=f"{mandate.get_kind_display()}, {mandate.body}",
            url=reverse("orgs:mandates"),
            icon="key",
            due=mandate.until,
        )
        for mandate in orgs.mandates_of(user)
        if mandate.until and mandate.until - today <= EXPIRES_WITHIN
        if body_id in (None, mandate.body_id)
    ]


def _applications(user: User, body_id: int | None) -> list[Need]:
    rows = membership.applications_for(user).order_by("applied_at", "pk")
    if body_id:
        rows = rows.filter(body=body_id)
    return [
        Need(
            title=row.user.full_name,
            detail=_("Asks to join {body}").format(body=row.body),
            url=reverse("membership-desk:application", args=[row.pk]),
            icon="plus",
        )
        for row in rows[:MOST]
    ]


def _second_person(user: User, body_id: int | None) -> list[Need]:
    rows = orgs.waiting_mandates(user)
    if body_id:
        rows = rows.filter(body=body_id)
    return [
        Need(
            title=_("A mandate waits for a second person"),
            detail=f"{mandate.user.short_name}: {mandate.get_kind_display()}, {mandate.body}",
            url=reverse("orgs:mandates"),
            icon="key",
        )
        for mandate in rows[:MOST]
        if _is_mine_to_confirm(user, mandate)
    ]


def _is_mine_to_confirm(user: User, mandate: Mandate) -> bool:
    return user.has_perm("orgs.confirm_mandate", mandate)
