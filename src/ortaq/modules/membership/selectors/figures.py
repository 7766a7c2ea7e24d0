"""Figures of bodies: how many members, who they are, what part of the head-count they make.

A body's figures are those of its own memberships and of everything that stands below it today, in
either line, each body once. They count memberships in force (a paused one too), not persons: who
belongs to two primaries counts at each.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.workflow import IN_FORCE, YOUTH_UNTIL
from ortaq.modules.workplaces import selectors as workplaces


class Figures(NamedTuple):
    """The figures of one body with all below it. None: not known, or hidden from this reader.

    A tuple, because all of them are made at once: twenty thousand dataclasses take a fifth of a
    second.
    """

    body_id: int
    members: int = 0
    women: int = 0
    men: int = 0
    youth: int = 0
    veterans: int | None = 0
    disabled: int | None = 0
    retired: int = 0
    head_count: int | None = None  # people at the workplaces that were ever counted
    counted: int = 0  # members at those bodies whose head-count is known

    @property
    def coverage(self) -> float | None:
        """Members per cent of the head-count, over the bodies whose head-count is known.

        More than 100 is no mistake of ours: pensioners and people on leave are members too.
        """
        return share(self.counted, self.head_count)

    @property
    def women_share(self) -> float | None:
        """Women per cent of the members whose sex is known."""
        return share(self.women, self.women + self.men)

    @property
    def youth_share(self) -> float | None:
        """Youth per cent of all members."""
        return share(self.youth, self.members)


def share(part: int, whole: int | None) -> float | None:
    """Return a part in per cent with one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


# One pass over the index ``membership_in_force`` alone, then one over the closure. An array is
# asked for, not a join: the planner then walks that index for three bodies and for all of them
# (measured on 2,000,000 memberships: a scan of the table takes twice as long). A body's own row
# stands apart from those below it: that spares two thirds of the pairs. Sums are of integers,
# because PostgreSQL sums bigints as numerics.
_FIGURES = """
    WITH pair AS MATERIALIZED (
        SELECT DISTINCT ancestor_id, descendant_id FROM orgs_path
         WHERE depth > 0 AND ancestor_id = ANY({bodies})
    ), here AS MATERIALIZED (
        SELECT body_id,
               count(*) AS members,
               count(*) FILTER (WHERE sex = 'f') AS women,
               count(*) FILTER (WHERE sex = 'm') AS men,
               count(*) FILTER (WHERE born_on > %(youth)s) AS youth,
               count(*) FILTER (WHERE is_veteran) AS veterans,
               count(*) FILTER (WHERE is_disabled) AS disabled,
               count(*) FILTER (WHERE is_retired) AS retired
          FROM membership_membership
         WHERE state IN ({states})
           AND body_id = ANY(ARRAY(SELECT descendant_id FROM pair UNION SELECT unnest({bodies})))
         GROUP BY 1
    ), own AS MATERIALIZED (
        SELECT body_id, members::int, women::int, men::int, youth::int, veterans::int,
               disabled::int, retired::int, people::int,
               CASE WHEN people IS NULL THEN 0 ELSE members::int END AS counted
          FROM here
          FULL JOIN (SELECT * FROM unnest(%(heads)s::bigint[], %(people)s::bigint[])) AS
                    head (body_id, people) USING (body_id)
    )
    SELECT body_id,
           coalesce(sum(members), 0), coalesce(sum(women), 0), coalesce(sum(men), 0),
           coalesce(sum(youth), 0), coalesce(sum(veterans), 0), coalesce(sum(disabled), 0),
           coalesce(sum(retired), 0), sum(people), coalesce(sum(counted), 0)
      FROM (
            SELECT body_id, members, women, men, youth, veterans, disabled, retired, people,
                   counted
              FROM unnest({bodies}) AS itself (body_id) LEFT JOIN own USING (body_id)
             UNION ALL
            SELECT pair.ancestor_id, members, women, men, youth, veterans, disabled, retired,
                   people, counted
              FROM pair JOIN own ON own.body_id = pair.descendant_id
           ) part
     GROUP BY 1
"""
PAIRS = """
    pair AS MATERIALIZED (
        SELECT DISTINCT ancestor_id, descendant_id FROM orgs_path
         WHERE ancestor_id = ANY({bodies})
    )
"""
# Constants of ours, written out: with a parameter the planner would not see the partial index.
STATES = ", ".join(f"'{state.value}'" for state in sorted(IN_FORCE))


def figures_of(body_ids: Iterable[int]) -> dict[int, Figures]:
    """Return the figures of these bodies, each with all below it, in one query."""
    wanted = list(body_ids)
    found = _read("%(bodies)s::bigint[]", {"bodies": wanted}) if wanted else {}
    return {pk: found.get(pk) or Figures(pk) for pk in wanted}


def figures(body: Body) -> Figures:
    """Return the figures of one body with all below it, live."""
    return figures_of([body.pk])[body.pk]


def figures_of_all() -> dict[int, Figures]:
    """Return the figures of every body of the union, in both lines, in one pass."""
    return _read("ARRAY(SELECT id FROM orgs_body)", {})


def _read(bodies: str, params: Mapping[str, list[int]]) -> dict[int, Figures]:
    heads = workplaces.head_count_of_bodies(above=params.get("bodies"))
    values: dict[str, Any] = {
        **params,
        "youth": born_after(timezone.localdate()),
        "heads": list(heads),
        "people": list(heads.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES.format(bodies=bodies, states=STATES), values)
        return {row[0]: Figures._make(row) for row in cursor.fetchall()}


def born_after(day: date) -> date:
    """Return the day after which the youth of a day were born; as ``workflow.is_youth`` has it.

    Thirty-six years before 29 February there is one too.
    """
    return date(day.year - YOUTH_UNTIL - 1, day.month, day.day)
