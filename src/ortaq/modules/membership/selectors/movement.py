"""Movement: who came and who went in a period, so that the balance adds up to the last person.

Bodies are taken as they stand today: the figures of a region for last year are those of the
primaries that are its own now, and a moved primary brings its past along. Days are inclusive here;
the rows are half open (``workflow``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.selectors.figures import PAIRS, STATES, share
from ortaq.modules.membership.workflow import ENDED, LeaveReason

_EVER = ", ".join([STATES, *(f"'{state.value}'" for state in sorted(ENDED))])
_NARROW = "= ANY(ARRAY(SELECT descendant_id FROM pair))"  # by the index on the body
_WIDE = "IN (SELECT descendant_id FROM pair)"  # by the days; for half of the union and more
MANY = 4_000  # bodies below, from which the second way is the shorter one


@dataclass(frozen=True)
class Movement:
    """A body's membership from the eve of the first day to the end of the last one."""

    body_id: int
    first: date
    last: date
    opening: int = 0  # on the eve of the first day
    joined: int = 0
    came: int = 0  # transferred from outside
    left: Mapping[LeaveReason, int] = field(default_factory=dict)
    went: int = 0  # transferred to outside
    inside: int = 0  # transferred between bodies below: neither came nor went
    closing: int = 0  # at the end of the last day

    @property
    def left_all(self) -> int:
        """Everybody who left, whatever the reason."""
        return sum(self.left.values())

    @property
    def change(self) -> int:
        """By how many there are more, or fewer."""
        return self.closing - self.opening

    @property
    def growth(self) -> float | None:
        """The change in per cent of the opening."""
        return share(self.change, self.opening)


_MOVEMENTS = """
    WITH {pairs}, here AS (
        SELECT body_id, count(*) AS n FROM membership_membership
         WHERE state IN ({states}) AND body_id {where} GROUP BY 1
    ), event AS MATERIALIZED (
        SELECT this.body_id, this.since, this.left_on, this.state, this.leave_reason,
               before.body_id AS from_id, before.left_on AS from_day
          FROM membership_membership this
          LEFT JOIN membership_membership before
                 ON before.id = this.came_from_id AND before.state = 'transferred'
         WHERE this.state IN ({ever}) AND (this.since >= %(first)s OR this.left_on >= %(first)s)
           AND this.body_id {where}
    ), single AS (
        SELECT body_id,
               count(*) FILTER (WHERE since > %(last)s) AS joined_later,
               count(*) FILTER (WHERE left_on > %(last)s) AS left_later,
               count(*) FILTER (WHERE {starts} AND from_id IS NULL) AS joined,
               count(*) FILTER (WHERE {starts} AND from_id IS NOT NULL) AS came,
               count(*) FILTER (WHERE {ends} AND state = 'transferred') AS went,
               {reasons}
          FROM event GROUP BY 1
    ), inside AS (
        SELECT there.ancestor_id, count(*) AS n
          FROM event
          JOIN pair there ON there.descendant_id = event.body_id
          JOIN pair hence ON hence.ancestor_id = there.ancestor_id
                         AND hence.descendant_id = event.from_id
         WHERE {starts} AND event.from_day BETWEEN %(first)s AND %(last)s
         GROUP BY 1
    )
    SELECT pair.ancestor_id, sum(here.n)::bigint, sum(joined_later)::bigint,
           sum(left_later)::bigint, sum(joined)::bigint, sum(came)::bigint, sum(went)::bigint,
           max(inside.n), {sums}
      FROM pair
      LEFT JOIN here ON here.body_id = pair.descendant_id
      LEFT JOIN single ON single.body_id = pair.descendant_id
      LEFT JOIN inside ON inside.ancestor_id = pair.ancestor_id
     GROUP BY 1
"""
_STARTS = "since BETWEEN %(first)s AND %(last)s"
_ENDS = "left_on BETWEEN %(first)s AND %(last)s"


def movements_of(body_ids: Iterable[int], *, first: date, last: date) -> dict[int, Movement]:
    """Return the movement of each of these bodies, with all below it, in one query."""
    wanted = list(body_ids)
    if not wanted:
        return {}
    found = {row[0]: _movement(row, first, last) for row in _read(wanted, first, last)}
    return {pk: found.get(pk) or Movement(pk, first, last) for pk in wanted}


def movement(body: Body, *, first: date, last: date) -> Movement:
    """Return the movement of one body with all below it."""
    return movements_of([body.pk], first=first, last=last)[body.pk]


def _read(wanted: list[int], first: date, last: date) -> list[tuple[Any, ...]]:
    sql = _MOVEMENTS.format(
        pairs=PAIRS.format(bodies="%(bodies)s::bigint[]"),
        states=STATES,
        ever=_EVER,
        where=_where(wanted),
        starts=_STARTS,
        ends=_ENDS,
        reasons=", ".join(
            f"count(*) FILTER (WHERE {_ENDS} AND state = 'left'"
            f" AND leave_reason {_is(reason)}) AS left_{reason}"
            for reason in LeaveReason
        ),
        sums=", ".join(f"sum(left_{reason})::bigint" for reason in LeaveReason),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"bodies": wanted, "first": first, "last": last})
        return list(cursor.fetchall())


def _is(reason: LeaveReason) -> str:
    """Compare with a reason; a row of old times that gives none left by own wish."""
    return "IN ('', 'own')" if reason is LeaveReason.OWN else f"= '{reason.value}'"


def _where(wanted: list[int]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM orgs_path WHERE ancestor_id = ANY(%s)", [wanted])
        (below,) = cursor.fetchone()
    return _WIDE if below > MANY else _NARROW


def _movement(row: tuple[Any, ...], first: date, last: date) -> Movement:
    body_id, now, joined_later, left_later, joined, came, went, inside, *left = (
        n or 0 for n in row
    )
    closing = now - joined_later + left_later
    reasons = dict(zip(LeaveReason, left, strict=True))
    return Movement(
        body_id=body_id,
        first=first,
        last=last,
        opening=closing - joined - came + sum(left) + went,
        joined=joined,
        came=came - inside,
        left={reason: n for reason, n in reasons.items() if n},
        went=went - inside,
        inside=inside,
        closing=closing,
    )


# Who came and who left, each by an index of its own on body and day.
_CHANGES = """
    WITH {pairs}
    SELECT date_trunc('month', day)::date, sum(change)::bigint
      FROM (SELECT since AS day, 1 AS change FROM membership_membership
             WHERE state IN ({ever}) AND since > %(first)s AND body_id {where}
             UNION ALL
            SELECT left_on, -1 FROM membership_membership
             WHERE state IN ({ever}) AND left_on > %(first)s AND body_id {where}) step
     GROUP BY 1
"""


def members_by_month(
    body: Body, *, now: int, today: date, months: int = 12
) -> list[tuple[date, int]]:
    """Return how many members a body with all below had at the end of each month, and today.

    ``now`` is the present count (``figures``): the past is walked back from it.
    """
    ends = _month_ends(today, months)
    sql = _CHANGES.format(
        pairs=PAIRS.format(bodies="%(bodies)s::bigint[]"), ever=_EVER, where=_where([body.pk])
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"bodies": [body.pk], "first": ends[0]})
        changes = dict(cursor.fetchall())
    return [(end, now - sum(n for month, n in changes.items() if month > end)) for end in ends] + [
        (today, now)
    ]


def _month_ends(today: date, months: int) -> list[date]:
    """Return the last days of the ``months`` months before this one, the oldest first."""
    ends, first = [], today.replace(day=1)
    for _month in range(months):
        last = first - timedelta(days=1)
        ends.append(last)
        first = last.replace(day=1)
    return ends[::-1]
