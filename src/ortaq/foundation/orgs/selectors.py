"""Reading the vertical: who holds what, who reaches whom, what stands where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    Count,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY, REACHING_KINDS, Kind, Reach
from ortaq.foundation.orgs.models import Body, Line, Link, Mandate, Path
from ortaq.foundation.texts.fields import Texts
from ortaq.lib.kazid import region_of_kato

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ortaq.foundation.accounts.models import User

_CACHE = "_mandates_of_the_day"
_POST_ORDER = Case(*(When(kind=kind, then=Value(n)) for n, kind in enumerate(Kind)))


# Mandates and reach


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
    if day != today:
        held = list(
            Mandate.objects.live_on(today).filter(user=user).select_related("body").order_by("pk")
        )
        setattr(user, _CACHE, (today, held))
    return [mandate for mandate in held if kinds is None or mandate.kind in kinds]


def forget_mandates(user: "User") -> None:
    """Make ``mandates_of`` ask the database again; services call it after a change."""
    vars(user).pop(_CACHE, None)


def is_here(user: "User | AnonymousUser", body_id: int, *, kinds: Collection[Kind]) -> bool:
    """Whether the user holds such a mandate at this very body."""
    return any(mandate.body_id == body_id for mandate in mandates_of(user, kinds=kinds))


def reaches(user: "User | AnonymousUser", body_id: int, *, kinds: Collection[Kind]) -> bool:
    """Whether such a mandate of the user reaches a body, in either line. At most one query."""
    held = mandates_of(user, kinds=kinds)
    if any(mandate.body_id == body_id for mandate in held):
        return True
    tops = {mandate.body_id for mandate in held if mandate.trait.reach is Reach.BELOW}
    return bool(tops) and Path.objects.filter(ancestor__in=tops, descendant=body_id).exists()


def bodies_within_reach(
    user: "User | AnonymousUser", *, kinds: Collection[Kind]
) -> QuerySet[Body]:
    """Return every body, closed ones too, that such mandates of the user reach."""
    held = mandates_of(user, kinds=kinds)
    tops = {mandate.body_id for mandate in held if mandate.trait.reach is Reach.BELOW}
    here = {mandate.body_id for mandate in held} - tops
    below = Path.objects.filter(ancestor__in=tops).values("descendant")
    return (
        Body.objects.filter(Q(pk__in=here) | Q(pk__in=below))
        if tops
        else (Body.objects.filter(pk__in=here))
    )


def holders(body: Body, *, kinds: Collection[Kind]) -> list["User"]:
    """Return who holds such a post nearest to a body: here, else upward in both lines.

    Everybody at the nearest body that has anyone, longest in office first, so that the caller
    may share work fairly among them; the branch line goes first on a tie. A post that reaches
    no further than its own body counts there only. Returns [] when nobody up to the centre
    holds one.
    """
    near = (
        Mandate.objects.live_on(timezone.localdate())
        .filter(
            Q(kind__in=REACHING_KINDS.intersection(kinds)) | Q(body=body, kind__in=kinds),
            body__paths_down__descendant=body,
            user__is_active=True,
        )
        .annotate(depth=F("body__paths_down__depth"), line=F("body__paths_down__line"))
        .order_by("depth", "line", "since", "pk")
        .select_related("user")
    )
    found = list(near)
    return list(dict.fromkeys(m.user for m in found if m.body_id == found[0].body_id))


def switcher(user: "User | AnonymousUser") -> list[Body]:
    """Return the bodies at which the user holds a mandate, for the desk's top bar."""
    return list(dict.fromkeys(mandate.body for mandate in mandates_of(user)))


# The tree


def centre() -> Body:
    """Return the national centre; Body.DoesNotExist before it was opened."""
    return Body.objects.get(level=Body.Level.CENTRE)


def ancestors(body: Body, *, line: Line | None = None) -> QuerySet[Body]:
    """Return what a body stands under, nearest first, without itself; each body once."""
    paths = {"paths_down__line": line} if line else {}
    return (
        Body.objects.filter(paths_down__descendant=body, paths_down__depth__gt=0, **paths)
        .annotate(distance=Min("paths_down__depth"), first_line=Min("paths_down__line"))
        .order_by("distance", "first_line", "pk")
    )


def descendants(body: Body, *, line: Line | None = None) -> QuerySet[Body]:
    """Return what stands under a body, without itself; each body once."""
    paths = Path.objects.filter(ancestor=body, depth__gt=0)
    if line:
        paths = paths.filter(line=line)
    return Body.objects.filter(pk__in=paths.values("descendant"))


def trail(body: Body, *, line: Line) -> list[Body]:
    """Return the path to a body in one line, the top first, the body itself last."""
    return [*reversed(ancestors(body, line=line)), body]


def open_bodies(
    *, level: str | None = None, parent: Body | None = None, query: str = ""
) -> QuerySet[Body]:
    """Return the bodies open today in Kazakh alphabetical order; ``parent`` keeps its children.

    ``query`` finds every word of it in any of a body's names.
    """
    today = timezone.localdate()
    found = Body.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=today), opened_on__lte=today
    )
    if level:
        found = found.filter(level=level)
    if parent:
        found = found.filter(
            pk__in=Path.objects.filter(ancestor=parent, depth=1).values("descendant")
        )
    for word in query.casefold().split():
        found = found.filter(search_text__contains=word)
    return found.order_by("sort_key", "pk")


def children(body: Body, *, line: Line) -> QuerySet[Body]:
    """Return the open children in one line; ``below`` of each is how many stand under it."""
    below = (
        Path.objects.filter(ancestor=OuterRef("pk"), line=line, depth__gt=0)
        .order_by()
        .values("ancestor")
        .annotate(n=Count("descendant"))
        .values("n")
    )
    today = timezone.localdate()
    here = Link.objects.filter(  # not by Path: the planner misjudges the centre's few children
        Q(until__isnull=True) | Q(until__gt=today), parent=body, line=line, since__lte=today
    )
    return (
        open_bodies()
        .filter(pk__in=here.values("child"))
        .annotate(below=Coalesce(Subquery(below), 0))
    )


def count_below(body: Body) -> dict[str, int]:
    """Return how many open bodies of each level stand under a body, each counted once."""
    rows = (
        open_bodies()
        .filter(pk__in=descendants(body))
        .order_by()
        .values_list("level")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def parent_on(body: Body, *, line: Line, day: date) -> Body | None:
    """Return whose child a body was, is or will be on a day."""
    return Body.objects.filter(
        Q(links_down__until__isnull=True) | Q(links_down__until__gt=day),
        links_down__child=body,
        links_down__line=line,
        links_down__since__lte=day,
    ).first()


def history(body: Body) -> QuerySet[Link]:
    """Return every place that a body has had or will have, newest first."""
    return (
        Link.objects.filter(child=body).select_related("parent").order_by("line", "-since", "-pk")
    )


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


@dataclass(frozen=True)
class PublicBody:
    """What anybody may know of a body: no person, no count."""

    id: int
    name: str
    level: str
    region: str
    opened_on: date
    closed_on: date | None
    above: tuple[str, ...]


def public_body(pk: int) -> PublicBody | None:
    """Return what anybody may know of a body, in the reader's language."""
    body = Body.objects.filter(pk=pk).first()
    if body is None:
        return None
    region = region_of_kato(body.kato) if body.kato else None
    return PublicBody(
        id=body.pk,
        name=str(body.name),
        level=str(Body.Level(body.level).label),
        region=str(Texts(region.names)) if region else "",
        opened_on=body.opened_on,
        closed_on=body.closed_on,
        above=tuple(str(parent.name) for parent in ancestors(body)),
    )
