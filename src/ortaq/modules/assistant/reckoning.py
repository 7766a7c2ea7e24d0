"""A sum, when a question gives its numbers: an hourly rate, and hours of one kind."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from ortaq.lib.norms.sums import Hours, ImpossibleError, NoRuleError, Rules, extra_pay
from ortaq.lib.retrieval.words import bare
from ortaq.modules.assistant.answers import Sum
from ortaq.modules.assistant.knowledge import Law

_NUMBER = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:[.,]\d+)?)"
_RATE = [
    re.compile(
        rf"(?:ставк\w*|молшерлеме\w*|сагатына|в час|за час)\D{{0,12}}{_NUMBER} ?(?:тенге|тг)"
    ),
    re.compile(rf"{_NUMBER} ?(?:тенге|тг)\w*\D{{0,4}}(?:в час|за час|/ ?час|сагатына)"),
]
_HOURS = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:час(?:а|ов)?\b|ч\b|сагат\b)")
_KINDS = [
    ("overtime", re.compile(r"сверхуроч|переработ|устеме|артык жумыс|мерзимнен тыс|overtime")),
    ("night", re.compile(r"ночн|тунги|night")),
    ("holiday", re.compile(r"праздни|выходн|мереке|демалыс кун|holiday")),
]


def sums(question: str, law: Law) -> list[Sum]:
    """Return what can be worked out; nothing when a number or a rule is missing."""
    text = bare(question)
    rate = next((found for shape in _RATE if (found := shape.search(text))), None)
    hours = _HOURS.search(text)
    kinds = [kind for kind, words in _KINDS if words.search(text)]
    if rate is None or hours is None or len(kinds) != 1:
        return []
    hourly, number = _number(rate.group(1)), _number(hours.group(1))
    try:
        made = extra_pay(Rules(law.by_id.values()), rate=hourly, hours=Hours(**{kinds[0]: number}))
    except (ImpossibleError, NoRuleError):
        return []
    norms = [law.by_id[norm] for norm in made.norms if norm in law.by_id]
    if made.total is None or not norms or not all(law.trusted(norm) for norm in norms):
        return []
    total = _("{amount} tenge").format(amount=_shown(made.total))
    line = _("{hours} hours at {rate} tenge an hour, by {article}.").format(
        hours=_shown(number), rate=_shown(hourly), article=str(norms[0].citation)
    )
    return [Sum(_("At least"), total, [line])]


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0]", "", text).replace(",", "."))


def _shown(value: Decimal) -> str:
    text = f"{value:,.2f}".removesuffix(".00")
    return text.replace(",", " ").replace(".", ",")
