"""Numbers as law and people write them: digits, Russian and Kazakh words in any case.

``numbers_in`` returns what stands in a text, in order, with its place: "двадцати четырех" is one
24, "1,25-кратной" is 1.25, "полуторного" is 1.5, "пятидневной" is 5, "бір жарым" is 1.5.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_RU_UNITS = {
    r"одн(?:а|о|у|им|их|ом|ому|ого|ой)|один": 1,
    r"дв(?:а|е|ух|ум|умя|ое|оих)": 2,
    r"тр(?:и|е(?:х|м|мя)|ое|оих)": 3,
    r"четыр(?:е|ех|ем|ьмя)|четверо|четверых": 4,
    r"пят(?:ь|и|ью)|пятеро|пятерых": 5,
    r"шест(?:ь|и|ью)": 6,
    r"сем(?:ь|и|ью)": 7,
    r"вос(?:емь|ьми|емью|ьмью)": 8,
    r"девят(?:ь|и|ью)": 9,
}
_RU_TEENS = {
    r"десят(?:ь|и|ью)": 10,
    r"одиннадцат(?:ь|и|ью)": 11,
    r"двенадцат(?:ь|и|ью)": 12,
    r"тринадцат(?:ь|и|ью)": 13,
    r"четырнадцат(?:ь|и|ью)": 14,
    r"пятнадцат(?:ь|и|ью)": 15,
    r"шестнадцат(?:ь|и|ью)": 16,
    r"семнадцат(?:ь|и|ью)": 17,
    r"восемнадцат(?:ь|и|ью)": 18,
    r"девятнадцат(?:ь|и|ью)": 19,
}
_RU_TENS = {
    r"двадцат(?:ь|и|ью)": 20,
    r"тридцат(?:ь|и|ью)": 30,
    r"сорока?": 40,
    r"пят(?:ьдесят|идесяти|ьюдесятью)": 50,
    r"шест(?:ьдесят|идесяти|ьюдесятью)": 60,
    r"сем(?:ьдесят|идесяти|ьюдесятью)": 70,
    r"вос(?:емьдесят|ьмидесяти)": 80,
    r"девяност[оа]": 90,
}
_RU_HUNDREDS = {
    r"ст[оа]": 100,
    r"двести|двухсот": 200,
    r"триста|трехсот": 300,
    r"четыреста|четырехсот": 400,
    r"пятьсот|пятисот": 500,
    r"шестьсот|шестисот": 600,
    r"семьсот|семисот": 700,
    r"восемьсот|восьмисот": 800,
    r"девятьсот|девятисот": 900,
}
_KK_END = (
    r"(?:інші|ыншы|нші|ншы)?(?:н|ге|ға|ке|қа|ден|дан|тен|тан|де|да|те|та|ні|ны|ті|ты|нің|ның)?"
)
_KK_UNITS = {
    "бір": 1,
    "екі": 2,
    "үш": 3,
    "төрт": 4,
    "бес": 5,
    "алты": 6,
    "жеті": 7,
    "сегіз": 8,
    "тоғыз": 9,
}
_KK_TENS = {
    "он": 10,
    "жиырма": 20,
    "отыз": 30,
    "қырық": 40,
    "елу": 50,
    "алпыс": 60,
    "жетпіс": 70,
    "сексен": 80,
    "тоқсан": 90,
}
_RU_PREFIXES = {  # the first part of words such as «двухмесячный», «пятидневной»
    "восьмидесятичетырех": 84,
    "пятидесятипяти": 55,
    "тридцатишести": 36,
    "двадцатичетырех": 24,
    "восемнадцати": 18,
    "семнадцати": 17,
    "шестнадцати": 16,
    "пятнадцати": 15,
    "четырнадцати": 14,
    "двенадцати": 12,
    "одиннадцати": 11,
    "двадцати": 20,
    "тридцати": 30,
    "сорока": 40,
    "десяти": 10,
    "девяти": 9,
    "восьми": 8,
    "семи": 7,
    "шести": 6,
    "пяти": 5,
    "четырех": 4,
    "трех": 3,
    "двух": 2,
    "дву": 2,
    "одно": 1,
}
_PREFIXED = re.compile(
    "(" + "|".join(_RU_PREFIXES) + ")"
    r"(?:дневн|месячн|часов|недельн|годичн|летн|летие|кратн|разов|сменн|минутн)\w*$"
)
_RU_SPECIAL = {
    r"полутор\w*": Decimal("1.5"),
    r"полтор[аы]": Decimal("1.5"),
    r"двойн\w+|вдвое": Decimal(2),
    r"тройн\w+|втрое": Decimal(3),
    r"половин\w+|полчаса|получаса": Decimal("0.5"),
    r"ежемесячно": Decimal(1),
}
_RU_ORDINALS = {
    r"перв(?:ый|ая|ое|ого|ой|ому|ым|ом|ую|ые|ых)": 1,
    r"втор(?:ой|ая|ое|ого|ому|ым|ом|ую)": 2,
    r"трет(?:ий|ья|ье|ьего|ьей|ьему|ьим|ьем|ью)": 3,
}

_Rank = tuple[int, Decimal]  # 0 unit, 1 teen or whole, 2 tens, 3 hundreds, 4 thousand


def _compile(
    table: dict[str, int], rank: int, end: str = ""
) -> list[tuple[re.Pattern[str], _Rank]]:
    return [
        (re.compile(f"(?:{stem}){end}$"), (rank, Decimal(value))) for stem, value in table.items()
    ]


_WORDS: list[tuple[re.Pattern[str], _Rank]] = [
    *_compile(_RU_UNITS, 0),
    *_compile(_RU_TEENS, 1),
    *_compile(_RU_TENS, 2),
    *_compile(_RU_HUNDREDS, 3),
    *_compile({r"тысяч[аиуе]?|тысячами": 1000}, 4),
    *_compile(_KK_UNITS, 0, _KK_END),
    *_compile(_KK_TENS, 2, _KK_END),
    *_compile({"жүз": 100}, 3, _KK_END),
    *_compile({"мың": 1000}, 4, _KK_END),
    *[(re.compile(f"(?:{stem})$"), (5, value)) for stem, value in _RU_SPECIAL.items()],
    *_compile(_RU_ORDINALS, 5),
]
_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0\n-]{1,3}$")


@dataclass(frozen=True)
class Number:
    """A number that a text states, and where."""

    value: Decimal
    start: int
    end: int
    in_words: bool


def _rank_of(word: str) -> _Rank | None:
    for pattern, rank in _WORDS:
        if pattern.match(word):
            return rank
    prefixed = _PREFIXED.match(word)
    return (5, Decimal(_RU_PREFIXES[prefixed.group(1)])) if prefixed else None


class _Compound:
    """Words that together make one number: hundreds, then tens, then a unit."""

    def __init__(self, rank: _Rank, start: int, end: int) -> None:
        self.last, self.value = rank
        self.start, self.end = start, end

    def takes(self, rank: _Rank, text: str, start: int) -> bool:
        """Say whether the next word belongs to this number."""
        size, value = rank
        if not _GAP.match(text[self.end : start] or "x"):
            return False
        if size == 4:  # noqa: PLR2004 -- a thousand multiplies what stands before it
            return self.last < size
        if size == 3:  # noqa: PLR2004 -- «екі жүз» is two hundreds, «мың жүз» is a thousand and one
            return self.last == 4 or (self.last == 0 and value == 100)  # noqa: PLR2004
        return size < self.last <= 4 and not (size == 1 and self.last == 2)  # noqa: PLR2004

    def add(self, rank: _Rank, end: int) -> None:
        """Take the next word in."""
        size, value = rank
        multiplies = size == 4 or (size == 3 and self.last == 0)  # noqa: PLR2004
        self.value = self.value * value if multiplies else self.value + value
        self.last, self.end = size, end


def _digits(token: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0]", "", token).replace(",", "."))


def numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers of a text in order; several words of one number come as one."""
    lowered = text.lower().replace("ё", "е")
    held: _Compound | None = None
    for match in _TOKEN.finditer(lowered):
        word = match.group()
        rank = None if word[0].isdigit() else _rank_of(word)
        if held and rank and held.takes(rank, lowered, match.start()):
            held.add(rank, match.end())
            continue
        if held and word == "жарым":  # «бір жарым»: one and a half
            yield Number(held.value + Decimal("0.5"), held.start, match.end(), in_words=True)
            held = None
            continue
        if held:
            yield Number(held.value, held.start, held.end, in_words=True)
            held = None
        if word[0].isdigit():
            yield Number(_digits(word), match.start(), match.end(), in_words=False)
        elif rank:
            held = _Compound(rank, match.start(), match.end())
    if held:
        yield Number(held.value, held.start, held.end, in_words=True)


def numbers_of(text: str) -> frozenset[Decimal]:
    """Return the set of the numbers that a text states."""
    return frozenset(number.value for number in numbers_in(text))
