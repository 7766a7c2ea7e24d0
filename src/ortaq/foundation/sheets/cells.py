"""PURE. One cell at a time: what an office wrote becomes its clean form, or says what is wrong.

Columns are cleaned as whole lists, because two million rows have twenty million cells. Cleaners
take a text without marks of space around it and return a text; a ``Bad`` one carries its code.
"""
# ruff: noqa: PLR2004 -- lengths of numbers and dates

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ortaq.lib.kazid import Bin, Iin, Kato, KatoError, KazidError

LONGEST = 500
Cleaner = Callable[[str], str]


class Bad(str):
    """A cell that did not pass, as it was in the file."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: str, code: str) -> "Bad":
        made = super().__new__(cls, text[:LONGEST])
        made.code = code
        return made


def folded(text: str) -> str:
    """Return a text as headers and choices are compared: small letters, no signs, е for ё."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


# What no register keeps: control and direction marks, private and unassigned signs.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def text(raw: str) -> str:
    """Return one line without double spaces; the apostrophe of a defused formula goes."""
    plain = " ".join(raw.split())
    if not plain.isascii() or not plain.isprintable():
        plain = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", plain)).split())
        if "\ufffd" in plain:
            return Bad(plain, "unreadable")
    if plain[:1] == "'" and plain[1:2] in tuple("=+-@"):
        plain = plain[1:]
    return plain if len(plain) <= LONGEST else Bad(plain, "too_long")


_NAME = re.compile(r"^[^\W\d_](?:[^\W\d_]|[ .'’ʼ`\-‐–()])*$")


def name(raw: str) -> str:
    """Return a name or several: ИВАНОВ-ПЕТРОВ becomes Иванов-Петров."""
    plain = text(raw)
    if isinstance(plain, Bad) or not plain:
        return plain
    if not _NAME.match(plain):
        return Bad(plain, "name")
    if plain.isupper() and len(plain) > 1:
        plain = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), plain)
        plain = re.sub(r"(?<=[’'ʼ`])[^\W\d_]", lambda word: word[0].lower(), plain)
    elif plain.islower():
        plain = " ".join(part[:1].upper() + part[1:] for part in plain.split(" "))
    return plain


_DIGITS = frozenset("0123456789")


def can_be_born(seven: str) -> bool:
    """Whether the first seven digits of an IIN are a day and a century."""
    if seven[6] not in "0123456":
        return False
    years = (1900, 2000) if seven[6] == "0" else (1800 + 100 * ((int(seven[6]) - 1) // 2),)
    return any(_day(y + int(seven[:2]), int(seven[2:4]), int(seven[4:6])) for y in years)


def iin(raw: str) -> str:
    """Return twelve digits. Spreadsheets drop noughts in front: ten or eleven digits get them
    back when the check digit then agrees."""
    digits = _number(raw)
    if not digits:
        return Bad(raw, "iin") if raw else ""
    if len(digits) != 12:
        return Bad(raw, "iin_length")
    try:
        return Iin.parse(digits).digits
    except KazidError:
        return Bad(raw, "iin_digits")


def bin_(raw: str) -> str:
    """Return the twelve digits of an organisation."""
    digits = _number(raw)
    if not digits:
        return Bad(raw, "bin") if raw else ""
    if len(digits) != 12:
        return Bad(raw, "bin")
    try:
        return Bin.parse(digits).digits
    except KazidError:
        return Bad(raw, "bin")


def _number(raw: str) -> str:
    """Return the digits of a number, noughts in front put back; '' when it holds aught else."""
    plain = re.sub(r"[\s'\u200b\-]", "", raw).removesuffix(".0")
    if not plain or not _DIGITS.issuperset(plain):
        return ""
    return plain.zfill(12) if len(plain) in {10, 11} else plain


_MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "январ қаңтар янв jan",
            "феврал ақпан фев feb",
            "март наурыз мар mar",
            "апрел сәуір апр apr",
            "мая май мамыр may",
            "июн маусым jun",
            "июл шілде jul",
            "август тамыз авг aug",
            "сентябр қыркүйек сен sep",
            "октябр қазан окт oct",
            "ноябр қараша ноя nov",
            "декабр желтоқсан дек dec",
        ),
        1,
    )
    for stem in stems.split()
}
_ISO = re.compile(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ][\d:.,]+(?:z|[+-][\d:]+)?)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\s?[-./,]\s?(\d{1,2})\s?[-./,]\s?(\d{4}|\d{2})(?: [\d:]+)?$")
_WORDS = re.compile(r"^(\d{1,2})\s+([^\W\d]+)\.?,?\s+(\d{4})")
_KAZAKH = re.compile(r"^(\d{4})\s*(?:жылғы|жыл|ж)?\.?\s*(\d{1,2})\s*[-.]?\s*([^\W\d]+)")
_YEAR_END = re.compile(r"\s*(?:года?|г|ж|жыл|year)\.?\s*$", re.IGNORECASE)
_SERIAL = re.compile(r"^\d{5}(?:\.0)?$")  # four would be a year
_EPOCH = date(1899, 12, 30)  # day nought of spreadsheets
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927 to 2099
_FIRST_YEAR, _LAST_YEAR, _CENTURY = 1850, 2100, 100


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def day(raw: str, *, this_year: int = 2026) -> str:
    """Return an ISO date from what offices write: 12.03.85, 12 марта 1985 г., 1985-03-12 00:00:00,
    1985 жылғы 12 наурыз, or a spreadsheet's number of days.

    Two digits of a year mean the last hundred years. Day stands before month, always: 03/25/1985
    is refused, not guessed.
    """
    if raw[2:3] == raw[5:6] == "." and len(raw) == 10:  # most are written so
        with suppress(ValueError):
            if raw[6:8] in {"19", "20"}:
                return date.fromisoformat(f"{raw[6:]}-{raw[3:5]}-{raw[:2]}").isoformat()
    plain = _YEAR_END.sub("", raw.strip().casefold())
    if not plain:
        return ""
    found = _read_day(plain, this_year)
    if found is None or not _FIRST_YEAR <= found.year < _LAST_YEAR:
        return Bad(raw, "date_order" if _is_month_first(plain) else "date")
    return found.isoformat()


def _read_day(plain: str, this_year: int) -> date | None:
    if match := _ISO.match(plain):
        return _day(*map(int, match.groups()))
    if match := _DAY_FIRST.match(plain):
        year = int(match[3])
        if len(match[3]) == 2:
            year += this_year // _CENTURY * _CENTURY
            year -= _CENTURY if year > this_year else 0
        return _day(year, int(match[2]), int(match[1]))
    if match := _WORDS.match(plain):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := _KAZAKH.match(plain):
        return _day(int(match[1]), _month(match[3]), int(match[2]))
    if _SERIAL.match(plain) and _FIRST_SERIAL <= int(float(plain)) <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(float(plain)))
    return None


def _month(word: str) -> int:
    return next((n for stem, n in _MONTHS.items() if word.startswith(stem)), 0)


def _is_month_first(plain: str) -> bool:
    match = _DAY_FIRST.match(plain)
    return bool(match and int(match[1]) <= 12 < int(match[2]) <= 31)


_SEXES = {
    **dict.fromkeys(
        (
            "ж",
            "жен",
            "женский",
            "женщина",
            "жена",
            "ә",
            "әйел",
            "әйелі",
            "f",
            "female",
            "woman",
            "w",
            "қ",
        ),
        "f",
    ),
    **dict.fromkeys(
        ("м", "муж", "мужской", "мужчина", "е", "ер", "еркек", "ер адам", "m", "male", "man"), "m"
    ),
}


def sex(raw: str) -> str:
    """Return f or m."""
    return _SEXES.get(folded(raw)) or (Bad(raw, "sex") if raw else "")


PHONE_MARKS = str.maketrans("", "", " ()-+")


def phone(raw: str) -> str:
    """Return E.164. Of several numbers in one cell the first is taken."""
    if not raw:
        return ""
    plain = raw.translate(PHONE_MARKS)
    if len(plain) == 11 and plain[0] in "78" and plain.isascii() and plain.isdecimal():
        return f"+7{plain[1:]}"
    first = re.split(r"[,;/]|\s{2,}| или | немесе ", raw.removesuffix(".0"))[0]
    digits = re.sub(r"\D", "", first)
    if len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    if len(digits) == 10 and digits[0] in "67":
        return f"+7{digits}"
    if first.strip().startswith("+") and 8 <= len(digits) <= 15:
        return f"+{digits}"
    return Bad(raw, "phone")


_EMAIL = re.compile(
    r"^[^\x00-\x1f\s@<>\"(),:;\\\[\]]{1,64}@[^\x00-\x1f\s@.<>]+(?:\.[^\x00-\x1f\s@.<>]+)+$"
)


def email(raw: str) -> str:
    """Return an address in small letters."""
    plain = raw.strip().strip("<>;,").casefold()
    return plain if not plain or _EMAIL.match(plain) else Bad(raw, "email")


def number(raw: str) -> str:
    """Return a number with a point: "1 250,50" becomes 1250.50, and 12.0 becomes 12."""
    plain = re.sub(r"[\s\u00a0\u202f']", "", raw).replace(",", ".")
    if not plain:
        return ""
    try:
        exact = Decimal(plain)
    except InvalidOperation:
        return Bad(raw, "number")
    if not exact.is_finite() or abs(exact) >= Decimal(10) ** 15:
        return Bad(raw, "number")
    return f"{exact.to_integral_value():f}" if exact == exact.to_integral_value() else f"{exact:f}"


def kato(raw: str) -> str:
    """Return nine digits of a unit of territory."""
    plain = raw.removesuffix(".0")
    try:
        return str(Kato.parse(plain)) if plain else ""
    except KatoError:
        return Bad(raw, "kato")


_OKED = re.compile(r"^[A-U]?\d{2}(?:\.?\d{1,2}){0,3}$|^[A-U]$")


def oked(raw: str) -> str:
    """Return a code of activity: digits without points, or the letter of a section."""
    plain = re.sub(r"\s", "", raw).upper().removesuffix(".0")
    if not plain:
        return ""
    # 1C writes the name after the code: "05100 Добыча каменного угля".
    head = re.match(r"^\s*([A-Ua-u]?[\d.]+|[A-Ua-u])(?=\s|$)", raw)
    plain = head[1].upper() if head else plain
    if not _OKED.match(plain):
        return Bad(raw, "oked")
    return plain.replace(".", "")


def choice(choices: Mapping[str, str]) -> Cleaner:
    """Return a cleaner that knows these words only; a value itself is a word, too."""
    known = {folded(word): value for word, value in choices.items()}
    known.update({folded(value): value for value in choices.values()})

    def clean(raw: str) -> str:
        return known.get(folded(raw)) or (Bad(raw, "choice") if raw else "")

    return clean
