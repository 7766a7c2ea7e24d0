"""Numbers of a question: sums of money with their role, hours with their kind, months, days.

Reads ``bare`` text: «350 мын тенге», «2,5 тыс. тг в час», «екi сагат», «с 5 марта».
"""

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = r"(\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_MANY = {"м": 1_000, "т": 1_000, "к": 1_000}
_MONEY = re.compile(
    rf"(?<![\d.,]){NUMBER} ?(мын\w*|тыс\w*\.?|к\b|млн\.?|миллион\w*)? ?"
    r"(тенге\w*|теньге\w*|тг\b|₸)?"
)
_HOURLY_AFTER = re.compile(r"^\D{0,6}(?:в час|за (?:один )?час|/ ?час|сагатына|час сайын)")
_HOURLY_BEFORE = re.compile(
    r"(?:ставк\w*|молшерлеме\w*|тариф\w*|(?:1|один|бир) ?(?:час|сагат)\w*|в час|за час|час стоит|"
    r"сагатына|сагатым\w*|сагаттык\w*|часов\w+)\D{0,16}$"
)
_DAILY_AFTER = re.compile(r"^\D{0,6}(?:в день|за (?:один )?день|/ ?день|кунине)")
_DAILY_BEFORE = re.compile(r"(?:дневн\w*|кундик|орташа кун\w*|в день|за день|кунине)\D{0,22}$")
_WORDS = {
    "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
    "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "двенадцать": 12, "полтора": "1.5",
    "бир": 1, "еки": 2, "уш": 3, "торт": 4, "бес": 5, "алты": 6, "жети": 7, "сегиз": 8,
    "тогыз": 9, "он": 10,
}  # fmt: skip
_SPELT = re.compile(rf"\b({'|'.join(_WORDS)})(?= (?:час|сагат|месяц|ай\b|айга|дн|день|кун))")
_HOURS = re.compile(
    r"(?<![\d.,])(\d+(?:[.,]\d+)?) ?-?(?:час(?:а|ов)?\b|ч\b|сагат(?:тан|ты|ка)?\b)"
)
_TIMES = re.compile(
    r"(\d+) (?:дн\w+|день|раз\w*|смен\w*|ноч\w+|кун\w*|рет|тун\w*) (?:\w+ )?(?:по )?"
    r"(\d+(?:[.,]\d+)?) ?(?:час(?:а|ов)?\b|ч\b|сагаттан\b)"
)
_NORM = re.compile(r"норм\w*|месячн\w+ фонд|рабоч\w+ час\w* в месяц")
_MONTHS = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:месяц\w*|мес\b|ай(?:га|дан|дын|ды)?\b)")
_DAYS = re.compile(r"(\d+) ?(?:календарн\w+ |рабоч\w+ |кунтизбелик |жумыс )?(?:дн\w+|день|кун\w*)")
_PERCENT = re.compile(r"ставк\w*\D{0,30}?(\d+(?:[.,]\d+)?) ?(?:%|процент|пайыз)")
_PERCENT_KK = re.compile(r"молшерлеме\w*\D{0,30}?(\d+(?:[.,]\d+)?) ?(?:%|процент|пайыз)")
LEAST, MONTH_HOURS = 1000, 100
KINDS = [
    (
        "overtime",
        re.compile(r"сверхуроч|переработ|сверх нормы|устеме|артык|мерзимнен тыс|overtime"),
    ),
    ("night", re.compile(r"ночн|ночью|тунги|тунде|night")),
    (
        "holiday",
        re.compile(r"праздни|выходн|воскресен|суббот|мереке|демалыс кун|сенби|holiday"),
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Money:
    """A sum: by the hour, by the day, or whole (a wage, a debt)."""

    amount: Decimal
    per: str  # "hour", "day", ""


@dataclass(frozen=True)
class Figures:
    """What a question counts."""

    money: list[Money]
    hours: dict[str, Decimal]
    month_hours: Decimal | None
    months: Decimal | None
    days: Decimal | None
    percent: Decimal | None

    def only(self, per: str) -> Decimal | None:
        """Return the one sum of a role; None when there is none, or several."""
        found = {one.amount for one in self.money if one.per == per}
        return found.pop() if len(found) == 1 else None


def number(text: str) -> Decimal:
    """Return a number as people write it."""
    return Decimal(re.sub(r"[ \u00a0]", "", text).replace(",", "."))


def read(text: str) -> Figures:
    """Read the numbers of ``bare`` text."""
    text = _SPELT.sub(lambda found: str(_WORDS[found.group()]), text)
    hours, month_hours = _hours(text)
    return Figures(
        money=[one for found in _MONEY.finditer(text) if (one := _money(text, found))],
        hours=hours,
        month_hours=month_hours,
        months=_first(_MONTHS, text),
        days=_first(_DAYS, text),
        percent=_first(_PERCENT, text) or _first(_PERCENT_KK, text),
    )


def _first(shape: re.Pattern[str], text: str) -> Decimal | None:
    found = shape.search(text)
    return number(found.group(1)) if found else None


def _money(text: str, found: "re.Match[str]") -> Money | None:
    digits, many, unit = found.groups()
    amount = number(digits)
    if many:
        amount *= 1_000_000 if many.startswith(("млн", "мил")) else _MANY[many[0]]
    elif not unit and (amount < LEAST * 10 or amount % 1):
        return None
    before, after = text[max(0, found.start() - 50) : found.start()], text[found.end() :]
    if _HOURLY_AFTER.search(after) or _HOURLY_BEFORE.search(before):
        return Money(amount, "hour")
    if _DAILY_AFTER.search(after) or _DAILY_BEFORE.search(before):
        return Money(amount, "day")
    return Money(amount, "") if amount >= LEAST else None


def _hours(text: str) -> tuple[dict[str, Decimal], Decimal | None]:
    """Return the hours by kind, and how many hours a month has."""
    kinds = [(kind, m.start()) for kind, words in KINDS for m in words.finditer(text)]
    found: dict[str, Decimal] = {}
    month: Decimal | None = None
    many = {m.start(2): number(m.group(1)) for m in _TIMES.finditer(text)}
    for one in _HOURS.finditer(text):
        count = number(one.group(1)) * many.get(one.start(), Decimal(1))
        is_norm = _NORM.search(text[max(0, one.start() - 25) : one.end() + 25]) is not None
        if count >= MONTH_HOURS or (is_norm and count > MONTH_HOURS / 2):
            month = count
        elif kinds and not _is_limit(text, one):
            kind = min((abs(at - one.start()), kind) for kind, at in kinds)[1]
            found[kind] = found.get(kind, Decimal(0)) + count
    return found, month


def _is_limit(text: str, found: "re.Match[str]") -> bool:
    """Tell whether the hours are how long a week or a day is, and not what was worked extra."""
    after = text[found.end() : found.end() + 14]
    return re.match(r" (?:в неделю|вместо|аптасына)", after) is not None
