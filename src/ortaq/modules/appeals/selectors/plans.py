"""Plans of hand-over: what an officer has open, and who could have it instead."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from django.db.models import Count, F, Q
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import REACHING_KINDS
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.routing import away_among, kinds_of, wishes_of
from ortaq.modules.appeals.rules import LEADERS, WORKERS
from ortaq.modules.appeals.selectors.desk import at_desks_of
from ortaq.modules.appeals.workflow import OPEN, TOGETHER


class _Placed(Protocol):
    place: int  # annotated


@dataclass(frozen=True)
class Load:
    """How much an officer has open at one's desks."""

    officer: User
    open: int


def loads_at_desks(reader: User) -> list[Load]:
    """Return the officers at the desks that a reader leads, and himself, with what they have."""
    led = {mandate.body_id for mandate in orgs.mandates_of(reader, kinds=LEADERS)}
    rows = Mandate.objects.live_on(timezone.localdate()).filter(body__in=led, kind__in=WORKERS)
    people = {row.user.pk: row.user for row in rows.select_related("user")} | {reader.pk: reader}
    held = Appeal.objects.filter(at_desks_of(reader), holder__in=people, status__in=OPEN)
    counts = dict(held.order_by().values_list("holder").annotate(n=Count("pk")))
    counts[reader.pk] = Appeal.objects.filter(holder=reader, status__in=OPEN).count()
    found = [Load(people[pk], counts.get(pk, 0)) for pk in people]
    return sorted(found, key=lambda load: (-load.open, load.officer.sort_key))


@dataclass(frozen=True)
class Going:
    """One appeal of a plan: to whom it might go, the best first."""

    appeal: Appeal
    choices: list[User]

    @property
    def suggested(self) -> User | None:
        """Who is suggested."""
        return self.choices[0] if self.choices else None


def held_open(officer: User, reader: User) -> list[Appeal]:
    """Return the open appeals of an officer that a reader may give to others, by the clock."""
    rows = Appeal.objects.filter(holder=officer, status__in=OPEN).exclude(author=reader)
    if officer.pk != reader.pk:
        rows = rows.filter(at_desks_of(reader))
    rows = rows.select_related("body", "desk", "author").defer("text", "receipt_digest")
    return list(rows.order_by("due_on", "pk")[:TOGETHER])


def suggest_plan(officer: User, appeals: Iterable[Appeal]) -> list[Going]:
    """Suggest by kind of mandate and by load to whom each appeal of an officer could go.

    Who stands at the same desk comes first, then who stands above it; then the kind that the
    topic looks for first; then the fewest open appeals, counting what the plan itself gives.
    Conflicts of interest are asked again, one by one, when the plan is carried out.
    """
    rows = list(appeals)
    posts = _posts_above({row.desk_id for row in rows}, without=officer.pk)
    load = Counter(_loads({post.user_id for found in posts.values() for post in found}))
    plan = []
    for row in rows:
        kinds = kinds_of(row)
        fit = {
            post.user.pk: post
            for post in reversed(posts.get(row.desk_id, []))
            if post.kind in kinds and post.user_id not in {row.author_id, row.against_id}
        }
        turns = wishes_of(row).turns
        best = sorted(
            fit.values(),
            key=lambda p: (p.body_id != row.desk_id, _turn(p.kind, turns), load[p.user_id]),
        )
        if best:
            load[best[0].user_id] += 1
        plan.append(Going(row, [post.user for post in best][:8]))
    return plan


def _turn(kind: str, turns: Sequence[Collection[str]]) -> int:
    """Return how late a topic looks for a kind of mandate."""
    return next((n for n, turn in enumerate(turns) if kind in turn), len(turns))


def _posts_above(desks: Iterable[int], *, without: int) -> Mapping[int, list[Mandate]]:
    """Return who may hold appeals at these desks and above them, the nearest first."""
    rows = (
        Mandate.objects.live_on(timezone.localdate())
        .filter(
            Q(kind__in=REACHING_KINDS) | Q(body=F("body__paths_down__descendant")),
            kind__in=WORKERS,
            body__paths_down__descendant__in=list(desks),
            user__is_active=True,
        )
        .exclude(user=without)
        .annotate(place=F("body__paths_down__descendant"), depth=F("body__paths_down__depth"))
        .select_related("user", "body")
        .order_by("depth", "pk")
    )
    found: dict[int, list[Mandate]] = {}
    people = list(rows)
    away = away_among([row.user_id for row in people])
    for row in people:
        if row.user_id not in away:
            found.setdefault(cast("_Placed", row).place, []).append(row)
    return found


def _loads(officers: Iterable[int]) -> dict[int, int]:
    rows = Appeal.objects.filter(holder__in=list(officers), status__in=OPEN).order_by()
    found: Counter[int] = Counter(rows.values_list("holder", flat=True))
    return dict(found)


def counts_of(plan: Iterable[Going]) -> list[tuple[User, int]]:
    """Return how many appeals a plan suggests to each officer, the most first."""
    found = Counter(one.choices[0] for one in plan if one.choices)
    return found.most_common()
