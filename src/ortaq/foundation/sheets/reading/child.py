"""The child: ``main(WORKBOOK, FOLDER, SECTION)`` writes each sheet to FOLDER/N.tsv.

One line a row of the sheet, so that line numbers agree with what the office sees. It says on lines
of JSON what is ready, so that the parent reads while it writes: {"sheets": [names]}, then
{"sheet": N, "bytes": so many, "whole": false}; or {"refused": why} at any time.
"""

import gc
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import TextIOWrapper
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ortaq.lib.workbooks import UnusualError, plain_rows

MOST_SHEETS = 20
BLOCK = 1_000  # rows
WIDE = 3  # a merged cell over so many columns is a heading of a section, not a value

_MARKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BREAKS = re.compile(f"[\t\n{_MARKS}]")


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


def _blocks(book: CalamineWorkbook, path: str, index: int, section: str) -> Iterator[str]:
    """Yield the rows of a sheet as text, many at once.

    Calamine reads a sheet whole before it gives the first row, so plain ones are streamed, and
    it goes on where they stop being plain.
    """
    done, rows = 0, plain_rows(path, index)
    try:
        while block := list(islice(rows, BLOCK)):
            yield _joined(block, "")
            done += len(block)
    except UnusualError:
        is_plain = False
    else:
        is_plain = True
    if not is_plain:
        yield from _others(book.get_sheet_by_index(index), section, done)


def _others(sheet: Any, section: str, done: int) -> Iterator[str]:
    """Yield the rows of a sheet of any kind; the first ones are done."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    ranges = sheet.merged_cell_ranges or []
    rows = sheet.iter_rows()
    if ranges:
        merged = _Merged(ranges, section)
        for line, values in enumerate(rows):
            row = merged.apply(line, [*left, *map(_text, values)])
            if line >= done:
                yield "\t".join(row) + "\n"
        return
    before, rows = "\t" * len(left), islice(rows, done, None)
    while block := list(islice(rows, BLOCK)):
        yield _joined(block, before)


def _joined(block: list[list[Any]], before: str) -> str:
    """Return rows as text, short ones filled up; whole columns at once, most need nothing."""
    columns = [
        column if set(map(type, column)) == {str} else tuple(map(_text, column))
        for column in zip_longest(*block, fillvalue="")
    ]
    text = _lines(columns, before)
    tabs = (len(before) + max(len(columns) - 1, 0)) * len(block)
    is_plain = text.count("\t") == tabs and text.count("\n") == len(block)
    if is_plain and not any(mark in text for mark in _MARKS):
        return text
    return _lines([tuple(map(_text, column)) for column in columns], before)


def _lines(columns: list[tuple[Any, ...]], before: str) -> str:
    return "".join([f"{before}{line}\n" for line in map("\t".join, zip(*columns, strict=True))])


def _say(**words: Any) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201 -- the parent reads it


def _write(number: int, blocks: Iterator[str], out: TextIOWrapper) -> None:
    for text in blocks:
        out.write(text)
        if len(text) > BLOCK:  # not for single rows
            out.flush()
            _say(sheet=number, bytes=out.tell(), whole=False)
    out.flush()
    _say(sheet=number, bytes=out.tell(), whole=True)


def main(workbook: str, folder: str, section: str) -> str:
    """Write every visible sheet."""
    gc.disable()  # it would look for rings among millions of cells, and there are none
    try:
        book = CalamineWorkbook.from_path(workbook)
        visible = [
            (index, sheet.name)
            for index, sheet in enumerate(book.sheets_metadata)
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ][:MOST_SHEETS]
        _say(sheets=[name for _index, name in visible])
        for number, (index, _name) in enumerate(visible):
            path = Path(folder) / f"{number}.tsv"
            with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
                _write(number, _blocks(book, workbook, index, section), out)
    except PasswordError:
        return json.dumps({"refused": "encrypted"})
    except CalamineError:
        return json.dumps({"refused": "broken"})
    return json.dumps({})
