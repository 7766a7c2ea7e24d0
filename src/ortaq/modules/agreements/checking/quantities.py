"""Reads quantities out of a sentence: a number, its unit, per what, at least or at most."""

import re

from ortaq.modules.agreements.checking.model import Quantity
from ortaq.modules.agreements.checking.numerals import JOINED, PREFIXES, numbers
from ortaq.modules.agreements.checking.units import (
    BARE,
    BARE_KIND,
    BIRTH,
    EVERY_AFTER,
    EVERY_BEFORE,
    FIXED,
    HALF_HOUR,
    HALF_YEAR,
    JOINED_KIND,
    MAX_AFTER,
    MAX_BEFORE,
    MIN_AFTER,
    MIN_BEFORE,
    MONTHDAY_KK,
    MONTHDAY_KK_DAY,
    ORDINAL_DAY,
    ORDINALS,
    PARTS,
    PER_AFTER,
    PER_BEFORE,
    PERS,
    RANGE,
    RATED,
    REGIME,
    TWICE,
    TWO_DAYS,
    UNIT,
    UNSAID,
    UPTO_AFTER,
    UPTO_BEFORE,
)


def plain(text: str) -> str:
    """Small letters, ё as е, one kind of dash; the same length, so that spans hold."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lowered.translate(_SAME)


_SAME = str.maketrans(
    {
        "ё": "е",
        "\u00a0": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u202f": " ",
        "\t": " ",
        "\n": " ",
        "ѐ": "е",
    }
)


def quantities(text: str) -> list[Quantity]:
    """Read the quantities of ``text`` (made ``plain``), in the order of their places."""
    found = [*_parts(text), *_numbered(text), *_joined(text), *_fixed(text), *_bare(text)]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if kept and quantity.start < kept[-1].end:
            continue
        kept.append(quantity)
    return kept


def _numbered(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    low: tuple[float, int, int] | None = None
    for value, start, end in numbers(text):
        kind, stop = _unit(text, end)
        if kind == "day" and REGIME.match(text, end):
            low = None
            continue
        kind, stop = _unsaid_unit(text, start, end, found) if not kind else (kind, stop)
        first, high, begin = value, value, start
        if low and RANGE.match(text[low[2] : start]) and value > low[0]:
            first, begin = low[0], low[1]
        low = None
        if not kind:
            low = (value, start, end)
            if _bare_rate(text, start, value) or (
                value <= 5 and UNSAID.search(text[:start]) and not RANGE.match(text[end : end + 4])
            ):
                found.append(_made(text, "coefficient", (value, value), (start, end), words=""))
            continue
        if kind == "monthday" and (other := TWO_DAYS.search(text[:start])):
            first = high = min(value, float(other["day"]))  # "on the 5th and the 20th"
        found.append(_made(text, kind, (first, high), (begin, stop), words=text[end:stop]))
    return found


def _bare_rate(text: str, start: int, value: float) -> bool:
    """Whether a bare fraction stands for a rate: "night work - 1.4"."""
    return 1 < value < 3 and value % 1 > 0 and bool(RATED.search(text[:start]))


def _unsaid_unit(text: str, start: int, end: int, found: list[Quantity]) -> tuple[str, int]:
    """The unit of "the fifteenth of the next month" and of "70 days before and 56 after"."""
    if re.search(r"ай(?:дың|ының) $", text[:start]):
        return "monthday", end
    if found and found[-1].kind == "day" and BIRTH.match(text, end):
        return "day", end
    return "", end


def _unit(text: str, end: int) -> tuple[str, int]:
    if text[end : end + 1] in {".", ")"} and text[end + 1 : end + 2].isdigit():
        return "", end
    if re.search(r"ай(?:дың|ының) \d{1,2}$", text[max(0, end - 14) : end]):
        match = MONTHDAY_KK_DAY.match(text, end)
        if match:
            return "monthday", match.end()
    for kind, unit in UNIT:
        match = unit.match(text, end)
        if match:
            return kind, match.end()
    match = MONTHDAY_KK.match(text, end)
    if match and text[end - 1 : end].isdigit():
        return "monthday", match.end()
    return "", end


def _joined(text: str) -> list[Quantity]:
    return [
        _made(
            text,
            JOINED_KIND[match["unit"]],
            (PREFIXES[match["prefix"]],) * 2,
            match.span(),
            words=match.group(),
        )
        for match in JOINED.finditer(text)
        if not (match["unit"] == "дневн" and re.match(r"\s(?:рабоч|недел)", text[match.end() :]))
        if match["prefix"] or re.match(r"\s(?:срок|средн|заработ)", text[match.end() :])
    ]


def _parts(text: str) -> list[Quantity]:
    return [
        *(
            _made(text, "minute", (30.0, 30.0), match.span(), words="")
            for match in HALF_HOUR.finditer(text)
        ),
        *(
            _made(text, "times", (value, value), match.span(), words="")
            for pattern, value in TWICE
            for match in pattern.finditer(text)
        ),
        *(
            _made(text, "month", (6.0, 6.0), match.span(), words="")
            for match in HALF_YEAR.finditer(text)
        ),
        *(
            _made(text, "monthday", (float(ORDINALS[match[1]]),) * 2, match.span(), words="")
            for match in ORDINAL_DAY.finditer(text)
        ),
        *(
            _made(text, "percent", (value, value), match.span(), words="")
            for pattern, value in PARTS
            for match in pattern.finditer(text)
        ),
    ]


def _fixed(text: str) -> list[Quantity]:
    return [
        _made(text, "coefficient", (value, value), match.span(), words="")
        for pattern, value in FIXED
        for match in pattern.finditer(text)
    ]


def _bare(text: str) -> list[Quantity]:
    found = []
    for match in BARE.finditer(text):
        name = "ru" if match["ru"] else "kk"
        word = match[name].removeprefix("календарн").split()[-1]
        kind = BARE_KIND.get(word[:3]) or BARE_KIND.get(word[:2])
        if kind:
            found.append(_made(text, kind, (1.0, 1.0), match.span(name), words=match[name]))
    return found


def _made(
    text: str, kind: str, values: tuple[float, float], span: tuple[int, int], *, words: str
) -> Quantity:
    start, end = span
    before, after = text[max(0, start - 60) : start], text[end : end + 48]
    days = ""
    if kind == "day":
        near = words + " " + after[:2]
        days = (
            "working"
            if re.search(r"рабоч|раб\.|р\. ?д|жұмыс", near)
            else "calendar"
            if re.search(r"кал\.|к\. ?д|календар|күнтізбе|сут|тәулік", near)
            else ""
        )
        if re.search(r"сут|тәулік", words) and values[0] == values[1] == 1 and not days:
            days = "calendar"
    return Quantity(
        values[0],
        values[1],
        kind,
        start,
        end,
        days,
        _per(before, after),
        _bound(before, after),
        bool(EVERY_BEFORE.search(before) or EVERY_AFTER.match(after)),
    )


def _per(before: str, after: str) -> str:
    match = PER_AFTER.match(after)
    if not match:
        tail = re.split(r"[;.]", before)[-1]
        found = list(PER_BEFORE.finditer(tail))
        match = found[-1] if found else None
    if not match:
        return ""
    groups = match.groupdict()
    word = (
        groups.get("per")
        or groups.get("during")
        or groups.get("kk")
        or groups.get("adj")
        or ("нед" if groups.get("week") else "")
    )
    return PERS.get(word[:3], "")


def _bound(before: str, after: str) -> str:
    if MIN_BEFORE.search(before) or MIN_AFTER.match(after):
        return "min"
    if MAX_BEFORE.search(before) or MAX_AFTER.match(after):
        return "max"
    if UPTO_BEFORE.search(before) or UPTO_AFTER.match(after):
        return "upto"
    return ""


__all__ = ["plain", "quantities"]
