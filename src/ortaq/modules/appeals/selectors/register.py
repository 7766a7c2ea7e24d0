"""The register: appeals within reach as numbers, topics and clocks; loads below a body."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Line
from ortaq.modules.appeals.models import Appeal, Reply
from ortaq.modules.appeals.rules import REGISTER
from ortaq.modules.appeals.selectors.desk import kept_away

_SHOWN = (
    *("number", "submitted_at", "topic", "status", "due_on", "body__name"),
    *("holder__family_name", "holder__given_name", "holder__erased_at"),
)


def register_for(officer: User) -> QuerySet[Appeal]:
    """Return the appeals of bodies within reach as rows of a register.

    Neither author nor text is loaded: who reads the register may not read the appeals.
    """
    reach = orgs.bodies_within_reach(officer, kinds=REGISTER).values("pk")
    return (
        Appeal.objects.filter(body__in=reach)
        .exclude(kept_away(officer))
        .select_related("body", "holder")
        .annotate(stars=Subquery(_last_stars()))
        .only(*_SHOWN)
    )


def _last_stars() -> "QuerySet[Reply, int | None]":
    rows = Reply.objects.filter(appeal=OuterRef("pk"), stars__isnull=False)
    return rows.order_by("-at").values_list("stars", flat=True)[:1]


@dataclass(frozen=True)
class Load:
    """How many appeals are open at a body and below, and how many of them are late."""

    body: Body
    line: Line
    open: int
    late: int


# Sums of int, not of bigint: those are counted as decimals of any length.
_LOADS = """
    SELECT path.ancestor_id, path.line, COALESCE(SUM(here.n), 0), COALESCE(SUM(here.late), 0)
      FROM orgs_path path
      JOIN orgs_path child ON child.descendant_id = path.ancestor_id
       AND child.line = path.line AND child.depth = 1 AND child.ancestor_id = %s
      LEFT JOIN (
            SELECT body_id, COUNT(*)::int AS n, (COUNT(*) FILTER (WHERE due_on < %s))::int AS late
              FROM appeals_appeal
             WHERE status IN ('submitted', 'in_work')
             GROUP BY body_id
           ) here ON here.body_id = path.descendant_id
     GROUP BY 1, 2
     ORDER BY 4 DESC, 3 DESC, 1
"""


def loads_below(body: Body, *, today: date) -> list[Load]:
    """Return open and late appeals below each child of a body, line by line, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_LOADS, [body.pk, today])
        rows = cursor.fetchall()
    bodies = Body.objects.only("name").in_bulk([row[0] for row in rows])
    return [Load(bodies[pk], Line(line), n, late) for pk, line, n, late in rows]
