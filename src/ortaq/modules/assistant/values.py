"""Questions for a value by date: a known one is said, an unknown one is refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.lib.norms import Norm
from ortaq.lib.retrieval.words import bare
from ortaq.modules.law import selectors as law

_KEYS = [
    ("mrp", re.compile(r"\bмрп\b|месячн\w+ расч\w+ показ|\bаек\b|айлык есептик|\bmrp\b")),
    ("subsistence_min", re.compile(r"прожиточн\w+ миним|кун корис денгей|kun koris|subsistence")),
    ("base_rate", re.compile(r"базов\w+ ставк|базалык (?:молшерлеме|ставка)|base rate")),
    (
        "min_wage",
        re.compile(
            r"минимальн\w+ (?:зарплат|заработн|размер\w* (?:зарплат|заработн))|\bминималк|\bмзп\b|"
            r"ен томенги жалакы|ен аз жалакы|minimum (?:monthly )?wage"
        ),
    ),
]  # fmt: skip
_HOW_MUCH = re.compile(
    r"сколько|какой|какая|какова|каков|размер|чему рав|скажи|канша|кандай|неше|молшери|"
    r"how much|what is|какую"
)
# These ask about a rule, not for the value: «меньше минималки платят» is a case of article 103.
_CASE = re.compile(
    r"меньше|ниже|мне плат|плат[яи]т|оклад|аз толе|томен|below|less than|законно|штраф"
)
_YEAR = re.compile(r"\b((?:19|20|21)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"\b(\d\d)(?:\s*-?\s*(?:й|ом|го|м|шы|ши))?\s*(?:год|жыл)")
_NEXT = re.compile(
    r"следующ\w* год|будущ\w* год|нового года|новом году|келес\w* жыл|келер жыл|алдагы жыл|"
    r"жана жыл|next year"
)
_LAST = re.compile(r"прошл\w* год|прошедш\w* год|былтыр|откен жыл|last year")
_OTHER = re.compile(r"позапрош|алдынгы жыл|год назад|года назад|лет назад|жыл бурын|years? ago")
LONGEST = 110


@dataclass(frozen=True)
class Value:
    """An answer to a question for a value; ``amount`` is None when nobody knows it."""

    key: str
    on: date
    amount: Decimal | None
    text: str


def asked(question: str, lang: str, on: date) -> Value | None:
    """Return the value that a short question asks for; None when it asks something else."""
    text = bare(question)
    if len(text) > LONGEST or not _HOW_MUCH.search(text) or _CASE.search(text):
        return None
    key = next((key for key, pattern in _KEYS if pattern.search(text)), None)
    if key is None:
        return None
    day = _day(text, on)
    with override(lang):
        name = str(law.KEYS[key][0])
        if day is None:
            return Value(key, on, None, "")
        try:
            known = law.value_info(key, day)
        except law.UnknownValueError:
            return Value(key, day, None, "")
        unit = "%" if law.KEYS[key][1] == "percent" else _("tenge")
        words = _("{name} on {day}: {amount} {unit}. Source: {source}.").format(
            name=name,
            day=day.strftime("%d.%m.%Y"),
            amount=_spaced(known.amount),
            unit=unit,
            source=known.source,
        )
        if not known.signed:
            words += " " + _("An administrator of the union has not signed this value yet.")
        return Value(key, day, known.amount, words)


def _day(text: str, on: date) -> date | None:
    """Return the day that is asked for; None when it is another one, and we cannot tell which."""
    if _OTHER.search(text):
        return None
    year = on.year
    if found := _YEAR.search(text):
        year = int(found.group(1))
    elif found := _SHORT_YEAR.search(text):
        year = 2000 + int(found.group(1))
    elif _NEXT.search(text):
        year += 1
    elif _LAST.search(text):
        year -= 1
    return on if year == on.year else date(year, 7, 1)


_UNITS = {"mzp": "min_wage", "mrp": "mrp", "subsistence_minimum": "subsistence_min"}


def beside(norms: Sequence[Norm], on: date) -> list[str]:
    """Return the values that the numbers of norms are counted in, where they are known."""
    keys = [_UNITS.get(norm.param.unit) for norm in norms if norm.param]
    lines = []
    for key in dict.fromkeys(filter(None, keys)):
        try:
            known = law.value_info(key, on)
        except law.UnknownValueError:
            continue
        lines.append(
            _("{name} on {day}: {amount} {unit}. Source: {source}.").format(
                name=law.KEYS[key][0],
                day=on.strftime("%d.%m.%Y"),
                amount=_spaced(known.amount),
                unit=_("tenge"),
                source=known.source,
            )
        )
    return lines


def _spaced(amount: Decimal) -> str:
    whole = f"{amount:,f}".rstrip("0").rstrip(".") if amount % 1 else f"{int(amount):,}"
    return whole.replace(",", " ").replace(".", ",")
