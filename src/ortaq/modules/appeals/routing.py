"""Finding the officer: nearest suitable upward in both lines, never in conflict, never nobody.

Suitable is said by ``workflow.ROUTES``: kinds of mandate in turns. Within a turn the nearest body
that has anyone wins, the branch line on a tie, and there the officer with the fewest open appeals.
When every turn is empty the appeal lies in the centre's queue, without a name but not lost.

Never: the author; the employer's side; the officer complained of and, when he is a chair, his
whole body; with ``bypass`` the author's primary and everybody in it; who is away (his deputy has
it, when he has a fitting post himself). Danger goes to an inspector first.

A choice is a suggestion with reasons (``reasons.py`` says them in words); taking confirms it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from django.db.models import F, Q
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events import rapid
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import REACHING_KINDS, Kind
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.workflow import HOLDERS, OPEN, ROUTES, Topic, Urgency
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces

if TYPE_CHECKING:
    from ortaq.modules.workplaces.models import Site

Reason = dict[str, Any]  # {"code": …, "params": {…}}: identifiers and counts, never a name

DANGER_FIRST = ("inspector",)


class _Placed(Protocol):
    depth: int  # annotated


@dataclass(frozen=True)
class Post:
    """An officer at a body, and how far up it is."""

    mandate: Mandate
    depth: int
    for_absent: bool = False  # he stands in for the one whom the road found

    @property
    def officer(self) -> User:
        """Who holds the post."""
        return self.mandate.user

    @property
    def officer_id(self) -> int:
        """Whose post it is, without loading the person."""
        return self.mandate.user_id


class Choice(NamedTuple):
    """Who gets an appeal, at whose desk it lies, and why."""

    holder: User | None
    desk: Body
    reasons: list[Reason]


@dataclass(frozen=True)
class Wishes:
    """What of an appeal decides its road."""

    topic: Topic
    urgency: Urgency = Urgency.ORDINARY
    bypass: bool = False
    against: User | None = None
    site: "Site | None" = None

    @property
    def turns(self) -> tuple[tuple[str, ...], ...]:
        """Kinds of mandate, in the order in which they are looked for."""
        turns = ROUTES[self.topic].turns
        if self.urgency is Urgency.DANGER and turns[0] != DANGER_FIRST:
            return (DANGER_FIRST, *(turn for turn in turns if turn != DANGER_FIRST))
        return turns

    @property
    def lowest(self) -> int:
        """How far up the first desk may be: some topics never stop at the primary."""
        return 1 if self.bypass or ROUTES[self.topic].above else 0


def wishes_of(appeal: Appeal) -> Wishes:
    """Return what of an appeal decides its road."""
    return Wishes(
        Topic(appeal.topic), Urgency(appeal.urgency), appeal.bypass, appeal.against, appeal.site
    )


def posts_above(
    body: Body, *, author_id: int | None = None, site: "Site | None" = None
) -> list[Post]:
    """Return every post that could hold an appeal of a body, the nearest first.

    Without the managers and HR officers of its workplaces, of the author's own, and of the site.
    """
    return _without_managers(_loaded_posts(body), body, author_id, site)[0]


def _words(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))  # identifiers of our own


# What ``_loaded_posts`` asks, for the road alone: a submission reads dozens to choose one.
_POSTS = f"""
SELECT m.id, m.user_id, m.body_id, m.kind, p.depth
  FROM orgs_path p
  JOIN orgs_mandate m ON m.body_id = p.ancestor_id
  JOIN accounts_user u ON u.id = m.user_id
 WHERE p.descendant_id = %(body)s AND u.is_active
   AND m.kind IN ({_words(HOLDERS)})
   AND (m.kind IN ({_words(REACHING_KINDS)}) OR m.body_id = %(body)s)
   AND m.state IN ({_words(Mandate.IN_FORCE)})
   AND m.since <= %(today)s AND (m.until IS NULL OR m.until >= %(today)s)
 ORDER BY p.depth, p.line, m.since, m.id
"""  # noqa: S608 -- words of our own
_POST = ("id", "user_id", "body_id", "kind")


def _posts(body: Body) -> list[Post]:
    """Return the posts above a body, their other columns, persons and bodies not yet read."""
    rows = rapid.ask(_POSTS, {"body": body.pk, "today": timezone.localdate()})
    return [Post(Mandate.from_db("default", _POST, row[:-1]), row[-1]) for row in rows]


def _loaded_posts(body: Body) -> list[Post]:
    """Return the posts above a body with their persons and bodies."""
    rows = (
        Mandate.objects.live_on(timezone.localdate())
        .filter(
            Q(kind__in=REACHING_KINDS) | Q(body=body),
            kind__in=HOLDERS,
            body__paths_down__descendant=body,
            user__is_active=True,
        )
        .annotate(depth=F("body__paths_down__depth"))
        .order_by("depth", "body__paths_down__line", "since", "pk")
    )
    rows = rows.select_related("user", "body")
    return [Post(row, cast("_Placed", row).depth) for row in rows]


def _without_managers(
    posts: list[Post], body: Body, author_id: int | None, site: "Site | None"
) -> tuple[list[Post], set[int]]:
    """Return the posts that are left, and who was left out for the employer's side."""
    officers = [post.officer_id for post in posts]
    managers = workplaces.employer_side_among(officers, body, person_id=author_id, site=site)
    return [post for post in posts if post.officer_id not in managers], managers


def route(body: Body, topic: Topic, *, author: User, wishes: Wishes | None = None) -> Choice:
    """Return who gets an appeal, at whose desk it lies, and why. ``wishes`` says more."""
    chosen, reasons, _others = _road(body, author.pk, wishes or Wishes(topic))
    if chosen is None:
        return Choice(None, orgs.centre(), reasons)
    return Choice(chosen.officer, chosen.mandate.body, reasons)


def _road(
    body: Body, author_id: int, wishes: Wishes
) -> tuple[Post | None, list[Reason], list[Post]]:
    """Return the post, why, and every post of the kinds looked for that nothing speaks against."""
    posts, managers = _without_managers(_posts(body), body, author_id, wishes.site)
    fit = _fit(posts, body, wishes, without=[author_id])
    away = away_among([post.officer_id for post in fit])
    chosen, reasons = _chosen(fit, wishes, away)
    reasons = [*_asked(wishes, posts, fit, managers), *reasons]
    kinds = {kind for turn in wishes.turns for kind in turn}
    suitable = [post for post in fit if post.mandate.kind in kinds]
    return chosen, reasons if chosen else [*reasons, _why("nobody")], suitable


def send_on_its_way(appeal: Appeal) -> set[tuple[int, int]]:
    """Set holder, desk and reasons of an appeal, as ``route_appeal`` would, loading neither.

    Return who could hold it as well, and at which desks.
    """
    chosen, appeal.reasons, suitable = _road(appeal.body, appeal.author_id, wishes_of(appeal))
    appeal.holder_id = chosen.officer_id if chosen else None
    appeal.desk_id = chosen.mandate.body_id if chosen else orgs.centre().pk
    return {(post.officer_id, post.mandate.body_id) for post in suitable}


def route_appeal(appeal: Appeal) -> Choice:
    """Return the road of an appeal as it is now: new, reopened, or without its officer."""
    return route(appeal.body, Topic(appeal.topic), author=appeal.author, wishes=wishes_of(appeal))


def choose(
    posts: Iterable[Post], topic: Topic, *, without: Collection[int]
) -> tuple[Post | None, list[Reason]]:
    """Return the post that a topic looks for among these and why, or None when no turn finds any.

    For invented appeals: nobody is away, and nobody in conflict but those left out.
    """
    wishes = Wishes(topic)
    fit = [p for p in posts if p.depth >= wishes.lowest and p.officer_id not in without]
    chosen, reasons = _chosen(fit, wishes, {})
    return chosen, reasons if chosen else [_why("nobody")]


def successors(appeal: Appeal) -> list[Post]:
    """Return whom an open appeal may be handed to, the nearest first, each officer once."""
    without = [pk for pk in (appeal.author_id, appeal.holder_id) if pk]
    posts = posts_above(appeal.body, author_id=appeal.author_id, site=appeal.site)
    fit = _fit(posts, appeal.body, wishes_of(appeal), without=without)
    kinds, away = kinds_of(appeal), away_among([post.officer_id for post in fit])
    seen: dict[int, Post] = {}
    for post in fit:
        if post.mandate.kind in kinds and post.officer_id not in away:
            seen.setdefault(post.officer_id, post)
    return list(seen.values())


def kinds_for(topic: Topic, urgency: str = Urgency.ORDINARY) -> frozenset[Kind]:
    """Return the kinds of mandate that an appeal looks for, in any turn."""
    return frozenset(Kind(kind) for turn in Wishes(topic, Urgency(urgency)).turns for kind in turn)


def kinds_of(appeal: Appeal) -> frozenset[Kind]:
    """Return the kinds of mandate that may hold this appeal."""
    return kinds_for(Topic(appeal.topic), appeal.urgency)


def away_among(officers: Collection[int]) -> dict[int, int]:
    """Return who of these officers is away today, and who stands in for each."""
    if not officers:
        return {}
    rows = rapid.ask(
        "SELECT officer_id, deputy_id FROM appeals_absence"
        " WHERE officer_id = ANY(%(officers)s) AND since <= %(today)s AND until >= %(today)s",
        {"officers": rapid.among(officers), "today": timezone.localdate()},
    )
    return dict(rows)


def _fit(
    posts: Iterable[Post], body: Body, wishes: Wishes, *, without: Collection[int]
) -> list[Post]:
    """Leave out who is in conflict, and the bodies that must not see it."""
    barred_bodies, barred_people = _barred(body, wishes, posts)
    barred_people |= set(without)
    return [
        post
        for post in posts
        if post.depth >= wishes.lowest
        and post.officer_id not in barred_people
        and post.mandate.body_id not in barred_bodies
    ]


def _barred(body: Body, wishes: Wishes, posts: Iterable[Post]) -> tuple[set[int], set[int]]:
    bodies: set[int] = set()
    people: set[int] = set()
    if wishes.against:
        people.add(wishes.against.pk)
        led = orgs.mandates_of(wishes.against, kinds=[Kind.CHAIR])
        bodies |= {mandate.body_id for mandate in led}
    if wishes.bypass:
        bodies.add(body.pk)
        officers = [post.officer_id for post in posts]
        members = membership.members_of([body.pk]).filter(user__in=officers)
        people |= set(members.values_list("user_id", flat=True))
        own = Mandate.objects.live_on(timezone.localdate()).filter(body=body)
        people |= set(own.values_list("user_id", flat=True))
    return bodies, people


def _chosen(
    posts: list[Post], wishes: Wishes, away: Mapping[int, int]
) -> tuple[Post | None, list[Reason]]:
    """Return the post, and why it is this one."""
    kinds = {kind for turn in wishes.turns for kind in turn}
    posts = [post for post in posts if post.mandate.kind in kinds]
    for turn in wishes.turns:
        suitable = [post for post in posts if post.mandate.kind in turn]
        present = _present(suitable, posts, away)
        if present:
            return _nearest(present, wishes)
    return None, []


def _present(suitable: list[Post], posts: list[Post], away: Mapping[int, int]) -> list[Post]:
    """Put the fitting post of his deputy in the place of who is away; else leave him out."""
    found = []
    for post in suitable:
        deputy = away.get(post.officer_id)
        if deputy is None:
            found.append(post)
            continue
        own = (p for p in posts if p.officer_id == deputy and deputy not in away)
        if stand_in := next(own, None):
            found.append(replace(stand_in, for_absent=True))
    return found


def _nearest(present: list[Post], wishes: Wishes) -> tuple[Post, list[Reason]]:
    first = present[0]
    nearest = [post for post in present if post.mandate.body_id == first.mandate.body_id]
    chosen, load = _least_busy(nearest)
    kind = chosen.mandate.kind
    reasons = [
        _why("turn", topic=wishes.topic.value, kind=kind),
        _why("nearest", body=chosen.mandate.body_id, steps=chosen.depth),
    ]
    rivals = [p for p in present if p.depth == first.depth and p not in nearest]
    if rivals and not chosen.for_absent:
        reasons.append(_why("branch_line"))
    if load is not None:
        reasons.append(_why("least_busy", among=len(nearest), open=load))
    if chosen.for_absent:
        reasons.append(_why("deputy"))
    return chosen, reasons


def _asked(wishes: Wishes, posts: list[Post], fit: list[Post], managers: set[int]) -> list[Reason]:
    """Say what was asked for, and how many officers are kept away."""
    reasons = []
    if wishes.urgency is Urgency.DANGER:
        reasons.append(_why("danger"))
    if wishes.bypass:
        reasons.append(_why("bypass"))
    elif ROUTES[wishes.topic].above:
        reasons.append(_why("above", topic=wishes.topic.value))
    if wishes.against:
        reasons.append(_why("against"))
    in_reach = {post.officer_id for post in posts if post.depth >= wishes.lowest}
    passed = (in_reach - {post.officer_id for post in fit}) | managers
    if passed:
        reasons.append(_why("passed_over", n=len(passed)))
    return reasons


def _why(code: str, **params: Any) -> Reason:
    return {"code": code, "params": params}


_LOAD = f"""
SELECT holder_id, count(*) FROM appeals_appeal
 WHERE holder_id = ANY(%s) AND status IN ({_words(OPEN)}) GROUP BY holder_id
"""  # noqa: S608 -- words of our own


def _least_busy(posts: list[Post]) -> tuple[Post, int | None]:
    """Return the officer with the fewest open appeals, and how many; None: he is alone there."""
    if len({post.officer_id for post in posts}) == 1:
        return posts[0], None
    load = dict(rapid.ask(_LOAD, [rapid.among(post.officer_id for post in posts)]))
    chosen = min(posts, key=lambda post: load.get(post.officer_id, 0))
    return chosen, load.get(chosen.officer_id, 0)
