"""What an appeal seems to be about, by its first words: a table that people can read and argue.

Not a judge: a suggestion that the author may change and an officer confirms. Beginnings of words
in Kazakh, Russian and English; the topic most often met wins, the earlier in the table on a tie.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ortaq.modules.appeals.workflow import Topic

BEGINNINGS: Mapping[Topic, tuple[str, ...]] = MappingProxyType({
    Topic.SAFETY: (
        "қауіп", "жарақат", "жазатайым", "апат", "улан", "газ", "каска", "жөндеусіз",
        "опасн", "травм", "авари", "несчастн", "отравл", "загазован", "охран труд", "сиз",
        "вентиляц", "danger", "unsafe", "injur", "accident", "hazard", "helmet",
    ),
    Topic.PRESSURE: (
        "қысым", "қорқыт", "кәсіподақтан шық", "давлен", "угрож", "запуг", "преслед",
        "выйти из профсоюз", "threat", "pressur", "retaliat", "harass",
    ),
    Topic.PAY: (
        "жалақы", "айлық", "сыйақы", "төле", "ақша", "еңбекақы", "зарплат", "зарабо", "преми",
        "оклад", "доплат", "недоплат", "не выплат", "аванс", "тенге", "pay", "paid", "unpaid",
        "wage", "salar", "bonus",
    ),
    Topic.DISMISSAL: (
        "жұмыстан шығар", "жұмыстан бос", "жұмысқа ал", "қысқарт", "еңбек шарт", "уволь",
        "уволи", "увольн", "сокращ", "приня на работ", "трудов договор", "dismiss", "fired",
        "laid off", "redundan", "contract",
    ),
    Topic.HOURS: (
        "демалыс", "ауысым", "түнгі", "кесте", "үстеме", "отпуск", "смен", "график", "сверхуроч",
        "выходн", "ночн", "leave", "vacation", "shift", "overtime", "hours", "schedule",
    ),
    Topic.AGREEMENT: (
        "ұжымдық шарт", "ұжымдық келісім", "коллективн", "колдоговор", "collective agree",
    ),
    Topic.HELP: (
        "материалдық көмек", "жолдама", "шипажай", "материальн помощ", "материальную помощ",
        "путёвк", "путевк", "санатор", "voucher", "material help", "financial help",
    ),
    Topic.UNION: (
        "төраға", "кәсіподақ жарна", "жарна", "председател", "профком", "взнос",
        "профсоюзн собран", "union dues", "union chair", "chairman", "chairwoman",
    ),
})  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")


def _pattern(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds words, and pairs of words, that begin so."""
    spoken = (r"\w* ".join(map(re.escape, one.split())) for one in beginnings)
    return re.compile(rf"\b(?:{'|'.join(spoken)})")


_PATTERNS = {topic: _pattern(beginnings) for topic, beginnings in BEGINNINGS.items()}


def suggest(text: str) -> Topic | None:
    """Return the topic that the words speak of, or None when they say nothing to the table."""
    words = " ".join(_WORD.findall(text.casefold()))
    found = {topic: len(pattern.findall(words)) for topic, pattern in _PATTERNS.items()}
    best = max(found, key=lambda topic: found[topic])
    return best if found[best] else None
