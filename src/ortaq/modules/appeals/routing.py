"""Finding the officer: nearest suitable upward in both lines, never the author, never nobody.

Suitable is said by ``workflow.ROUTES``: kinds of mandate in turns. Within a turn the nearest body
that has anyone wins, the branch line on a tie, and there the officer with the fewest open appeals.
When every turn is empty the appeal lies in the centre's queue, without a name but not lost.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from django.db.models import Count, F, Q
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import REACHING_KINDS, Kind
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.workflow import HOLDERS, OPEN, ROUTES, Topic
from ortaq.modules.workplaces import selectors as workplaces


class _Placed(Protocol):
    depth: int  # annotated


@dataclass(frozen=True)
class Post:
    """An officer at a body, and how far up it is."""

    mandate: Mandate
    depth: int

    @property
    def officer(self) -> User:
        """Who holds the post."""
        return self.mandate.user


def posts_above(body: Body, *, author_id: int | None = None) -> list[Post]:
    """Return every post that could hold an appeal of a body, the nearest first.

    Without the managers and HR officers of its workplaces and of the author's own.
    """
    rows = (
        Mandate.objects.live_on(timezone.localdate())
        .filter(
            Q(kind__in=REACHING_KINDS) | Q(body=body),
            kind__in=HOLDERS,
            body__paths_down__descendant=body,
            user__is_active=True,
        )
        .annotate(depth=F("body__paths_down__depth"))
        .select_related("user", "body")
        .order_by("depth", "body__paths_down__line", "since", "pk")
    )
    posts = [Post(row, cast("_Placed", row).depth) for row in rows]
    officers = [post.officer.pk for post in posts]
    managers = workplaces.employer_side_among(officers, body, person_id=author_id)
    return [post for post in posts if post.officer.pk not in managers]


def route(body: Body, topic: Topic, *, author: User) -> tuple[User | None, Body]:
    """Return who gets an appeal, and at whose desk it lies."""
    chosen = choose(posts_above(body, author_id=author.pk), topic, without=[author.pk])
    return (chosen.officer, chosen.mandate.body) if chosen else (None, orgs.centre())


def choose(posts: Iterable[Post], topic: Topic, *, without: Collection[int]) -> Post | None:
    """Return the post that a topic looks for among these, or None when no turn finds any."""
    posts = _fit(posts, topic, without)
    for turn in ROUTES[topic].turns:
        suitable = [post for post in posts if post.mandate.kind in turn]
        if suitable:
            nearest = [p for p in suitable if p.mandate.body_id == suitable[0].mandate.body_id]
            return _least_busy(nearest)
    return None


def successors(appeal: Appeal) -> list[Post]:
    """Return whom an open appeal may be handed to, the nearest first, each officer once."""
    without = [pk for pk in (appeal.author_id, appeal.holder_id) if pk]
    seen: dict[int, Post] = {}
    posts = posts_above(appeal.body, author_id=appeal.author_id)
    for post in _fit(posts, Topic(appeal.topic), without):
        seen.setdefault(post.officer.pk, post)
    return list(seen.values())


def _fit(posts: Iterable[Post], topic: Topic, without: Collection[int]) -> list[Post]:
    """Leave out these people, and for some topics the primary itself."""
    lowest = 1 if ROUTES[topic].above else 0
    return [p for p in posts if p.depth >= lowest and p.officer.pk not in without]


def kinds_for(topic: Topic) -> frozenset[Kind]:
    """Return the kinds of mandate that a topic looks for, in any turn."""
    return frozenset(Kind(kind) for turn in ROUTES[topic].turns for kind in turn)


def _least_busy(posts: Iterable[Post]) -> Post:
    posts = list(posts)
    if len(posts) == 1:
        return posts[0]
    load = dict(
        Appeal.objects.filter(holder__in=[p.officer for p in posts], status__in=OPEN)
        .values_list("holder")
        .annotate(n=Count("pk"))
    )
    return min(posts, key=lambda post: load.get(post.officer.pk, 0))
