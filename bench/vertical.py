"""The vertical at national size: sums, moves, reach, pages; ./ortaq bench vertical."""

import os
import time
from collections.abc import Iterable
from functools import partial
from random import Random
from statistics import median
from typing import Any

from bench._figures import Figure, Limit, report, seconds_of, share_of
from bench._nation import nation, officer, visitor
from bench.pages import Visitor

ROUNDS, MOVES, ASKED = 5, 50, 200
PAGES = (  # who, what, over HTTP, in first-row words of the demo's table of people
    ("the bodies, for the centre", "lawyer of the national centre", "/desk/bodies/"),
    ("the centre's own page", "lawyer of the national centre", "{centre}"),
    ("a region's own page, for its chair", "chair of the territorial body", "{region}"),
    (
        "the election calendar, for the centre",
        "lawyer of the national centre",
        "/desk/elections/",
    ),
    ("the figures, for the centre", "lawyer of the national centre", "/desk/figures/"),
    ("the members, for a primary's chair", "chair of Aigul's primary", "/desk/members/"),
)


def main() -> dict[str, Any]:
    """Measure, print a table, return the figures for JSON."""
    load = os.getloadavg()[0]
    with nation() as product:
        sizes = _sizes()
        print("  ".join(f"{name} {count:,}" for name, count in sizes.items()), flush=True)
        figures = [*_sums(), *_moves(), *_reach()]
        for name, role, path in PAGES:
            figures += _page(visitor(product, role), name, path)
    return report(figures, load=load, sizes=sizes)


def _sizes() -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from orgs_body), (select count(*) from orgs_path), "
            "count(*), count(distinct user_id) from membership_membership "
            "where state in ('approved', 'suspended')"
        )
        names = ("bodies", "paths", "memberships in force", "members")
        return dict(zip(names, cursor.fetchone(), strict=True))


def _sums() -> Iterable[Figure]:
    """Every body in both lines, and each region live."""
    from ortaq.foundation.orgs.models import Body  # noqa: PLC0415
    from ortaq.modules.membership import selectors as members  # noqa: PLC0415

    first = seconds_of(members.figures_of_all)
    again = median(seconds_of(members.figures_of_all) for _ in range(ROUNDS))
    yield Limit("statistics of every body in both lines, median", again, "s", 1.0)
    yield Limit("the same, first time", first, "s", None)
    regions = list(Body.objects.filter(level=Body.Level.REGION))
    live = {
        str(body): median(seconds_of(partial(members.figures, body)) for _ in range(3))
        for body in regions
    }
    slowest = max(live, key=lambda name: live[name])
    print(f"slowest region: {slowest}", flush=True)
    yield Limit("live count of one region, the slowest of twenty", live[slowest], "s", 0.30)
    yield Limit("live count of one region, median", median(live.values()), "s", 0.30)


def _moves() -> Iterable[Figure]:
    """Real moves, committed: afterwards these primaries stand where they were moved to."""
    from django.utils import timezone  # noqa: PLC0415

    from ortaq.foundation.orgs import selectors as orgs  # noqa: PLC0415
    from ortaq.foundation.orgs import services  # noqa: PLC0415
    from ortaq.foundation.orgs.models import Body, Line  # noqa: PLC0415

    rng, today = Random(time.time_ns()), timezone.localdate()  # noqa: S311 -- other ones each time
    primaries = list(Body.objects.filter(level=Body.Level.PRIMARY, closed_on=None))
    branches = list(Body.objects.filter(level=Body.Level.BRANCH, closed_on=None))
    took: list[float] = []
    for body in rng.sample(primaries, MOVES):
        here = {above.pk for above in orgs.ancestors(body, line=Line.BRANCH)}
        parent = rng.choice([branch for branch in branches if branch.pk not in here])
        took.append(
            seconds_of(
                partial(
                    services.move_body,
                    actor=None,
                    body=body,
                    line=Line.BRANCH,
                    parent=parent,
                    on=today,
                    ground="bench",
                )
            )
        )
    yield Limit("moving a primary, with audit and commit, median", median(took) * 1000, "ms", 20)
    yield Limit("moving a primary, p95", share_of(took, 0.95) * 1000, "ms", None)


def _reach() -> Iterable[Figure]:
    """Does the officer reach the body; who is nearest upward."""
    from ortaq.foundation.orgs import selectors as orgs  # noqa: PLC0415
    from ortaq.foundation.orgs.kinds import Kind  # noqa: PLC0415
    from ortaq.foundation.orgs.models import Body  # noqa: PLC0415

    rng = Random(1)  # noqa: S311 -- the same ones each time
    primaries = list(Body.objects.filter(level=Body.Level.PRIMARY, closed_on=None))
    asked = rng.sample(primaries, ASKED)
    lawyer = officer("daniyar")
    orgs.mandates_of(lawyer)
    took = [
        seconds_of(partial(orgs.reaches, lawyer, body.pk, kinds=[Kind.LAWYER])) for body in asked
    ]
    yield Limit("does a lawyer reach a primary, p95", share_of(took, 0.95) * 1000, "ms", None)
    took = [seconds_of(partial(orgs.holders, body, kinds=[Kind.LAWYER])) for body in asked]
    yield Limit("the nearest lawyers above, p95", share_of(took, 0.95) * 1000, "ms", None)


def _page(reader: Visitor, name: str, path: str) -> Iterable[Figure]:
    from ortaq.foundation.orgs import selectors as orgs  # noqa: PLC0415

    erlan = officer("erlan")
    path = path.format(
        centre=f"/desk/bodies/{orgs.centre().pk}/",
        region=f"/desk/bodies/{orgs.mandates_of(erlan)[0].body_id}/",
    )
    status, location, _content = reader.get(path)
    if status == 302:  # to the reader's own body
        path = location
        status, _location, _content = reader.get(path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    took = [seconds_of(lambda: reader.get(path)) for _ in range(20)]
    yield Limit(f"page: {name}, p95 of 20", share_of(took, 0.95) * 1000, "ms", None)
