"""The figures of the whole union as of this morning: for comparing, and for reading from above.

Veterans and disabled persons are counts of a special category: who reads no names of a body reads
them from here, with small numbers hidden through both lines at once, and the same all day, so that
two looks cannot be subtracted from each other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Path
from ortaq.lib.small_numbers import Family, hidden
from ortaq.modules.membership.rules import READERS_HERE
from ortaq.modules.membership.selectors.figures import Figures, figures_of, figures_of_all
from ortaq.modules.membership.selectors.movement import Movement, members_by_month, movements_of

KEPT_FOR = 36 * 60 * 60  # seconds: over night, until the next morning's are asked for
MANY = 4_000  # bodies below, from which a page shows this morning's figures: only the centre's
_KEY = "membership.figures.{}"

T = TypeVar("T")


def published_figures() -> dict[int, Figures]:
    """Return the figures of every body as of this morning (of the first who asked today)."""
    key = _KEY.format(timezone.localdate().isoformat())
    kept = cache.get(key)
    if kept is None:
        kept = [tuple(row) for row in _with_hidden(figures_of_all()).values()]
        cache.set(key, kept, KEPT_FOR)
    return {row[0]: Figures._make(row) for row in kept}


def is_large(body: Body) -> bool:
    """Whether so much stands below a body that its pages show this morning's figures."""
    return Path.objects.filter(ancestor=body).count() > MANY


def figures_near(body: Body, below: Iterable[int] = ()) -> dict[int, Figures]:
    """Return the figures of a body and of some below it: live, or this morning's of the centre."""
    wanted = [body.pk, *below]
    if not is_large(body):
        return figures_of(wanted)
    known = published_figures()
    return {pk: known.get(pk) or Figures(pk) for pk in wanted}


def movements_near(
    body: Body, below: Iterable[int] = (), *, first: date, last: date
) -> dict[int, Movement]:
    """Return the movement of a body and of some below it, as ``figures_near`` does."""
    wanted = [body.pk, *below]
    if not is_large(body):
        return movements_of(wanted, first=first, last=last)
    key = f"membership.movement.{timezone.localdate()}.{first}.{last}.{wanted}"
    return _kept(key, lambda: movements_of(wanted, first=first, last=last))


def months_near(body: Body, *, now: int) -> list[tuple[date, int]]:
    """Return the members at the end of each of the last twelve months, and today."""
    today = timezone.localdate()
    if not is_large(body):
        return members_by_month(body, now=now, today=today)
    key = f"membership.months.{today}.{body.pk}"
    return _kept(key, lambda: members_by_month(body, now=now, today=today))


def _kept(key: str, make: Callable[[], T]) -> T:
    """Return what was made for this key today, or make it."""
    name = sha256(key.encode()).hexdigest()  # a list of bodies is too long for a key
    kept: T | None = cache.get(name)
    if kept is None:
        kept = make()
        cache.set(name, kept, KEPT_FOR)
    return kept


def for_reader(user: User, found: Mapping[int, Figures]) -> dict[int, Figures]:
    """Return figures as a reader may see them: small sensitive counts only from nearby."""
    near = _read_by_name(user) & found.keys()
    published = published_figures() if len(near) < len(found) else {}
    return {
        pk: row if pk in near else _masked(row, published.get(pk)) for pk, row in found.items()
    }


def _masked(row: Figures, known: Figures | None) -> Figures:
    """Return a row with the sensitive counts of this morning; a body opened since has none."""
    if known is None:
        return row._replace(veterans=None, disabled=None)
    return row._replace(veterans=known.veterans, disabled=known.disabled)


def _read_by_name(user: User) -> set[int]:
    """Return the bodies whose members a reader sees one by one, so that no sum hides them."""
    here = {mandate.body_id for mandate in orgs.mandates_of(user, kinds=READERS_HERE)}
    with_more = Path.objects.filter(ancestor__in=here, depth=1).values_list("ancestor", flat=True)
    return here - set(with_more) if here else set()


def _with_hidden(found: dict[int, Figures]) -> dict[int, Figures]:
    families = _families()
    veterans = hidden({pk: row.veterans or 0 for pk, row in found.items()}, families)
    disabled = hidden({pk: row.disabled or 0 for pk, row in found.items()}, families)
    return {
        pk: row._replace(
            veterans=None if pk in veterans else row.veterans,
            disabled=None if pk in disabled else row.disabled,
        )
        if pk in veterans or pk in disabled
        else row
        for pk, row in found.items()
    }


_CHILDREN = """
    SELECT line, ancestor_id, descendant_id FROM orgs_path WHERE depth = 1 ORDER BY 1, 2, 3
"""


def _families() -> list[Family]:
    below: dict[tuple[str, int], list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN)
        for line, parent, child in cursor.fetchall():
            below[line, parent].append(child)
    return [(parent, children) for (_line, parent), children in below.items()]
