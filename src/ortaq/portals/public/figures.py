"""Live figures of the whole union, counted from the tables, with small groups left out."""

from dataclasses import dataclass

from django.core.cache import caches

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.membership import selectors as membership

SMALLEST = 7  # a smaller group could be recognised
FRESH_FOR = 300  # seconds
_KEY = "public.figures"


@dataclass(frozen=True)
class Figures:
    """None: too few to be shown."""

    primaries: int
    members: int | None
    answered: int | None
    in_time_percent: int | None
    content_percent: int | None


def figures() -> Figures:
    """Return the figures, at most five minutes old."""
    found: Figures | None = caches["local"].get(_KEY)
    if found is None:
        found = count()
        caches["local"].set(_KEY, found, FRESH_FOR)
    return found


def count() -> Figures:
    """Count now."""
    totals = appeals.totals()
    return Figures(
        primaries=orgs.open_bodies(level=Body.Level.PRIMARY).count(),
        members=_shown(membership.total_members()),
        answered=_shown(totals.answered),
        in_time_percent=_percent(totals.in_time, totals.answered),
        content_percent=_percent(totals.content, totals.rated),
    )


def _shown(n: int) -> int | None:
    return n if n >= SMALLEST else None


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole >= SMALLEST else None
