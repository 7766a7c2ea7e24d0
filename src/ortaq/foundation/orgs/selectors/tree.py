"""What stands where in the two lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from ortaq.foundation.orgs.models import Body, Line, Link, Path
from ortaq.foundation.texts.fields import Texts
from ortaq.foundation.texts.folding import folded_words
from ortaq.lib.kazid import region_of_kato


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

    ``query`` finds every word of it in any of a body's names, in any spelling of the letters.
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
    for word in folded_words(query):
        found = found.filter(search_text__contains=word)
    return found.order_by("sort_key", "pk")


def children(body: Body, *, line: Line) -> QuerySet[Body]:
    """Return the open children in one line."""
    today = timezone.localdate()
    here = Link.objects.filter(  # not by Path: the planner misjudges the centre's few children
        Q(until__isnull=True) | Q(until__gt=today), parent=body, line=line, since__lte=today
    )
    return open_bodies().filter(pk__in=here.values("child"))


def counts_below(bodies: Sequence[Body], *, line: Line) -> dict[int, int]:
    """Return how many bodies stand below each of a page's bodies in one line."""
    rows = (
        Path.objects.filter(ancestor__in=bodies, line=line, depth__gt=0)
        .order_by()
        .values_list("ancestor")
        .annotate(n=Count("descendant"))
    )
    return dict(rows)


def count_below(body: Body) -> dict[str, int]:
    """Return how many open bodies of each level stand under a body, each counted once.

    For the centre every open body but itself is counted, without asking who stands where: one
    that stands outside both lines is the centre's care, too.
    """
    found = open_bodies().order_by()
    if body.level == Body.Level.CENTRE:
        found = found.exclude(pk=body.pk)
    else:
        found = found.filter(pk__in=descendants(body))
    return dict(found.values_list("level").annotate(n=Count("pk")))


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
