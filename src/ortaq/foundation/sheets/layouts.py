"""What a sheet means: apps above declare layouts in their own ``layouts.py``.

The engine knows files, cells and chunks; a layout knows the register. The register is asked in
``match`` and written in ``apply`` and ``undo``, nowhere else, and never before a person confirmed.

The staged rows lie in the table ``sheets_row`` (batch_id, line, cells text[], verdict, target,
problems, decision, sound, applied). ``cells`` are in the order of ``Layout.columns``, clean where
the check passed and as in the file where it did not, '' where the file has nothing. Clean forms: a
date is ISO, a number has a point, IIN and BIN are twelve digits, a phone is E.164, sex is f or m,
a choice is its value. ``Layout.cell("iin")`` is the SQL for one of them: ``cells[3]``.

``match`` judges the rows of the batch that are ``sound and not applied`` (their cells passed);
before it all of them are 'new' and without target. It is called again when the sheet is entered,
under the lock. ``staging.judge(batch, sql, params)`` sets verdicts from a query.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise

if TYPE_CHECKING:
    from ortaq.foundation.sheets.models import Batch

Words = Promise | str
CellKind = Literal[
    "text",
    "name",
    "date",
    "iin",
    "bin",
    "sex",
    "phone",
    "email",
    "number",
    "kato",
    "oked",
    "choice",
]
Verdict = Literal["new", "same", "changed", "doubtful", "wrong"]
Decision = Literal["", "same", "other", "skip"]


@dataclass(frozen=True)
class Column:
    """One column of the register's side: what offices call it, and what its cells must be.

    ``aliases`` are header words in any language, compared casefolded and without punctuation;
    name and label need not be repeated. ``choices``: as written (likewise folded) → value.
    """

    name: str
    label: Words
    kind: CellKind = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Preset:
    """A ready mapping: the headers of a known program → names of columns ('' = leave out).

    ``note`` tells people whose list of headers this is, and who checked it; until somebody held
    it against real files (``checked``), the note is a warning beside every sheet so recognised.
    """

    name: str
    label: Words
    headers: Mapping[str, str]
    note: Words = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row to be applied. ``line`` is the row's number as the office's program shows it.

    ``verdict`` is final here: a doubtful row that the officer called the same person comes as
    'changed' with its target, one called another person as 'new' without; others do not come.
    """

    line: int
    values: Mapping[str, str]
    verdict: Verdict
    target: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """What one act of ``apply`` left in the register, so that it can be undone.

    ``subject`` is the layout's own word ("person", "membership"); ``before`` is JSON: what stood
    there earlier, None when the row is new. Rows are undone in the reverse order.
    """

    line: int
    subject: str
    pk: int
    before: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What could not be undone, and a code of ``problem`` that says why."""

    made: Made
    code: str


def _nothing_to_say(_targets: Sequence[int]) -> Mapping[int, str]:
    return {}


@dataclass(frozen=True)
class Layout:
    """A kind of sheet. ``permission`` is asked of (user, body into which the sheet goes)."""

    name: str
    label: Words
    columns: tuple[Column, ...]
    permission: str
    match: "Callable[[Batch], None]"
    apply: "Callable[[Batch, Sequence[StagedRow]], list[Made]]"
    undo: "Callable[[Batch, Sequence[Made]], list[Kept]]"
    presets: tuple[Preset, ...] = ()
    help: Words = ""
    chunk: int = 2_000
    # How existing rows read beside doubtful ones: {id: "Сейтқали Әйгүл, 12.03.1985, …"}
    describe: Callable[[Sequence[int]], Mapping[int, str]] = _nothing_to_say

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name} has two columns of one name")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the staged cells."""
        return tuple(column.name for column in self.columns)

    def place(self, name: str) -> int:
        """Return where a column's cell stands in ``cells``, counted from one as SQL does."""
        return self.names.index(name) + 1

    def cell(self, name: str, table: str = "") -> str:
        """Return the SQL of a column's cell: ``cells[3]``, or ``row.cells[3]``."""
        return f"{table}.cells[{self.place(name)}]" if table else f"cells[{self.place(name)}]"


_layouts: dict[str, Layout] = {}
_problems: dict[str, Words] = {}


def register(layout: Layout) -> Layout:
    """Add a layout; its name is for ever, batches in the database hold it."""
    if layout.name in _layouts:
        raise ValueError(f"two layouts are called {layout.name}")
    _layouts[layout.name] = layout
    return layout


def problem(code: str, words: Words) -> str:
    """Say how a code in ``problems`` (or in Kept) reads; return the code."""
    _problems[code] = words
    return code


def problem_words(code: str) -> Words:
    """Return the sentence of a code; an unknown one reads as itself."""
    return _problems.get(code, code)


def layout(name: str) -> Layout:
    """Return a layout. LookupError when no app declares it any more."""
    try:
        return _layouts[name]
    except KeyError:
        raise LookupError(f"no layout is called {name}") from None


def layouts() -> list[Layout]:
    """Return all layouts by name."""
    return [_layouts[name] for name in sorted(_layouts)]
