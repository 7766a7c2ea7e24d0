"""The rows of one plain sheet, while it is being unpacked."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

from ortaq.lib.workbooks.parts import Parts, UnusualError, holds, parts_of, pieces_of, plain, utf8

MOST_LINES = 1_048_576
LONGEST_ROW = 8 << 20  # bytes
_LETTERS = 26
# Day 0 as all days after February 1900 are counted: Excel gives that year a 29 February.
_EPOCH, _MARCH_1900, _YEAR_10000 = date(1899, 12, 30), 61, 2_958_466

# Column, style, kind, value, text. What does not fit is noticed, because the cells are counted.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?'
    r"(?:/>|>(?:<v>([^<]*)</v>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)
# The same of rows that hold texts only: written in the cells, or as numbers of shared words.
_INLINE = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="\d+")? t="inlineStr">'
    r"<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is></c>"
)
_SHARED = re.compile(r'<c r="([A-Z]{1,3})\d+"(?: s="\d+")? t="s"><v>(\d+)</v></c>')
_ALL_TEXT = {' t="inlineStr">': _INLINE, ' t="s">': _SHARED}
_ROW = re.compile(r'<row r="(\d{1,7})"')
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, KeyError, RuntimeError)
Value = str | float | date
Cell = tuple[str, str, str, str, str]


def plain_rows(path: str, index: int) -> Iterator[list[Value]]:
    """Yield the rows of the sheet at a place, from its first line to its last one with a value.

    A row ends with its last cell; numbers are floats. Raises UnusualError where calamine would
    know more: merged cells, times and other formats, formulas, rich text, mistakes, damage.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = parts_of(archive, index)
            if holds(archive, parts.sheet, b"<mergeCell"):  # they stand behind the rows
                raise UnusualError
            yield from _in_place(_blocks_of(archive, parts.sheet), parts)
    except _DAMAGE as error:
        raise UnusualError from error


def _in_place(blocks: Iterator[str], parts: Parts) -> Iterator[list[Value]]:
    """Yield rows in the place of their numbers; blank ones only before one with a value."""
    at = 0
    for block in blocks:
        numbers = list(map(int, _ROW.findall(block)))
        if block.count("<row") != len(numbers) or not block.lstrip().startswith("<row"):
            raise UnusualError
        rows = _even(block, len(numbers), parts) or _uneven(block, parts)
        for number, row in zip(numbers, rows, strict=True):
            if not at < number <= MOST_LINES:
                raise UnusualError
            if any(row) or 0.0 in row:
                yield from ([] for _ in range(number - at - 1))
                yield row
                at = number


def _blocks_of(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Yield what is written of many rows at once."""
    left, has_begun = b"", False
    for piece in pieces_of(archive, name):
        left += piece
        if not has_begun:
            has_begun, left = _beginning(left)
        whole, end, left = left.rpartition(b"</row>")
        if len(left) > LONGEST_ROW:
            raise UnusualError
        if end:
            text = utf8(whole + end)
            if "&#" in text or "_x" in text:  # signs by number, Excel's own way to write some
                raise UnusualError
            yield text
        if b"</sheetData>" in left:
            break
    if not left.lstrip().startswith(b"</sheetData>"):  # behind rows without cells, or nowhere
        raise UnusualError


def _beginning(data: bytes) -> tuple[bool, bytes]:
    """Part the rows from what stands before them; whether they have begun."""
    head, mark, rows = data.partition(b"<sheetData>")
    if _OTHER_ENCODING.match(head):
        raise UnusualError
    return bool(mark), rows if mark else head


def _even(block: str, rows: int, parts: Parts) -> list[list[Value]] | None:
    """Read rows of nothing but texts, none left out, all at once; most lists are such."""
    cells = block.count("<c")
    width, rest = divmod(cells, rows)
    texts: Sequence[str] = ()
    for mark, pattern in _ALL_TEXT.items():
        if not rest and block.count(mark) == cells:
            found: list[tuple[str, str]] = pattern.findall(block)
            columns, texts = zip(*found, strict=True) if found else ((), ())
            if columns != _usual(width) * rows:
                return None
            texts = _words(texts, parts) if pattern is _SHARED else texts
            if pattern is _INLINE and "&" in block:
                texts = list(map(plain, texts))
    return [list(texts[at : at + width]) for at in range(0, len(texts), width)] if texts else None


def _words(numbers: Sequence[str], parts: Parts) -> list[str]:
    try:
        return [parts.words[int(number)] for number in numbers]
    except IndexError as error:
        raise UnusualError from error


def _uneven(block: str, parts: Parts) -> list[list[Value]]:
    """Read any plain rows."""
    return [_row(row, parts) for row in block.split("<row")[1:]]


def _row(text: str, parts: Parts) -> list[Value]:
    cells: list[Cell] = _CELL.findall(text)
    if text.count("<c") != len(cells):
        raise UnusualError
    if not cells:
        return []
    columns = tuple(cell[0] for cell in cells)
    values = [_value(cell, parts) for cell in cells]
    return values if columns == _usual(len(columns)) else _placed(columns, values)


def _value(cell: Cell, parts: Parts) -> Value:
    _column, style, kind, number, text = cell
    if kind == "s" and number.isdecimal() and int(number) < len(parts.words):
        return parts.words[int(number)]
    if kind == "inlineStr":
        return plain(text) if "&" in text else text
    if not kind and not number:
        return ""
    if kind in {"", "n"} and style in parts.number_styles:
        try:
            return float(number)
        except ValueError as error:
            raise UnusualError from error
    if kind in {"", "n"} and style in parts.day_styles:
        return _day(number)
    raise UnusualError


@lru_cache(maxsize=65_536)  # the days of a life and a half
def _day(number: str) -> date:
    if number.isdecimal() and _MARCH_1900 <= int(number) < _YEAR_10000:
        return _EPOCH + timedelta(days=int(number))
    raise UnusualError


@cache
def _usual(width: int) -> tuple[str, ...]:
    """Return the names of columns when none is left out."""
    return tuple(map(_name, range(width)))


def _name(place: int) -> str:
    before, last = divmod(place, _LETTERS)
    return (_name(before - 1) if before else "") + chr(ord("A") + last)


@cache
def _place(column: str) -> int:
    place = 0
    for letter in column:
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1


def _placed(columns: Sequence[str], values: list[Value]) -> list[Value]:
    """Return values in their columns, the ones left out empty."""
    places = list(map(_place, columns))
    if sorted(set(places)) != places:
        raise UnusualError
    row: list[Value] = [""] * (places[-1] + 1)
    for place, value in zip(places, values, strict=True):
        row[place] = value
    return row
