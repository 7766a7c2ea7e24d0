"""Number words of Russian and Kazakh in the forms that agreements use."""

import re

_RU = {
    1: "один одна одно одного одной одному одним одну одном",
    2: "два две двух двум двумя",
    3: "три трех трем тремя",
    4: "четыре четырех четырем четырьмя",
    5: "пять пяти пятью",
    6: "шесть шести шестью",
    7: "семь семи семью",
    8: "восемь восьми восемью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати",
    13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти",
    70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот",
    300: "триста трехсот",
    1.5: "полтора полторы полутора",
    0.5: "половина половины половину половине половиной",
}
_KK = {
    1: "бір",
    2: "екі",
    3: "үш",
    4: "төрт",
    5: "бес",
    6: "алты",
    7: "жеті",
    8: "сегіз",
    9: "тоғыз",
    10: "он",
    20: "жиырма",
    30: "отыз",
    40: "қырық",
    50: "елу",
    60: "алпыс",
    70: "жетпіс",
    80: "сексен",
    90: "тоқсан",
    100: "жүз",
    0.5: "жарты жартысы жартысын жартысынан жартысына",
}
_KK_ENDINGS = (
    "",
    *("тен", "тан", "ден", "дан", "нен", "нан", "ке", "ге", "қа", "ға", "не", "на"),
    *("і", "ы", "сі", "сы", "ін", "ын", "сін", "сын", "тің", "тың", "дің", "дың", "нің", "ның"),
    *("інен", "ынан", "сінен", "сынан", "еуі", "ауы", "еу", "ау"),
)
ABLATIVE = ("тен", "тан", "ден", "дан", "нен", "нан")

WORDS: dict[str, float] = {form: value for value, forms in _RU.items() for form in forms.split()}
KAZAKH: dict[str, float] = {
    stem + ending: value
    for value, stems in _KK.items()
    for stem in stems.split()
    for ending in _KK_ENDINGS
}
# Not numbers: "for", "one of", "its", "face of", and a Russian pronoun.
for _word in (
    "үшін",
    "она",
    "оны",
    "оның",
    "онын",
    "онан",
    "бірі",
    "бірін",
    "бірінен",
    "бірінің",
    "жүзі",
    "жүзін",
    "жүзінен",
    "үші",
    "үшінің",
):
    KAZAKH.pop(_word, None)
WORDS.update({word: value for word, value in KAZAKH.items() if word not in WORDS})

# "двухмесячный", "десятидневный", "сорокачасовая": the number and its unit in one word.
PREFIXES: dict[str, float] = {
    "одно": 1,
    "двух": 2,
    "трех": 3,
    "четырех": 4,
    "полутора": 1.5,
    "полу": 0.5,
    "пол": 0.5,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "восьми": 8,
    "девяти": 9,
    "десяти": 10,
    "сорока": 40,
    "двенадцати": 12,
    "четырнадцати": 14,
    "пятнадцати": 15,
    "двадцати": 20,
    "тридцати": 30,
    "восемнадцати": 18,
    "тридцатишести": 36,
    "двадцатичетырех": 24,
    "тридцативосьми": 38,
    "пятидесяти": 50,
    "шестидесяти": 60,
    "": 1,
}
JOINED = re.compile(
    r"\b(?P<prefix>" + "|".join(sorted(PREFIXES, key=len, reverse=True)) + r")"
    r"(?P<unit>дневн|суточн|часов(?=[а-я])|минутн|недельн|месячн|годичн|кратн|процентн)[а-я]+"
)
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[ \u00a0]\d{3}(?!\d))*(?:[.,]\d+)?)(?P<over>/\d+)?|(?P<half>½)"
    r"|(?P<word>[а-яәғқңөұүһі]+)"
)


def digits(text: str) -> float:
    """Read "1 250,5" as a number."""
    return float(re.sub(r"[ \u00a0]", "", text).replace(",", "."))


def numbers(text: str) -> list[tuple[float, int, int]]:
    """Read every plain number of ``text`` (small letters, ё written as е): value and span."""
    found: list[tuple[float, int, int]] = []
    ablative = False
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None:
            continue
        start, end = match.span()
        word = match["word"] or ""
        joined = found and match["word"] and text[found[-1][2] : start].strip(" \u00a0") == ""
        if joined:
            before = found[-1]
            if ablative and text[end : end + 8].lstrip().startswith(("бөлі", "ін ", "і ")):
                found[-1] = (value / before[0], before[1], end)
                continue
            if _continues(before[0], value, text[end : end + 6]):
                found[-1] = (_added(before[0], value), before[1], end)
                ablative = word.endswith(ABLATIVE)
                continue
        found.append((value, start, end))
        ablative = bool(word) and word in KAZAKH and word.endswith(ABLATIVE)
    return [_with_half(item, text) for item in found]


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        value = digits(match["digits"])
        return (
            value / float(match["over"][1:]) if match["over"] and match["over"] != "/0" else value
        )
    if match["half"]:
        return 0.5
    return WORDS.get(match["word"])


def _continues(before: float, value: float, after: str) -> bool:
    """Whether two number words make one: "двадцать четыре", "жүз жиырма алты", "бір жарты"."""
    del after
    tens, hundreds = before % 10 == 0, before % 100 == 0
    return (tens and before >= 10 and value < 10 and value == int(value)) or (
        hundreds and value < 100
    )


def _added(before: float, value: float) -> float:
    return before + value


def _with_half(item: tuple[float, int, int], text: str) -> tuple[float, int, int]:
    """Read "бір жарым", "два с половиной"."""
    value, start, end = item
    half = re.match(r" (?:жарым[а-яі]*|с половиной)", text[end:])
    if half:
        return value + 0.5, start, end + half.end()
    return item
