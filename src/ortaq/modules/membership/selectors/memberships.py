"""Reads of memberships: one's own, the names of a primary for its officers, counts for others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events import rapid
from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Line, Mandate
from ortaq.foundation.texts.sorting import sort_key
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.rules import CHAIRS, READERS_ABOVE, READERS_HERE, holds_case
from ortaq.modules.membership.workflow import IN_FORCE, LIVE, State


def memberships_of(user: User) -> list[Membership]:
    """Return all memberships of a person, those in force first, then the newest."""
    rows = list(
        Membership.objects.filter(user=user).select_related("body").order_by("-applied_at", "-pk")
    )
    begun = first_days([row.pk for row in rows if row.came_from_id])
    for row in rows:
        row.belongs_since = begun.get(row.pk, row.since)
    return sorted(rows, key=lambda row: row.state not in LIVE)


def belonging_of(user: User) -> list[Membership]:
    """Return the live memberships of a person with what a line of them shows: state and body."""
    return _belonging(user.pk)


@kept(int)
def _belonging(user_id: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(user=user_id, state__in=LIVE).select_related("body")
    return rows.only("state", "body__name").order_by("-applied_at", "-pk")


def primaries_of(user_id: int) -> "QuerySet[Membership, int]":
    """Return the ids of the primaries where a person is a member today, to ask further with."""
    rows = Membership.objects.filter(user=user_id, state__in=IN_FORCE)
    return rows.values_list("body", flat=True)


_FIRST_DAYS = """
    WITH RECURSIVE chain(root, since, came_from_id) AS (
        SELECT id, since, came_from_id FROM membership_membership WHERE id = ANY(%s)
        UNION ALL
        SELECT chain.root, m.since, m.came_from_id
          FROM chain JOIN membership_membership m ON m.id = chain.came_from_id
    )
    SELECT root, min(since) FROM chain GROUP BY root
"""


def first_days(membership_ids: Sequence[int]) -> dict[int, date]:
    """Return when memberships began, counting on through transfers: the years go along."""
    if not membership_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_DAYS, [list(membership_ids)])
        return dict(cursor.fetchall())


def memberships_seen_by(reader: User, person: User) -> list[Membership]:
    """Return the memberships of a person that an officer's own work touches."""
    rows = [row for row in memberships_of(person) if row.state in LIVE]
    if holds_case(reader, person):
        return rows
    return [row for row in rows if orgs.reaches(reader, row.body_id, kinds=READERS_ABOVE)]


def bodies_of(user: User) -> list[Body]:
    """Return the primaries where a person is a member today, the oldest membership first."""
    return [row.body for row in _in_force(user.pk)]


@kept(int)
def _in_force(user_id: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(user=user_id, state__in=IN_FORCE)
    return rows.select_related("body").only("body").order_by("since", "pk")


_IN_FORCE = ", ".join(f"'{state.value}'" for state in sorted(IN_FORCE))
_IS_MEMBER = f"""
    SELECT 1 FROM membership_membership
     WHERE user_id = %s AND body_id = %s AND state IN ({_IN_FORCE}) LIMIT 1
"""  # noqa: S608 -- words of our own


def is_member(user: User, body: Body) -> bool:
    """Whether a person is a member of this primary today."""
    return bool(rapid.ask(_IS_MEMBER, [user.pk, body.pk]))


def membership(pk: int) -> Membership | None:
    """Return a membership with its person and body, or None."""
    return Membership.objects.select_related("user", "body").filter(pk=pk).first()


def members_of(body_ids: Iterable[int], *, query: str = "") -> QuerySet[Membership]:
    """Return memberships in force in these bodies; ``query`` is part of a name or a card number.

    Unordered: a page sorts by ``alphabet``, the Kazakh one. By ``user__sort_key`` itself the
    planner would walk the whole union's names in their order until fifty of these bodies came
    by: seconds at two million, so it is shown an expression that no index holds.
    """
    rows = Membership.objects.filter(body_id__in=list(body_ids), state__in=IN_FORCE)
    rows = rows.select_related("user", "body")
    rows = rows.annotate(alphabet=Coalesce("user__sort_key", Value("")))
    query = " ".join(query.split())
    if is_card_number(query):
        return rows.filter(card_no=query.replace(" ", ""))
    for word in query.split():
        rows = rows.filter(user__sort_key__contains=sort_key(word))
    return rows


def applications_for(user: User) -> QuerySet[Membership]:
    """Return applications that wait for this officer: the same answer as ``membership.decide``."""
    here = [mandate.body_id for mandate in orgs.mandates_of(user, kinds=CHAIRS)]
    if not here:
        return Membership.objects.none()
    other_chair = (
        Mandate.objects.live_on(timezone.localdate())
        .filter(body=OuterRef("body"), kind__in=CHAIRS)
        .exclude(user=OuterRef("user"))
    )
    within_reach = orgs.bodies_within_reach(user, kinds=CHAIRS).values("pk")
    return (
        Membership.objects.filter(state=State.APPLIED)
        .exclude(user=user)
        .filter(Q(body__in=here) | Q(body__in=within_reach) & ~Exists(other_chair))
        .select_related("user", "body")
    )


def primaries_of_officer(user: User) -> list[Body]:
    """Return the primaries whose members' names an officer reads."""
    mandates = orgs.mandates_of(user, kinds=READERS_HERE)
    found = {m.body_id: m.body for m in mandates if m.body.level == Body.Level.PRIMARY}
    return list(found.values())


@dataclass(frozen=True)
class Count:
    """How many memberships are in force at a body and below, in a line."""

    body: Body
    line: Line
    members: int


_COUNTS = """
    SELECT path.ancestor_id, path.line, COALESCE(SUM(here.n), 0)::bigint
      FROM orgs_path path
      LEFT JOIN (
            SELECT body_id, COUNT(*) AS n
              FROM membership_membership
             WHERE state IN ('approved', 'suspended')
               AND body_id = ANY(ARRAY(SELECT descendant_id FROM orgs_path
                                        WHERE ancestor_id = ANY(%(bodies)s::bigint[])))
             GROUP BY body_id
           ) here ON here.body_id = path.descendant_id
     WHERE (path.ancestor_id, path.line) IN
           (SELECT * FROM unnest(%(bodies)s::bigint[], %(lines)s::text[]))
     GROUP BY 1, 2
"""


def _sums(pairs: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Sum the memberships below several bodies, each in its line: one pass over what is there."""
    with connection.cursor() as cursor:
        bodies, lines = zip(*pairs, strict=True)
        cursor.execute(_COUNTS, {"bodies": list(bodies), "lines": list(lines)})
        return {(pk, line): n for pk, line, n in cursor.fetchall()}


def counts_below(body: Body) -> list[Count]:
    """Return the count of each direct child of a body, line by line, the largest first."""
    links = list(
        Body.objects.filter(links_up__parent=body, links_up__until__isnull=True)
        .annotate(line=F("links_up__line"))
        .order_by("pk")
    )
    sums = _sums([(child.pk, child.line) for child in links]) if links else {}
    counts = [Count(c, Line(c.line), sums.get((c.pk, c.line), 0)) for c in links]
    return sorted(counts, key=lambda count: -count.members)


def count_of(body: Body) -> int:
    """Return the memberships in force at a body and below (the larger line where they differ)."""
    return max(_sums([(body.pk, line.value) for line in Line]).values(), default=0)


def total_members() -> int:
    """Return how many people are members of at least one primary."""
    return Membership.objects.filter(state__in=IN_FORCE).values("user").distinct().count()


def memberships_in_force(user_ids: Iterable[int]) -> list[Membership]:
    """Return the memberships of these people that hold today, in the order of people's ids."""
    rows = Membership.objects.filter(user__in=list(user_ids), state__in=IN_FORCE)
    return list(rows.select_related("user", "body").order_by("user", "pk"))
