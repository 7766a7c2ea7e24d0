"""Cuts the text of an agreement into numbered clauses; pairs the two languages of one point.

A line that begins with a number opens a clause; "1)" opens an item inside it; a line without a
number goes on with the clause before it. Cells of a row of a table are joined by " | ".
"""

import re
from dataclasses import dataclass, replace

from ortaq.modules.agreements.checking.model import Clause
from ortaq.modules.agreements.checking.quantities import plain

_NUMBER = re.compile(
    r"^(?:(?:пункт|п\.|статья|ст\.|тармақ|бап|§)\s*)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}(?:-\d{1,2})?)"
    r"(?:\.\)?|\)\.?|-?\s?(?:тармақ|бап|пункт)\w*\.?|(?=\s+\D))\s*(?=\S)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(r"^(?P<item>\d{1,2}|[а-яa-zәі])\)\s+(?P<rest>.+)$", re.DOTALL)
_BULLET = re.compile(r"^[-–—•*·▪]\s+")
_HEADING = re.compile(
    r"^(?:раздел|глава|бөлім|тарау|\d{1,2}[-\s]?(?:бөлім|тарау)|приложение|қосымша|\d{1,2}-қосымша|[IVXLC]{1,5}\.)\b",
    re.IGNORECASE,
)
_KAZAKH = re.compile(r"[әғқңөұүһі]")
_LONG_HEADING = 90
_UNIT_AFTER = re.compile(
    r"^(?:календарн|рабоч|дн|час|процент|%|месяц|недел|год|лет|тенге|минут|күн|жұмыс|сағат|ай\b|пайыз|числ)"
)


@dataclass(slots=True)
class _Open:
    """The clause that is being read."""

    number: str = ""
    item: str = ""
    heading: str = ""
    annex: str = ""


def language_of(text: str) -> str:
    """Kazakh if it has letters that Russian lacks, or words that only Kazakh has."""
    low = plain(text)
    kazakh = len(_KAZAKH.findall(low))
    return "kk" if kazakh >= max(2, len(low) // 60) else "ru"


def cut(lines: list[str]) -> list[Clause]:
    """Cut paragraphs into clauses, in the order of the document."""
    clauses: list[Clause] = []
    now = _Open()
    for place, line in enumerate(lines):
        for text in _sides(line):
            _take(text, place, now, clauses)
    return clauses


def _sides(line: str) -> list[str]:
    """Part the two languages of a bilingual row: each goes by itself."""
    if " | " not in line:
        return [line.strip()] if line.strip() else []
    cells = [cell.strip() for cell in line.split(" | ") if cell.strip()]
    long = [cell for cell in cells if len(cell) > 25]
    if len(long) >= 2 and len({language_of(cell) for cell in long}) == 2:
        number = cells[0] if len(cells[0]) < 8 and cells[0][:1].isdigit() else ""
        return [
            cell if not number or _NUMBER.match(cell) else f"{number.rstrip('.')}. {cell}"
            for cell in long
        ]
    return [" | ".join(cells)]


def _take(text: str, place: int, now: _Open, clauses: list[Clause]) -> None:
    if text.startswith("#"):  # a remark above the text
        return
    text = _BULLET.sub("", text)
    item = _ITEM.match(text)
    number = None if item and now.number else _NUMBER.match(text)
    if number and _UNIT_AFTER.match(number["rest"].lower()) and re.match(r"^\d+\s", text):
        number = None  # "10 working days ..." goes on with the clause before
    if _HEADING.match(text) or (number and _is_heading(number["number"], number["rest"])):
        now.heading, now.item = text, ""
        now.number = number["number"] if number else ""
        if re.match(r"(?:приложение|қосымша|\d{1,2}-қосымша)", text.lower()):
            now.annex, now.number = text[:40], ""
        clauses.append(_clause(now, text, place, heading=True))
        return
    if number:
        now.number, now.item, text = number["number"], "", number["rest"]
    elif item:
        now.item, text = item["item"], item["rest"]
    elif not now.number and len(text) < _LONG_HEADING and text.upper() == text:
        now.heading = text
        return
    clauses.append(_clause(now, text, place))


def _is_heading(number: str, rest: str) -> bool:
    """ "3. Working time" is a heading; "3. The week has 40 hours." is a clause."""
    return (
        "." not in number
        and len(rest) < _LONG_HEADING
        and not rest.rstrip().endswith((".", ";", ":", ","))
        and not re.search(r"\d", rest)
    )


def _clause(now: _Open, text: str, place: int, *, heading: bool = False) -> Clause:
    number = now.number
    if now.annex and number:
        number = f"{now.annex.split(' к ')[0].strip()}, {number}"
    return Clause(
        number or ("" if not heading else text[:20]),
        "" if heading else now.item,
        "" if heading else text,
        language_of(text),
        now.heading,
        place,
    )


def numbered(clauses: list[Clause]) -> list[Clause]:
    """Give clauses without any number the ordinal of their paragraph, so that all can be named."""
    return [c if c.number else replace(c, number=f"¶{c.place + 1}") for c in clauses if c.text]
