"""PURE. Blocks of rows as in the file become lines for COPY: cells clean, problems named."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from ortaq.foundation.sheets import cells
from ortaq.foundation.sheets.cells import Bad, Cleaner, Memory, folded
from ortaq.foundation.sheets.headers import Head, trimmed
from ortaq.foundation.sheets.layouts import Column, Layout
from ortaq.foundation.sheets.reading.text import SECTION

BLOCK = 5_000
MOST_ROWS = 5_000_000
NEAR = 2  # columns to either side where a cell that slipped is looked for
_TOTALS = ("итого", "всего", "барлығы", "жиыны", "total")
# Cells that hardly come twice: remembering them would cost more than cleaning them.
_UNIQUE: dict[str, Cleaner] = {
    "iin": cells.iin,
    "phone": cells.phone,
    "email": cells.email,
}
_AGAIN: dict[str, Cleaner] = {
    "text": cells.text,
    "name": cells.name,
    "bin": cells.bin_,
    "sex": cells.sex,
    "number": cells.number,
    "kato": cells.kato,
    "oked": cells.oked,
}
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


@dataclass(frozen=True)
class Place:
    """One column: where it stands in the file (None: not there), and how it is cleaned."""

    column: Column
    at: int | None
    clean: Callable[[str], str]


class Checker:
    """Checks the rows below a head; ``blocks`` yields ready text for COPY."""

    def __init__(self, layout: Layout, head: Head, batch_id: int, *, this_year: int) -> None:
        self.layout, self.head, self.batch_id = layout, head, batch_id
        self.places = [
            Place(column, head.places.get(column.name), _cleaner(column, this_year))
            for column in layout.columns
        ]
        self.required = [p.at for p in self.places if p.column.required and p.at is not None]
        self.width = len(head.headers)
        self.tally = Tally(line=head.line)

    def blocks(self, rows: Iterator[list[str]]) -> Iterator[str]:
        """Yield blocks of lines for COPY; ``rows`` begin below the head."""
        while block := list(islice(rows, BLOCK)):
            first = self.tally.line + 1
            self.tally.line += len(block)
            if self.tally.line > MOST_ROWS:
                raise TooManyRowsError
            if text := self._block(block, first):
                yield text

    def _block(self, block: list[list[str]], first: int) -> str:
        numbered = [(n, row) for n, row in enumerate(block, first) if any(row)]
        self.tally.passed_over += len(block) - len(numbered)
        if not numbered:
            return ""
        lines, rows = [n for n, _row in numbered], [row for _n, row in numbered]
        columns = list(zip_longest(*rows, fillvalue=""))
        problems: Problems = {}
        cleaned = [self._column(place, columns, len(rows), problems) for place in self.places]
        for extra in columns[self.width :]:
            if any(extra):
                _too_long(extra, problems)
        # Headings and totals lack what a row must have, so only rows with problems are asked.
        asked = problems if self.required else range(len(rows))
        dropped = {n for n in asked if self._is_no_row(lines[n], rows[n])}
        for n in dropped:
            problems.pop(n, None)
        if problems:
            self._find_shifted(rows, problems)
        self._count(len(rows), len(dropped), problems)
        return _copy_text(self.batch_id, lines, cleaned, problems, dropped)

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
        if place.at is None or place.at >= len(columns):
            cleaned = [""] * count
        else:
            cleaned = list(map(place.clean, columns[place.at]))
        if place.column.required and "" in cleaned:
            cleaned = [cell or Bad("", "required") for cell in cleaned]
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


def _note(problems: Problems, n: int, column: str, code: str) -> None:
    problems.setdefault(n, []).append({"column": column, "code": code})


def _too_long(extra: Sequence[str], problems: Problems) -> None:
    for n, cell in enumerate(extra):
        if cell.strip() and {"column": "", "code": "row_too_long"} not in problems.get(n, ()):
            _note(problems, n, "", "row_too_long")


def _cleaner(column: Column, this_year: int) -> Callable[[str], str]:
    if column.kind in _UNIQUE:
        return _UNIQUE[column.kind]
    if column.kind == "choice":
        again: Cleaner = cells.choice(column.choices)
    elif column.kind == "date":

        def again(raw: str) -> str:
            return cells.day(raw, this_year=this_year)
    else:
        again = _AGAIN[column.kind]
    return Memory(again).__getitem__


def _copy_text(
    batch_id: int,
    lines: list[int],
    cleaned: list[list[str]],
    problems: Problems,
    dropped: Collection[int],
) -> str:
    """Return rows in COPY's text form: batch, line, cells, verdict, problems, sound."""
    begin = f"{batch_id}\t"
    fine = '"}\tnew\t\\N\tt\n'
    made = [
        f'{begin}{line}\t{{"' + '","'.join(row) + fine
        for line, row in zip(lines, zip(*cleaned, strict=True), strict=True)
    ]
    # Escaping is for the few rows that need it: for an array, then for COPY.
    blob = "".join(map("".join, cleaned))
    if '"' in blob or "\\" in blob:
        for n, row in enumerate(zip(*cleaned, strict=True)):
            if any("\\" in cell or '"' in cell for cell in row):
                made[n] = f"{begin}{lines[n]}\t{_array(row)}\tnew\t\\N\tt\n"
    for n, found in problems.items():
        raw = [_one_line(column[n]) for column in cleaned]
        told = json.dumps(found).replace("\\", "\\\\")
        made[n] = f"{begin}{lines[n]}\t{_array(raw)}\twrong\t{told}\tf\n"
    for n in dropped:
        made[n] = ""
    return "".join(made)


def _one_line(cell: str) -> str:
    """Return a cell that did not pass without marks that would end a line or a column."""
    return " ".join(cell.replace("\0", "\ufffd").split())


def _array(row: Sequence[str]) -> str:
    escaped = (cell.replace("\\", "\\\\\\\\").replace('"', '\\\\"') for cell in row)
    return '{"' + '","'.join(escaped) + '"}'
