"""What needs an officer today, sorted by the clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.membership import selectors as membership
from ortaq.modules.membership.rules import CHAIRS

MOST = 20
EXPIRES_WITHIN = timedelta(days=30)
PAIRED = 1000  # members among whom doubles are looked for at each look at the page


@dataclass(frozen=True)
class Need:
    """One thing that waits for the officer; ``due`` is None when no term runs."""

    title: str | Promise
    detail: str | Promise
    url: str
    icon: str
    due: date | None = None
    kind: str = ""  # needs of one kind make one of the first three


@dataclass(frozen=True)
class First:
    """One of the three things that need the officer most: a tap leads into the work."""

    title: str
    detail: str | Promise
    url: str
    icon: str
    due: date | None


def with_clock(user: User, *, today: date, body_id: int | None) -> list[Need]:
    """Return what has a term, the nearest first: appeals in hand, one's own mandates that end."""
    return sorted(
        [
            *_appeals(user, body_id),
            *_expiring(user, today, body_id),
            *_meetings(user, today, body_id),
        ],
        key=lambda need: need.due or date.max,
    )[:MOST]


def without_clock(user: User, *, body_id: int | None) -> list[Need]:
    """Return what has no term but somebody waits: applications, mandates for a second person."""
    return [
        *_needing_help(user, body_id),
        *_applications(user, body_id),
        *_transfers(user, body_id),
        *_second_person(user, body_id),
        *_doubles(user, body_id),
    ][:MOST]


def first_three(timed: Iterable[Need], waiting: Iterable[Need]) -> list[First]:
    """Return the three kinds of work that come first: what has a term, then who waits."""
    by_kind: dict[str, list[Need]] = {}
    for need in (*timed, *waiting):
        by_kind.setdefault(need.kind, []).append(need)
    return [_first(kind, needs) for kind, needs in list(by_kind.items())[:3]]


def _first(kind: str, needs: list[Need]) -> First:
    nearest = needs[0]
    title = _TITLES[kind](len(needs))
    url = reverse(_ROOMS[kind]) if len(needs) > 1 and kind in _ROOMS else nearest.url
    detail = nearest.title if kind == "application" else nearest.detail
    return First(title, detail, url, nearest.icon, nearest.due)


_TITLES: dict[str, Callable[[int], str]] = {
    "appeal": lambda n: ngettext(
        "{n} appeal waits for an answer", "{n} appeals wait for an answer", n
    ).format(n=n),
    "mandate": lambda n: ngettext(
        "{n} of your mandates ends", "{n} of your mandates end", n
    ).format(n=n),
    "meeting": lambda n: ngettext(
        "{n} report-and-election meeting is near", "{n} report-and-election meetings are near", n
    ).format(n=n),
    "application": lambda n: ngettext(
        "{n} person asks to join", "{n} people ask to join", n
    ).format(n=n),
    "transfer": lambda n: ngettext(
        "{n} transfer waits for your word", "{n} transfers wait for your word", n
    ).format(n=n),
    "second": lambda n: ngettext(
        "{n} mandate waits for a second person", "{n} mandates wait for a second person", n
    ).format(n=n),
    "help": lambda n: ngettext(
        "{n} appeal needs your help", "{n} appeals need your help", n
    ).format(n=n),
    "double": lambda n: ngettext(
        "{n} pair of records may be one person", "{n} pairs of records may be one person", n
    ).format(n=n),
}
_ROOMS = {  # where many of a kind are dealt with at once
    "help": "appeals-desk:needs_help",
    "application": "membership-desk:applications",
    "transfer": "membership-desk:transfers",
    "double": "membership-desk:doubles",
}


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
            kind="appeal",
        )
        for row in rows[:MOST]
    ]


def _needing_help(user: User, body_id: int | None) -> list[Need]:
    """Return the appeals of other officers that wait for this leader's help."""
    if not user.has_perm("appeals.help"):
        return []
    rows = appeals.needing_help(user).order_by("due_on", "pk")
    if body_id:
        rows = rows.filter(desk=body_id)
    return [
        Need(
            title=_("An officer needs help"),
            detail=_("Appeal {number}, {body}").format(number=row.number, body=row.body),
            url=reverse("appeals-desk:help_one", args=[row.number]),
            icon="alert",
            due=row.due_on,
            kind="help",
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
            kind="mandate",
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
            kind="application",
        )
        for row in rows[:MOST]
    ]


def _meetings(user: User, today: date, body_id: int | None) -> list[Need]:
    here = {m.body_id: m.body for m in orgs.mandates_of(user) if body_id in (None, m.body_id)}
    planned = orgs.planned_at(list(here)) if here else {}
    return [
        Need(
            title=_("A report-and-election meeting"),
            detail=str(here[meeting.body_id]),
            url=reverse("orgs:election", args=[meeting.pk]),
            icon="people",
            due=meeting.on,
            kind="meeting",
        )
        for meeting in planned.values()
        if meeting.on - today <= EXPIRES_WITHIN
    ]


def _transfers(user: User, body_id: int | None) -> list[Need]:
    """Return the moves at whose ends the officer himself sits."""
    mandates = orgs.mandates_of(user, kinds=CHAIRS)
    here = [m.body_id for m in mandates if body_id in (None, m.body_id)]
    if not here:
        return []
    rows = membership.transfers_for(user).filter(
        Q(membership__body__in=here, let_go_by__isnull=True)
        | Q(to_body__in=here, taken_in_by__isnull=True)
    )
    return [
        Need(
            title=row.membership.user.full_name,
            detail=_("Moves from {here} to {there}").format(
                here=row.membership.body, there=row.to_body
            ),
            url=reverse("membership-desk:transfer", args=[row.pk]),
            icon="arrow-right",
            kind="transfer",
        )
        for row in rows.order_by("asked_at", "pk")[:MOST]
    ]


def _doubles(user: User, body_id: int | None) -> list[Need]:
    if not user.has_perm("membership.join_any"):
        return []
    near = [
        body.pk for body in membership.primaries_of_officer(user) if body_id in (None, body.pk)
    ]
    if not near or membership.members_of(near)[: PAIRED + 1].count() > PAIRED:
        return []
    pairs = membership.doubles_in(near)
    return [
        Need(
            title=_("Two records may be one person"),
            detail=f"{one.user.full_name} · {other.user.full_name}",
            url=reverse("membership-desk:join", args=[one.user.public_id, other.user.public_id]),
            icon="people",
            kind="double",
        )
        for one, other in pairs[:MOST]
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
            kind="second",
        )
        for mandate in rows[:MOST]
        if _is_mine_to_confirm(user, mandate)
    ]


def _is_mine_to_confirm(user: User, mandate: Mandate) -> bool:
    return user.has_perm("orgs.confirm_mandate", mandate)
