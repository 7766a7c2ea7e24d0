"""Figures in words: titles that state the finding, and rows ready for a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ortaq.foundation.texts.amounts import grouped
from ortaq.modules.membership.selectors import Comparison, Figures, Movement, Spread
from ortaq.modules.membership.selectors.comparison import Peers, Place
from ortaq.modules.membership.selectors.figures import share


@dataclass(frozen=True)
class Group:
    """A group among the members; ``n`` is None where it is not shown to this reader."""

    label: str
    n: int | None
    share: float | None


def groups_of(own: Figures) -> list[Group]:
    """Return the groups of a body's members with their shares; unknown sex only when there is."""
    rows = [
        (_("Women"), own.women),
        (_("Men"), own.men),
        (_("Sex not known"), own.members - own.women - own.men),
        (_("Youth (up to 35)"), own.youth),
        (_("Pensioners"), own.retired),
        (_("Veterans"), own.veterans),
        (_("Persons with a disability"), own.disabled),
    ]
    return [
        Group(label, n, None if n is None else share(n, own.members))
        for place, (label, n) in enumerate(rows)
        if n != 0 or place != 2  # noqa: PLR2004 -- nobody of unknown sex: no row
    ]


def finding_of_months(months: Sequence[tuple[date, int]]) -> str:
    """Say what the line of the last twelve months shows."""
    change = months[-1][1] - months[0][1]
    if change > 0:
        text = ngettext(
            "%(n)s member more than a year ago", "%(n)s members more than a year ago", change
        )
    elif change < 0:
        text = ngettext(
            "%(n)s member fewer than a year ago", "%(n)s members fewer than a year ago", -change
        )
    else:
        text = _("As many members as a year ago")
    return text % {"n": grouped(abs(change))}


def finding_of(own: Movement) -> str:
    """Say what a period changed."""
    change = own.change
    if change > 0:
        text = ngettext("%(n)s member more", "%(n)s members more", change)
    elif change < 0:
        text = ngettext("%(n)s member fewer", "%(n)s members fewer", -change)
    else:
        text = _("As many members as before")
    return text % {"n": grouped(abs(change))}


@dataclass(frozen=True)
class Step:
    """A line of the balance; ``is_sum`` for the two ends."""

    label: str
    n: int
    is_sum: bool = False


REASONS: dict[str, Promise] = {  # by the reasons of membership, which are words
    "own": gettext_lazy("Left by their own wish"),
    "work": gettext_lazy("Left with the workplace"),
    "excluded": gettext_lazy("Excluded"),
    "died": gettext_lazy("Died"),
    "closed": gettext_lazy("Their organisation closed"),
    "double": gettext_lazy("Double records joined: nobody left"),
    "erased": gettext_lazy("Personal data erased"),
}


def balance(own: Movement) -> list[Step]:
    """Return the balance of a period line by line; what is not a sum adds up to the last line."""
    return [
        Step(_("On the eve of the first day"), own.opening, is_sum=True),
        Step(_("Joined"), own.joined),
        Step(_("Came by transfer"), own.came),
        *(Step(str(REASONS[reason]), -n) for reason, n in own.left.items()),
        Step(_("Went by transfer"), -own.went),
        Step(_("At the end of the last day"), own.closing, is_sum=True),
    ]


@dataclass(frozen=True)
class Strip:
    """A spread drawn on a strip of 100: the middle half as a band, the body as a mark."""

    label: str
    finding: str
    spread: Spread
    band_at: float
    band_width: float
    median_at: float
    mark_at: float


LABELS: dict[str, Promise] = {
    "coverage": gettext_lazy("Coverage of the head-count"),
    "women": gettext_lazy("Share of women"),
    "youth": gettext_lazy("Share of youth"),
}
PLACES: dict[Place, Promise] = {
    Place.LOWER: gettext_lazy("Lower than at three of four like it"),
    Place.MIDDLE: gettext_lazy("As at the middle half of those like it"),
    Place.UPPER: gettext_lazy("Higher than at three of four like it"),
}


def spreads_of(found: Comparison) -> list[Strip]:
    """Return the spreads ready to be drawn."""
    return [_strip(spread) for spread in found.spreads]


def _strip(spread: Spread) -> Strip:
    low, high = min(spread.lowest, spread.value), max(spread.highest, spread.value)
    width = (high - low) or 1.0

    def at(value: float) -> float:
        return round(1 + 98 * (value - low) / width, 2)

    return Strip(
        label=str(LABELS[spread.measure]),
        finding=str(PLACES[spread.place]),
        spread=spread,
        band_at=at(spread.low),
        band_width=round(max(at(spread.high) - at(spread.low), 0.5), 2),
        median_at=at(spread.median),
        mark_at=at(spread.value),
    )


def circle_of(found: Comparison) -> str:
    """Say with whom a body is compared."""
    if found.peers is None:
        return ""
    if found.peers is Peers.LEVEL:
        return ngettext(
            "Compared with %(n)s body of the same level.",
            "Compared with %(n)s bodies of the same level.",
            found.count,
        ) % {"n": found.count}
    text = (
        ngettext(
            "Compared with %(n)s primary of the same branch union and size (%(size)s).",
            "Compared with %(n)s primaries of the same branch union and size (%(size)s).",
            found.count,
        )
        if found.peers is Peers.BRANCH
        else ngettext(
            "Too few of this size in the branch union, so it is compared with %(n)s primary of "
            "the whole union of the same size (%(size)s).",
            "Too few of this size in the branch union, so it is compared with %(n)s primaries of "
            "the whole union of the same size (%(size)s).",
            found.count,
        )
    )
    return text % {"n": found.count, "size": _size(found.size)}


def _size(size: tuple[int, int | None] | None) -> str:
    if size is None:
        return ""
    first, last = size
    if last is None:
        return _("%(first)s members and more") % {"first": first}
    return _("%(first)s to %(last)s members") % {"first": first, "last": last}
