"""The law as the assistant reads it: norms in force on a day, with their trust and address."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ortaq.lib.norms import Citation, Norm, act_name
from ortaq.modules.assistant.answers import TRUSTED, Cited, Piece, Trust
from ortaq.modules.law import selectors as law

_PLAIN = re.compile(r"[\w-]+", re.ASCII)  # what stands in an address of a page
TERMS = frozenset({"day_calendar", "day_working", "week", "month", "year", "hour", "day_of_month"})


@dataclass(frozen=True)
class Law:
    """Norms by id and by article."""

    by_id: dict[str, Norm]
    trust: dict[str, Trust]
    by_address: dict[str, list[Norm]] = field(default_factory=dict)

    @classmethod
    def of(cls, norms: Sequence[Norm], trust: dict[str, Trust]) -> "Law":
        """Group norms by the article where they stand."""
        grouped: dict[str, list[Norm]] = defaultdict(list)
        for norm in norms:
            grouped[f"{norm.act}:{norm.article}"].append(norm)
        return cls({norm.id: norm for norm in norms}, trust, dict(grouped))

    def trusted(self, norm: Norm) -> bool:
        """Tell whether a norm may be said as law."""
        return self.trust.get(norm.id, "unverified") in TRUSTED


def law_on(day: date) -> Law:
    """Return the norms in force on a day."""
    norms, standings = law.norms_and_standings(day)
    return Law.of(norms, {norm.id: standings[norm.id].trust.value for norm in norms})


def cited(citation: Citation, lang: str, trust: Trust, *, norm: str = "") -> Cited:
    """Return an address as the answer shows it, linked to the norm or else to its article."""
    url = reverse("law:norm", args=[norm]) if norm else ""
    if not url and _PLAIN.fullmatch(citation.article):
        url = reverse("law:article", args=[citation.act, citation.article])
    return Cited(
        act=citation.act,
        article=citation.article,
        point=citation.point,
        sub=citation.sub,
        name=citation.text(lang),
        act_name=act_name(citation.act, "ru"),
        url=url,
        trust=trust,
    )


def piece(norm: Norm, lang: str, trust: Trust) -> Piece:
    """Return a norm with its exceptions as sentences of an answer, in the active language."""
    units = {norm.param.unit} if norm.param else set()
    text = norm.statement.get(lang)
    if norm.exceptions:
        text += " " + _("Except: {what}.").format(what=norm.exceptions.get(lang).rstrip("."))
    return Piece(
        id=norm.id,
        text=text,
        cited=cited(norm.citation, lang, trust, norm=norm.id),
        trust=trust,
        edition=norm.edition,
        is_term=bool(units & TERMS),
    )
