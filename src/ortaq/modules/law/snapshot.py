"""All norms with their standing, worked out once and kept until something here changes.

Matching five hundred norms against an act takes some tenths of a second; asking for the mark of
the last change is one query by primary key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ortaq.lib.norms import Norm
from ortaq.modules.law import catalogue
from ortaq.modules.law.models import Article, Edition, NormVersion, Revision, SignOff, Touch
from ortaq.modules.law.trust import Facts, Signature, Standing, Text, standing

FRESH = "fresh"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The norms as they are worded today, with where each stands."""

    norms: Mapping[str, Norm]
    standings: Mapping[str, Standing]

    @lru_cache(maxsize=4)  # noqa: B019 -- two snapshots live at a time, each with its few days
    def in_force(self, day: date) -> tuple[Norm, ...]:
        """Return Kazakhstan's norms in force on a day, in the order of acts and articles."""
        found = [n for n in self.norms.values() if not n.is_ilo and n.is_valid(day)]
        return tuple(sorted(found, key=_place))


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in an address, to sort by."""
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _place(norm: Norm) -> tuple[Any, ...]:
    acts = list(catalogue.acts())
    at = acts.index(norm.act) if norm.act in acts else len(acts)
    return (at, numbers(norm.article), numbers(norm.point), numbers(norm.sub), norm.id)


def mark() -> str:
    """Return the mark of the last change; what was worked out for it still holds."""
    found = Revision.objects.filter(pk=1).values_list("mark", flat=True).first()
    return str(found) if found else FRESH


def current() -> Snapshot:
    """Return the snapshot of this moment."""
    return _built(mark())


@lru_cache(maxsize=2)
def _built(_mark: str) -> Snapshot:
    if _mark == FRESH:  # nothing was ever done here: no need to ask six tables
        facts = Facts({}, {}, {}, frozenset(), catalogue.matches())
        norms: Mapping[str, Norm] = catalogue.norms()
    else:
        norms = {**catalogue.norms(), **_revised()}
        facts = _facts({norm.act: {norm.article} for norm in norms.values()})
    return Snapshot(norms, {key: standing(norm, facts) for key, norm in norms.items()})


def _revised() -> dict[str, Norm]:
    """Return the norms as the union's lawyers worded them last."""
    rows = NormVersion.objects.order_by("norm", "-number").distinct("norm")
    return {row.norm: Norm.of(row.content) for row in rows}


def _facts(acts: Mapping[str, object]) -> Facts:
    signatures = SignOff.objects.filter(withdrawn_at__isnull=True).select_related("signed_by")
    by_aspect: dict[str, dict[str, Signature]] = {"law": {}, "kk": {}}
    for row in signatures:
        name = row.signed_by.full_name if row.signed_by else ""
        by_aspect[row.aspect][row.norm] = Signature(name, row.signed_at, row.digest)
    touched = Touch.objects.filter(settled_at__isnull=True).values_list("norm", flat=True)
    return Facts(
        _texts(list(acts)),
        by_aspect["law"],
        by_aspect["kk"],
        frozenset(touched),
        catalogue.matches(),
    )


def _texts(acts: list[str]) -> dict[str, Text]:
    """Load the current Russian texts of the acts that norms name; matching reads Russian."""
    editions = Edition.objects.filter(is_current=True, language="ru", act__code__in=acts)
    found = {}
    for edition in editions.select_related("act"):
        rows = Article.objects.filter(edition=edition).order_by("order")
        found[edition.act.code] = Text(edition.dated, {row.number: row.read for row in rows})
    return found
