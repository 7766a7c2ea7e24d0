"""The figures of the whole union as of this morning: for comparing, and for reading from above.

Veterans and disabled persons are counts of a special category: who reads no names of a body reads
them from here, with small numbers hidden through both lines at once, and the same all day, so that
two looks cannot be subtracted from each other.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.selectors.figures import Figures, figures_of_all
from ortaq.modules.membership.small_numbers import Family, hidden

_CHILDREN = """
    SELECT line, ancestor_id, descendant_id FROM orgs_path WHERE depth = 1 ORDER BY 1, 2, 3
"""
KEPT_FOR = 36 * 60 * 60  # seconds: over night, until the next morning's are asked for
_KEY = "membership.figures.{}"


def published_figures() -> dict[int, Figures]:
    """Return the figures of every body as of this morning (of the first who asked today)."""
    key = _KEY.format(timezone.localdate().isoformat())
    kept = cache.get(key)
    if kept is None:
        kept = [_packed(row) for row in _with_hidden(figures_of_all()).values()]
        cache.set(key, kept, KEPT_FOR)
    return {row[0]: Figures(*row) for row in kept}


def for_reader(user: User, found: Mapping[int, Figures]) -> dict[int, Figures]:
    """Return live figures as a reader may see them: small sensitive counts only from nearby."""
    published: dict[int, Figures] | None = None
    shown = {}
    for pk, row in found.items():
        if _reads_names(user, pk):
            shown[pk] = row
            continue
        if published is None:
            published = published_figures()
        known = published.get(pk)
        shown[pk] = replace(
            row,
            veterans=known.veterans if known else None,
            disabled=known.disabled if known else None,
        )
    return shown


def _reads_names(user: User, body_id: int) -> bool:
    """Whether a reader sees the members one by one: then their sum hides nothing from him."""
    return user.has_perm("membership.read_members", Body(pk=body_id)) and not _has_below(body_id)


def _has_below(body_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM orgs_path WHERE ancestor_id = %s AND depth = 1)", [body_id]
        )
        (found,) = cursor.fetchone()
    return bool(found)


def _with_hidden(found: dict[int, Figures]) -> dict[int, Figures]:
    families = _families()
    veterans = hidden({pk: row.veterans or 0 for pk, row in found.items()}, families)
    disabled = hidden({pk: row.disabled or 0 for pk, row in found.items()}, families)
    return {
        pk: replace(
            row,
            veterans=None if pk in veterans else row.veterans,
            disabled=None if pk in disabled else row.disabled,
        )
        if pk in veterans or pk in disabled
        else row
        for pk, row in found.items()
    }


def _families() -> list[Family]:
    below: dict[tuple[str, int], list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN)
        for line, parent, child in cursor.fetchall():
            below[line, parent].append(child)
    return [(parent, children) for (_line, parent), children in below.items()]


def _packed(row: Figures) -> tuple[int | None, ...]:
    """Return a row as the cache keeps it: bare numbers, an eighth of the size."""
    return (
        row.body_id, row.members, row.women, row.men, row.youth,
        row.veterans, row.disabled, row.retired, row.head_count, row.counted,
    )  # fmt: skip
