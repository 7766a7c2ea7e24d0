"""A body beside bodies like it: a spread, never a table of the best and the worst.

A place in such a table says more about size and branch than about work. So a body is shown beside
those of its level, size and branch, as where it stands in their spread; others stay nameless.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import quantiles

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Line
from ortaq.modules.membership.selectors.figures import Figures
from ortaq.modules.membership.selectors.published import published_figures

SIZES = (1, 30, 100, 300, 1000)  # first of each class of primaries, by members
FEWEST = 10  # others; a spread of fewer points at them
MEASURES: dict[str, Callable[[Figures], float | None]] = {
    "coverage": lambda row: row.coverage,
    "women": lambda row: row.women_share,
    "youth": lambda row: row.youth_share,
}


class Peers(StrEnum):
    """With whom a body is compared."""

    BRANCH = "branch"  # primaries of the same branch union and size
    SIZE = "size"  # primaries of the same size: too few in the branch
    LEVEL = "level"  # branch unions, or territorial bodies


class Place(StrEnum):
    """Where a body stands in a spread: words, since a rank would be a league table again."""

    LOWER = "lower"  # in the lower quarter
    MIDDLE = "middle"
    UPPER = "upper"


@dataclass(frozen=True)
class Spread:
    """One measure of a body among its peers: the quartiles of the others, and its own value."""

    measure: str
    value: float
    lowest: float
    low: float
    median: float
    high: float
    highest: float
    peers: int

    @property
    def place(self) -> Place:
        """In which part of the spread the body stands."""
        if self.value < self.low:
            return Place.LOWER
        return Place.UPPER if self.value > self.high else Place.MIDDLE


@dataclass(frozen=True)
class Comparison:
    """What a body may be measured against; ``spreads`` is empty when too few are like it."""

    peers: Peers | None
    count: int
    size: tuple[int, int | None] | None  # the class: from, and up to (None: no end)
    spreads: list[Spread]
    own: Figures


def comparison(body: Body) -> Comparison:
    """Compare a body with those like it, by the figures of this morning."""
    everything = published_figures()
    own = everything.get(body.pk) or Figures(body.pk)
    for peers, ids in _circles(body):
        size = size_class(own.members) if peers is not Peers.LEVEL else None
        others = [
            everything[pk]
            for pk in ids
            if pk != body.pk and pk in everything and _is_of(everything[pk], size)
        ]
        if len(others) >= FEWEST:
            return Comparison(peers, len(others), size, _spreads(own, others), own)
    return Comparison(None, 0, None, [], own)


def _circles(body: Body) -> Iterable[tuple[Peers, Iterable[int]]]:
    """Name the circles in which peers are looked for, the nearest first."""
    if body.level == Body.Level.CENTRE:
        return
    alike = orgs.open_bodies(level=body.level).order_by()
    if body.level != Body.Level.PRIMARY:
        yield Peers.LEVEL, alike.values_list("pk", flat=True)
        return
    branch = next(
        (
            above
            for above in orgs.ancestors(body, line=Line.BRANCH)
            if above.level == Body.Level.BRANCH
        ),
        None,
    )
    if branch:
        yield (
            Peers.BRANCH,
            alike.filter(pk__in=orgs.descendants(branch, line=Line.BRANCH)).values_list(
                "pk", flat=True
            ),
        )
    yield Peers.SIZE, alike.values_list("pk", flat=True)


def size_class(members: int) -> tuple[int, int | None]:
    """Return the class of sizes that a number of members falls into."""
    above = [*SIZES[1:], None]
    return next(
        (first, last - 1 if last else None)
        for first, last in zip(SIZES, above, strict=True)
        if last is None or members < last
    )


def _is_of(row: Figures, size: tuple[int, int | None] | None) -> bool:
    return row.members > 0 and (size is None or size_class(row.members) == size)


def _spreads(own: Figures, others: Sequence[Figures]) -> list[Spread]:
    found = []
    for name, measure in MEASURES.items():
        value = measure(own)
        values = sorted(v for v in map(measure, others) if v is not None)
        if value is None or len(values) < FEWEST:
            continue
        low, median, high = quantiles(values, n=4, method="inclusive")
        found.append(
            Spread(
                measure=name,
                value=value,
                lowest=values[0],
                low=round(low, 1),
                median=round(median, 1),
                high=round(high, 1),
                highest=values[-1],
                peers=len(values),
            )
        )
    return found
