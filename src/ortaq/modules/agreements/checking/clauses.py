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

_CELL = re.compile(r"^(?:не (?:менее|более) |до |от )?\d{1,3}(?:[.,]\d+)?(?:\s?[-–]\s?\d{1,3})?$")
_IN_UNITS = re.compile(
    r"(?:,\s*|\(\s*)(?P<unit>(?:в )?(?:календарн|рабоч|күнтізбелік|жұмыс|кал|раб)?\S*\s?(?:дн|день|час|ч\b|минут|мин|месяц|мес|недел|лет|год|%|процент|күн|сағат|ай\b|апта|жыл|пайыз)[^()|]{0,24}?)\)?\s*$"
)


@dataclass(slots=True)
class _Open:
    """The clause that is being read."""

    number: str = ""
    item: str = ""
    heading: str = ""
    annex: str = ""
    lead: str = ""
    columns: tuple[str, ...] = ()


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
    entry = bool(_BULLET.match(text))
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
        now.lead = ""
    elif item:
        now.item, text = item["item"], item["rest"]
    elif not now.number and len(text) < _LONG_HEADING and text.upper() == text:
        now.heading = text
        return
    _put(_with_units(text, now), place, now, clauses, is_entry=bool(item) or entry)


def _put(text: str, place: int, now: _Open, clauses: list[Clause], *, is_entry: bool) -> None:
    """Add a clause; an entry of a list keeps the words that opened the list."""
    is_entry = is_entry or text[:1].islower()
    clauses.append(_clause(now, text, place, lead=now.lead if is_entry else ""))
    if text.endswith(":"):
        now.lead = text


def _is_heading(number: str, rest: str) -> bool:
    """ "3. Working time" is a heading; "3. The week has 40 hours." is a clause."""
    return (
        "." not in number
        and len(rest) < _LONG_HEADING
        and not rest.rstrip().endswith((".", ";", ":", ","))
        and not re.search(r"\d", rest)
    )


def _with_units(text: str, now: _Open) -> str:
    """Say a table's units where its numbers stand: "Leave, calendar days | 22"."""
    if " | " not in text:
        now.columns = ()
        return text
    cells = text.split(" | ")
    numbers = [bool(_CELL.match(cell)) for cell in cells]
    if not any(numbers[1:]):
        now.columns = tuple(cells)
        return text
    said = [
        _said(cells, place, now.columns) if place and numbers[place] else cell
        for place, cell in enumerate(cells)
    ]
    return " | ".join(said)


def _said(cells: list[str], place: int, columns: tuple[str, ...]) -> str:
    """One number of a row, with the unit of the cell before it or of its column."""
    own = _IN_UNITS.search(cells[place - 1])
    if own:
        return f"{cells[place]} {own['unit']}"
    column = columns[place] if len(columns) == len(cells) else ""
    over = _IN_UNITS.search(column)
    if not over:
        return cells[place]
    return f"{column[: over.start()]} – {cells[place]} {over['unit']}"


def _clause(now: _Open, text: str, place: int, *, heading: bool = False, lead: str = "") -> Clause:
    number = now.number
    if now.annex and number:
        number = f"{number} ({now.annex.split(' к ')[0].strip()})"  # its own number comes first
    return Clause(
        number or ("" if not heading else text[:20]),
        "" if heading else now.item,
        "" if heading else text,
        language_of(text),
        now.heading,
        place,
        lead,
    )


def numbered(clauses: list[Clause]) -> list[Clause]:
    """Give clauses without any number the ordinal of their paragraph, so that all can be named."""
    return [c if c.number else replace(c, number=f"¶{c.place + 1}") for c in clauses if c.text]
