"""What a rule of comparison is. The tables stand in ``rules_*``.

``topic``: the clause is about this; ``act``: and about this act (a notice, a payment); ``who``:
only for these workers; ``unless``: words beside the number that mean another matter; ``excuse``:
words in the sentence that make the stated value lawful whatever it is; ``special``: words that
move the limit. Patterns read text in small letters, with ё as е; Russian and Kazakh together.
"""

import re
from dataclasses import dataclass

from ortaq.modules.agreements.checking.lexicon import widened

NOTICE = (
    r"уведом|предупре|изве[щс]|сообщ|довод|доведен|знаком|вывеш|объявл|информ|хабар|ескерт|таныст"
    r"|жеткіз|ілін|мәлім"
)
HARMFUL = r"вредн|тяжел|опасн|подземн|горяч\w+ (?:цех|работ)|по списку|зиян|ауыр |ауыр жұмыс|қауіпті|жерасты|жер асты"
DISABLED = r"инвалид|мүгедек"
HEADS = r"руководит|возглавля|главбух|бухгалтер|директор|начальник\w* филиал|заместител|басшы|бухгалтер|орынбасар|директор"
EMERGENCY = (
    r"чрезвычайн|авари|стихийн|катастроф|бедстви|экстренн|спасени|төтенше|апат|зілзала|шұғыл"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """How clauses on one parameter are found and compared."""

    key: str
    kinds: tuple[str, ...]
    unit: str  # what the value is turned into: month day hour minute times percent coefficient ...
    topic: re.Pattern[str]
    act: re.Pattern[str] | None = None
    who: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    excuse: re.Pattern[str] | None = None
    special: tuple[tuple[re.Pattern[str], float], ...] = ()
    per: tuple[str, ...] = ()
    over: tuple[str, ...] = ()  # general rules that this one stands for
    days: str = ""  # the norm counts calendar or working days
    direction: str = ""  # min | max; the norm's own where empty
    value: float | None = None  # where the norm has no number of its own
    cap_is_law: bool = False  # the law itself says "up to"
    never_worse: bool = False
    first_only: bool = False  # what follows it in the sentence is another matter


def rule(  # noqa: PLR0913 -- a table's row
    key: str,
    kinds: str,
    topic: str,
    *,
    unit: str = "",
    act: str = "",
    who: str = "",
    unless: str = "",
    excuse: str = "",
    special: tuple[tuple[str, float], ...] = (),
    per: str = "",
    over: str = "",
    days: str = "",
    direction: str = "",
    value: float | None = None,
    cap_is_law: bool = False,
    never_worse: bool = False,
    first_only: bool = False,
) -> Rule:
    """Make a rule out of plain words."""
    return Rule(
        key,
        tuple(kinds.split()),
        unit or ("day" if days else kinds.split(maxsplit=1)[0]),
        re.compile(widened(topic)),
        _or_none(act),
        _or_none(who),
        _or_none(unless),
        _or_none(excuse),
        tuple((re.compile(widened(words)), limit) for words, limit in special),
        tuple(per.split()),
        tuple(over.split()),
        days,
        direction,
        value,
        cap_is_law,
        never_worse,
        first_only,
    )


def _or_none(pattern: str) -> re.Pattern[str] | None:
    return re.compile(widened(pattern)) if pattern else None
