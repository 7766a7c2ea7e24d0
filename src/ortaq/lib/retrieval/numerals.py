"""Numbers in a text, also those written in words, in Kazakh, Russian and English.

«тридцать шесть часов», «отыз алты сағат» and "36 hours" all hold 36; «полтора» holds 1.5.
"""

import re
from decimal import Decimal

from ortaq.lib.retrieval.words import bare, fold

_UNITS = """
1 один одна одно одного одной одну одним первый первого первой бир бiр бирiншi бириншi бириншi one
2 два две двух двум двумя второй второго екі eki еки екинши two
3 три трех трем тремя третий третьего уш ушинши three
4 четыре четырех четырем четвертый торт тортинши four
5 пять пяти пятью пятый бес бесинши five
6 шесть шести шестью шестой алты алтыншы six
7 семь семи седьмой жети жетинши seven
8 восемь восьми восьмой сегиз сегизинши eight
9 девять девяти девятый тогыз тогызыншы nine
10 десять десяти десятый он оны оныншы ten
11 одиннадцать одиннадцати eleven
12 двенадцать двенадцати twelve
13 тринадцать тринадцати thirteen
14 четырнадцать четырнадцати fourteen
15 пятнадцать пятнадцати fifteen
16 шестнадцать шестнадцати sixteen
17 семнадцать семнадцати seventeen
18 восемнадцать восемнадцати eighteen
19 девятнадцать девятнадцати nineteen
"""
_TENS = """
20 двадцать двадцати жиырма twenty
30 тридцать тридцати отыз thirty
40 сорок сорока кырык forty
50 пятьдесят пятидесяти елу fifty
60 шестьдесят шестидесяти алпыс sixty
70 семьдесят семидесяти жетпис seventy
80 восемьдесят восьмидесяти сексен eighty
90 девяносто девяноста токсан ninety
"""
_HUNDREDS = """
100 сто ста жуз hundred
200 двести двухсот
300 триста трехсот
400 четыреста четырехсот
500 пятьсот пятисот
600 шестьсот шестисот
"""
_THOUSAND = """1000 тысяча тысячи тысяч тысячу мын thousand
1000000 миллион миллиона миллионов million"""
_WHOLE = """1.5 полтора полторы полутора
2 двойном двойной двойная вдвое двукратный двукратном"""


def _table(rows: str) -> dict[str, Decimal]:
    table = {}
    for row in rows.strip().splitlines():
        value, *names = row.split()
        table.update({bare(name): Decimal(value) for name in names})
    return table


_ONES, _TEN, _HUNDRED = _table(_UNITS), _table(_TENS), _table(_HUNDREDS)
_BIG, _SINGLE = _table(_THOUSAND), _table(_WHOLE)
# "Один", «бір», "one" are articles and pronouns as often as numbers; never taken for a number.
_VAGUE = frozenset(_ONES) & frozenset(bare(w) for w in _UNITS.strip().splitlines()[0].split())
_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_TOKEN = re.compile(_DIGITS.pattern + r"|[^\W\d_]+")


def digits(text: str) -> set[str]:
    """Return the numbers that stand as digits, normalised: «1 200», "1200,0" are 1200."""
    return {_plain(match) for match in _DIGITS.findall(text)}


def numbers(text: str) -> set[str]:
    """Return all numbers of a text, of digits and of words."""
    found: set[str] = set()
    total, is_open = Decimal(0), False

    def close() -> None:
        nonlocal total, is_open
        if is_open:
            found.add(_shown(total))
        total, is_open = Decimal(0), False

    for token in _TOKEN.findall(fold(text)):
        if token[0].isdigit():
            close()
            total, is_open = Decimal(_plain(token)), True
            continue
        word = bare(token)
        if word in _BIG and is_open:
            found.add(_shown(total))
            total *= _BIG[word]
            continue
        value = _value(word)
        if value is None or (is_open and total % 10 != 0):
            close()
        if value is not None:
            total, is_open = total + value, True
    close()
    return found


def _value(word: str) -> Decimal | None:
    if word in _VAGUE:
        return None
    for table in (_TEN, _HUNDRED, _ONES, _SINGLE):
        if word in table:
            return table[word]
    return _ONES.get(_kazakh(word))


def _kazakh(word: str) -> str:
    """Return a Kazakh numeral without its endings: «бестен», «үшінші» are five and three."""
    return re.sub(r"(?:дан|ден|тан|тен|нан|нен|га|ге|ка|ке|ды|ди|еу|нын|нин|тын|тин)$", "", word)


def _plain(digits_: str) -> str:
    return _shown(Decimal(re.sub(r"[ \u00a0\u202f]", "", digits_).replace(",", ".")))


def _shown(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
