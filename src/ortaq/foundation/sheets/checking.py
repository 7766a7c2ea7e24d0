"""PURE. Blocks of rows as in the file become lines for COPY: cells clean, problems named.

Two million rows have thirty million cells, so what is done to each of them is done to whole
columns by what runs in C: ``map``, ``zip``, ``set``. Loops are for the few rows that need one.
"""

import json
import string
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from operator import itemgetter

from ortaq.foundation.sheets import cells
from ortaq.foundation.sheets.cells import Bad, Cleaner, folded
from ortaq.foundation.sheets.headers import Head, trimmed
from ortaq.foundation.sheets.layouts import Column, Layout
from ortaq.foundation.sheets.reading.text import SECTION
from ortaq.foundation.sheets.whole import ColumnCleaner, column_cleaner

BLOCK = 1_000  # rows; small enough to stay in the processor's cache
MOST_ROWS = 5_000_000
NEAR = 2  # columns to either side where a cell that slipped is looked for
_TOTALS = ("итого", "всего", "барлығы", "жиыны", "total")
_NUMBERS: dict[str, Cleaner] = {"iin": cells.iin, "bin": cells.bin_}


class TooManyRowsError(Exception):
    """More rows than a sheet may have."""


Problems = dict[int, list[dict[str, str]]]  # place in the block → what is wrong


@dataclass
class Tally:
    """What was met on the way."""

    rows: int = 0
    wrong: int = 0
    passed_over: int = 0
    line: int = 0
    problems: Counter[str] = field(default_factory=Counter)  # "column code"


@dataclass(frozen=True, slots=True)
class Block:
    """Ready text for COPY, and how many rows there were up to its end."""

    text: str
    rows: int
    passed_over: int


@dataclass(frozen=True)
class Place:
    """One column: where it stands in the file (None: not there), and how it is cleaned."""

    column: Column
    at: int | None
    clean: ColumnCleaner


class Checker:
    """Checks the rows below a head; ``blocks`` yields ready text for COPY."""

    def __init__(self, layout: Layout, head: Head, batch_id: int, *, this_year: int) -> None:
        self.layout, self.head, self.batch_id = layout, head, batch_id
        self.places = [
            Place(
                column, head.places.get(column.name), column_cleaner(column, this_year=this_year)
            )
            for column in layout.columns
        ]
        self.required = [p.at for p in self.places if p.column.required and p.at is not None]
        self.width = len(head.headers)
        self.tally = Tally(line=head.line)
        self.usual = _usual_beginnings(head.headers)

    def blocks(self, rows: Iterator[list[str]]) -> Iterator[Block]:
        """Yield blocks of lines for COPY; ``rows`` begin below the head."""
        tally = self.tally
        while block := list(islice(rows, BLOCK)):
            first = tally.line + 1
            tally.line += len(block)
            if tally.line > MOST_ROWS:
                raise TooManyRowsError
            yield Block(self._block(block, first), tally.rows, tally.passed_over)

    def _block(self, rows: list[list[str]], first: int) -> str:
        lines: Sequence[int] = range(first, first + len(rows))
        if not all(map(any, rows)):
            numbered = [(n, row) for n, row in zip(lines, rows, strict=True) if any(row)]
            self.tally.passed_over += len(rows) - len(numbered)
            if not numbered:
                return ""
            lines, rows = [n for n, _row in numbered], [row for _n, row in numbered]
        columns = _columns(rows)
        problems: Problems = {}
        cleaned = [self._column(place, columns, len(rows), problems) for place in self.places]
        for extra in columns[self.width :]:
            if any(extra):
                _too_long(extra, problems)
        asked: Collection[int] = self._odd_beginnings(lines, columns)
        if self.required:  # headings and totals lack what a row must have
            asked = problems.keys() & asked
        dropped = {n for n in asked if self._is_no_row(lines[n], rows[n])}
        for n in dropped:
            problems.pop(n, None)
        if problems:
            self._find_shifted(rows, problems)
        self._count(len(rows), len(dropped), problems)
        return _copy_text(self.batch_id, lines, cleaned, problems, dropped)

    def _odd_beginnings(self, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> set[int]:
        """Return the rows that may be headings, totals or headers, by how they begin.

        Looked at is the first column with anything in it; a row with nothing there is odd.
        """
        at = next((at for at, column in enumerate(columns) if any(column)), 0)
        usual = self.usual[at] if at < len(self.usual) else frozenset[str]()
        odd = {n for n, cell in enumerate(columns[at]) if cell[:1] not in usual}
        return odd | {0} if lines[0] == self.head.line + 1 else odd

    def _count(self, rows: int, dropped: int, problems: Problems) -> None:
        self.tally.passed_over += dropped
        self.tally.rows += rows - dropped
        self.tally.wrong += len(problems)
        for found in problems.values():
            self.tally.problems.update(f"{one['column']} {one['code']}" for one in found)

    def _column(
        self, place: Place, columns: Sequence[Sequence[str]], count: int, problems: Problems
    ) -> list[str]:
        """Clean one column of a block, and note what did not pass."""
        if place.at is not None and place.at < len(columns):
            cleaned = place.clean(columns[place.at])
        elif place.column.required:
            cleaned = [""] * count
        else:
            return [""] * count
        if place.column.required and "" in cleaned:
            cleaned = [cell or Bad("", "required") for cell in cleaned]
        if Bad in set(map(type, cleaned)):  # most columns have none
            for n, cell in enumerate(cleaned):
                if cell.__class__ is Bad:
                    _note(problems, n, place.column.name, cell.code)
        return cleaned

    def _find_shifted(self, rows: list[list[str]], problems: Problems) -> None:
        """Say of a wrong row that its cells have slipped, where a number stands next door."""
        for place in self.places:
            check = _NUMBERS.get(place.column.kind)
            if check is None or place.at is None:
                continue
            for n, found in problems.items():
                if not any(p["column"] == place.column.name for p in found):
                    continue
                at, row = place.at, rows[n]
                near = [*row[max(at - NEAR, 0) : at], *row[at + 1 : at + 1 + NEAR]]
                if any(cell and check(cell).__class__ is str for cell in near):
                    _note(problems, n, "", "row_shifted")

    def _is_no_row(self, line: int, row: list[str]) -> bool:
        """Whether a row is blank, a heading of a section, a total, or the headers once more."""
        filled = [cell for cell in row if cell and not cell.isspace()]
        if not filled or (len(filled) == 1 and filled[0].startswith(SECTION)):
            return True
        if trimmed(row) == self.head.headers:
            return True
        if folded(filled[0]).startswith(_TOTALS):
            return True
        numbers = [str(n) for n in range(1, len(filled) + 1)]  # "1 2 3 4": of the columns
        return line == self.head.line + 1 and len(filled) > 1 and filled == numbers


_LETTERS = string.ascii_letters + "".join(map(chr, range(0x0410, 0x0450))) + "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё"
_TOTAL_LETTERS = {letter for word in _TOTALS for letter in (word[0], word[0].upper())}


def _usual_beginnings(headers: Sequence[str]) -> list[frozenset[str]]:
    """Return, for each column, the first letters that only a row of data has.

    Not those of words for a total, nor of that column's own header; nor signs, behind which
    such words may stand.
    """
    usual = frozenset(string.digits + _LETTERS) - _TOTAL_LETTERS
    return [usual - {header[:1]} for header in headers]


def _columns(rows: list[list[str]]) -> Sequence[Sequence[str]]:
    """Return rows as columns, short rows filled up."""
    widths = set(map(len, rows))
    if len(widths) > 1:
        return list(zip_longest(*rows, fillvalue=""))
    return [list(map(itemgetter(at), rows)) for at in range(widths.pop())]


def _note(problems: Problems, n: int, column: str, code: str) -> None:
    problems.setdefault(n, []).append({"column": column, "code": code})


def _too_long(extra: Sequence[str], problems: Problems) -> None:
    for n, cell in enumerate(extra):
        if cell.strip() and {"column": "", "code": "row_too_long"} not in problems.get(n, ()):
            _note(problems, n, "", "row_too_long")


def _copy_text(
    batch_id: int,
    lines: Sequence[int],
    cleaned: list[list[str]],
    problems: Problems,
    dropped: Collection[int],
) -> str:
    """Return rows in COPY's text form: batch, line, cells, verdict, problems, sound."""
    begin = f"{batch_id}\t"
    arrays = map('","'.join, zip(*map(_escaped, cleaned), strict=True))
    made = [
        f'{begin}{line}\t{{"{array}"}}\tnew\t\\N\tt\n'
        for line, array in zip(lines, arrays, strict=True)
    ]
    for n, found in problems.items():
        raw = (_escape(_one_line(column[n])) for column in cleaned)
        told = json.dumps(found).replace("\\", "\\\\")
        array = '","'.join(raw)
        made[n] = f'{begin}{lines[n]}\t{{"{array}"}}\twrong\t{told}\tf\n'
    for n in dropped:
        made[n] = ""
    return "".join(made)


def _escaped(column: list[str]) -> list[str]:
    """Return a column as it stands in an array in COPY's text; most need nothing."""
    together = "".join(column)
    return list(map(_escape, column)) if '"' in together or "\\" in together else column


def _escape(cell: str) -> str:
    return cell.replace("\\", "\\\\\\\\").replace('"', '\\\\"')


def _one_line(cell: str) -> str:
    """Return a cell that did not pass without marks that would end a line or a column."""
    return " ".join(cell.replace("\0", "\ufffd").split())
