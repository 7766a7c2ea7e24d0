"""Who holds what, and who reaches whom."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from ortaq.foundation.events import rapid
from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY, REACHING_KINDS, Kind, Reach
from ortaq.foundation.orgs.models import Body, Mandate, Path

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ortaq.foundation.accounts.models import User

_CACHE = "_mandates_of_the_day"
_POST_ORDER = Case(*(When(kind=kind, then=Value(n)) for n, kind in enumerate(Kind)))


def mandates_of(
    user: "User | AnonymousUser", *, kinds: Collection[Kind] | None = None
) -> list[Mandate]:
    """Return the mandates in force today, oldest first, their bodies loaded.

    Kept on the user object until ``forget_mandates`` or midnight, so a request asks once.
    """
    if user.pk is None or not user.is_active:
        return []
    today = timezone.localdate()
    day, held = getattr(user, _CACHE, (None, []))
    if day != today and not _was_ever_named(user.pk):
        held = []
        setattr(user, _CACHE, (today, held))
    elif day != today:
        held = _held(user.pk, today)
        setattr(user, _CACHE, (today, held))
    return [mandate for mandate in held if kinds is None or mandate.kind in kinds]


def _was_ever_named(user_id: int) -> bool:
    """Whether any mandate names the person: hardly any member, and each page of theirs asks."""
    return bool(rapid.ask("SELECT 1 FROM orgs_mandate WHERE user_id = %s LIMIT 1", [user_id]))


@kept(int, date)
def _held(user_id: int, today: date) -> QuerySet[Mandate]:
    rows = Mandate.objects.live_on(today).filter(user=user_id)
    return rows.select_related("body").order_by("pk")


def forget_mandates(user: "User") -> None:
    """Make ``mandates_of`` ask the database again; services call it after a change."""
    vars(user).pop(_CACHE, None)


def is_here(user: "User | AnonymousUser", body_id: int, *, kinds: Collection[Kind]) -> bool:
    """Whether the user holds such a mandate at this very body."""
    return any(mandate.body_id == body_id for mandate in mandates_of(user, kinds=kinds))


def reaches(
    user: "User | AnonymousUser",
    body_id: int,
    *,
    kinds: Collection[Kind],
    from_above: bool = False,
) -> bool:
    """Whether such a mandate of the user reaches a body, in either line. At most one query.

    ``from_above`` leaves out mandates at the body itself.
    """
    held = mandates_of(user, kinds=kinds)
    if not from_above and any(mandate.body_id == body_id for mandate in held):
        return True
    tops = {mandate.body_id for mandate in held if mandate.trait.reach is Reach.BELOW} - {body_id}
    return bool(tops) and Path.objects.filter(ancestor__in=tops, descendant=body_id).exists()


def bodies_within_reach(
    user: "User | AnonymousUser",
    *,
    kinds: Collection[Kind],
    among: Collection[int] | None = None,
) -> QuerySet[Body]:
    """Return every body, closed ones too, that such mandates of the user reach.

    ``among`` asks about these bodies only, which costs a page's reach and not the centre's.
    """
    held = mandates_of(user, kinds=kinds)
    tops = {mandate.body_id for mandate in held if mandate.trait.reach is Reach.BELOW}
    here = {mandate.body_id for mandate in held} - tops
    below = Path.objects.filter(ancestor__in=tops)
    bodies = Body.objects.all()
    if among is not None:
        below, bodies = below.filter(descendant__in=among), bodies.filter(pk__in=among)
    if not tops:
        return bodies.filter(pk__in=here)
    return bodies.filter(Q(pk__in=here) | Q(pk__in=below.values("descendant")))


def holders(body: Body, *, kinds: Collection[Kind]) -> list["User"]:
    """Return who holds such a post nearest to a body: here, else upward in both lines.

    Everybody at the nearest body that has anyone, longest in office first, so that the caller
    may share work fairly among them; the branch line goes first on a tie. A post that reaches
    no further than its own body counts there only. Returns [] when nobody up to the centre
    holds one.
    """
    places = _places_above(body)
    found = list(
        Mandate.objects.live_on(timezone.localdate())
        .filter(
            Q(kind__in=REACHING_KINDS.intersection(kinds)) | Q(body=body, kind__in=kinds),
            body__in=places,
            user__is_active=True,
        )
        .select_related("user")
    )
    found.sort(key=lambda held: (places[held.body_id], held.since, held.pk))
    return list(dict.fromkeys(held.user for held in found if held.body_id == found[0].body_id))


def _places_above(body: Body) -> dict[int, tuple[int, str]]:
    """Return (depth, line) of the body itself and of all above, at the nearest.

    Asked apart from the mandates: joined, the planner reads every mandate of the house.
    """
    rows = Path.objects.filter(descendant=body).values_list("depth", "line", "ancestor")
    places: dict[int, tuple[int, str]] = {}
    for depth, line, ancestor in sorted(rows):
        places.setdefault(ancestor, (depth, line))
    return places


def switcher(user: "User | AnonymousUser") -> list[Body]:
    """Return the bodies at which the user holds a mandate, for the desk's top bar."""
    return list(dict.fromkeys(mandate.body for mandate in mandates_of(user)))


def people_in_posts(body: Body) -> QuerySet[Mandate]:
    """Return who holds which post at a body today, in the order of the posts."""
    return (
        Mandate.objects.live_on(timezone.localdate())
        .filter(body=body)
        .select_related("user")
        .order_by(_POST_ORDER, "since", "pk")
    )


def former_mandates(body: Body) -> QuerySet[Mandate]:
    """Return the terms of office at a body that are over, latest first."""
    today = timezone.localdate()
    return (
        Mandate.objects.filter(body=body)
        .filter(Q(state=Mandate.State.ENDED) | Q(state__in=Mandate.IN_FORCE, until__lt=today))
        .select_related("user")
        .order_by("-until", "-pk")
    )


def proposed_mandates(body: Body) -> QuerySet[Mandate]:
    """Return what is proposed at a body and waits for a second person."""
    return Mandate.objects.filter(body=body, state=Mandate.State.PROPOSED).select_related("user")


def expiring_mandates(user: "User | AnonymousUser", *, by: date) -> QuerySet[Mandate]:
    """Return the terms that run out by a day, within reach of the user's granting mandates."""
    return (
        Mandate.objects.live_on(timezone.localdate())
        .filter(until__lte=by, body__in=bodies_within_reach(user, kinds=MANDATES_GRANTED_BY))
        .select_related("user", "body")
        .order_by("until", "pk")
    )


def terms_after(body_ids: Collection[int], *, on: date) -> QuerySet[Mandate]:
    """Return the terms at bodies, proposed ones too, that still run on a day."""
    return (
        Mandate.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on), body__in=body_ids, state__in=Mandate.OPEN
        )
        .select_related("user", "body")
        .order_by("body", "pk")
    )


def grantors_above(body: Body) -> list[Mandate]:
    """Return the mandates that grant mandates and reach a body, the nearest first."""
    places = _places_above(body)
    found = list(
        Mandate.objects.live_on(timezone.localdate())
        .filter(kind__in=MANDATES_GRANTED_BY, body__in=places, user__is_active=True)
        .select_related("user", "body")
    )
    return sorted(found, key=lambda held: (places[held.body_id], held.since, held.pk))


def is_alone(user: "User") -> bool:
    """Whether nobody but this person was ever granted a mandate that grants mandates."""
    granting = Mandate.objects.filter(kind__in=MANDATES_GRANTED_BY).exclude(
        state__in=[Mandate.State.PROPOSED, Mandate.State.REFUSED]
    )
    return set(granting.order_by().values_list("user_id", flat=True).distinct()[:2]) == {user.pk}


def waiting_mandates(user: "User | AnonymousUser") -> QuerySet[Mandate]:
    """Return what waits for a second person within reach of the user's granting mandates."""
    return (
        Mandate.objects.filter(
            state__in=[Mandate.State.PROPOSED, Mandate.State.ENDING],
            body__in=bodies_within_reach(user, kinds=MANDATES_GRANTED_BY),
        )
        .select_related("user", "body", "proposed_by", "end_proposed_by")
        .order_by("pk")
    )
