"""What the child does: ``main(WORKBOOK, FOLDER, SECTION)`` writes each sheet to FOLDER/N.tsv.

One line a row of the sheet, so that line numbers agree with what the office sees.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MOST_SHEETS = 20
WIDE = 3  # a merged cell over so many columns is a heading of a section, not a value

_BREAKS = re.compile("[\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def _text(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, dates as ISO."""
    kind = type(value)
    if kind is str:
        text: str = value
        return text if text.isprintable() else _BREAKS.sub(" ", text)  # most are
    if kind is float:
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if kind is datetime:
        moment: datetime = value
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (bool, int, timedelta)) else ""


class _Merged:
    """Cells that stand for several: downwards the value is repeated, a wide one is marked."""

    def __init__(self, ranges: list[Any], section: str) -> None:
        self.section = section
        self.begin: dict[int, list[tuple[int, int]]] = {}
        self.wide: set[tuple[int, int]] = set()
        self.running: dict[int, tuple[int, str]] = {}
        for (top, left), (bottom, right) in ranges:
            if right - left + 1 >= WIDE:
                self.wide.add((top, left))
            elif bottom > top:
                self.begin.setdefault(top, []).append((left, bottom))

    def apply(self, line: int, row: list[str]) -> list[str]:
        if self.running:
            self.running = {c: held for c, held in self.running.items() if held[0] >= line}
            for column, (_last, text) in self.running.items():
                if column < len(row) and not row[column]:
                    row[column] = text
        for column, last in self.begin.get(line, ()):
            if column < len(row):
                self.running[column] = (last, row[column])
        if self.wide:
            row = [
                self.section + text if text and (line, column) in self.wide else text
                for column, text in enumerate(row)
            ]
        return row


def _rows(sheet: Any, section: str) -> Iterator[list[str]]:
    left = [""] * (sheet.start[1] if sheet.start else 0)
    ranges = sheet.merged_cell_ranges or []
    merged = _Merged(ranges, section) if ranges else None
    for line, values in enumerate(sheet.iter_rows()):
        row = left + [_text(value) for value in values]
        yield merged.apply(line, row) if merged else row


def main(workbook: str, folder: str, section: str) -> str:
    """Write every visible sheet; return their names as JSON."""
    try:
        book = CalamineWorkbook.from_path(workbook)
        visible = [
            (index, sheet.name)
            for index, sheet in enumerate(book.sheets_metadata)
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ][:MOST_SHEETS]
        for number, (index, _name) in enumerate(visible):
            path = Path(folder) / f"{number}.tsv"
            with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
                for row in _rows(book.get_sheet_by_index(index), section):
                    out.write("\t".join(row) + "\n")
    except PasswordError:
        return json.dumps({"refused": "encrypted"})
    except CalamineError:
        return json.dumps({"refused": "broken"})
    return json.dumps({"sheets": [name for _index, name in visible]})
