"""PURE. Whole columns cleaned at once, by what runs in C; a cell that is odd goes the long way.

Two million rows have thirty million cells. A column cleaner gives what the cleaner of ``cells``
would give of each cell, only sooner.
"""

from collections.abc import Callable, Sequence
from functools import partial
from math import isnan, nan

from ortaq.foundation.sheets import cells
from ortaq.foundation.sheets.cells import Cleaner, can_be_born
from ortaq.foundation.sheets.layouts import Column

MEMORY = 50_000  # remembered texts a column; then it begins anew
ColumnCleaner = Callable[[Sequence[str]], list[str]]


class Memory(dict[str, str]):
    """What a cleaner said of texts that come again: dates, posts, shops, family names."""

    def __init__(self, clean: Cleaner) -> None:
        super().__init__()
        self.clean = clean

    def __missing__(self, raw: str) -> str:
        if len(self) >= MEMORY:
            self.clear()
        found = self[raw] = self.clean(raw)
        return found


def remembered(clean: Cleaner) -> ColumnCleaner:
    """Return a column cleaner for cells that come again."""
    memory = Memory(clean)

    def column(raws: Sequence[str]) -> list[str]:
        return list(map(memory.__getitem__, raws))

    return column


# The twelfth digit of an IIN is the weighted sum of the eleven, modulo eleven; so the weighted sum
# of twelve, the last one counted as -1, is divisible by eleven. Here it is a sum of three
# look-ups. Where the first weights give ten, the second ones decide.
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2, -1)
_TEN, _SEVEN, _TWELVE = 10, 7, 12


class _Sums(dict[str, float]):
    """What some of the digits add to the sum; what are not such digits gives no number at all."""

    def __init__(self, weights: Sequence[int]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, text: str) -> float:
        if len(self) >= MEMORY:
            self.clear()
        found = self[text] = self.sum(text) if self.fits(text) else nan
        return found

    def fits(self, text: str) -> bool:
        return len(text) == len(self.weights) and text.isascii() and text.isdecimal()

    def sum(self, digits: str) -> int:
        return sum(int(d) * w for d, w in zip(digits, self.weights, strict=True))


class _Births(_Sums):
    """The same of the first seven digits, which say a day and a century."""

    def fits(self, text: str) -> bool:
        return super().fits(text) and can_be_born(text)


def _tables(weights: Sequence[int]) -> tuple[_Sums, _Sums, _Sums]:
    return _Births(weights[:_SEVEN]), _Sums(weights[_SEVEN:_TEN]), _Sums(weights[_TEN:])


_BY_FIRST, _BY_SECOND = _tables(_FIRST), _tables(_SECOND)


def iins(raws: Sequence[str]) -> list[str]:
    """Clean a column of IINs."""
    births, serials, ends = _BY_FIRST
    rests = [(births[raw[:7]] + serials[raw[7:10]] + ends[raw[10:]]) % 11 for raw in raws]
    return [
        _iin(raw, rest) if rest else raw  # nan is true
        for raw, rest in zip(raws, rests, strict=True)
    ]


def _iin(raw: str, rest: float) -> str:
    if len(raw) == _TWELVE and not isnan(rest) and (rest + int(raw[11])) % 11 == _TEN:
        births, serials, ends = _BY_SECOND
        if not (births[raw[:7]] + serials[raw[7:10]] + ends[raw[10:]]) % 11:
            return raw
    return cells.iin(raw) if raw else ""


def phones(raws: Sequence[str]) -> list[str]:
    """Clean a column of phones: nearly all are eleven digits with marks between them."""
    marks = cells.PHONE_MARKS
    plains = [raw.translate(marks) for raw in raws]
    return [
        "+7" + plain[1:]
        if len(plain) == 11 and plain[0] in "78" and plain.isdecimal() and plain.isascii()  # noqa: PLR2004
        else cells.phone(raw)
        for raw, plain in zip(raws, plains, strict=True)
    ]


def emails(raws: Sequence[str]) -> list[str]:
    """Clean a column of addresses."""
    return list(map(cells.email, raws))


# Cells that hardly come twice: remembering them would cost more than cleaning them.
_UNIQUE: dict[str, ColumnCleaner] = {"iin": iins, "phone": phones, "email": emails}
_AGAIN: dict[str, Cleaner] = {
    "text": cells.text,
    "name": cells.name,
    "bin": cells.bin_,
    "sex": cells.sex,
    "number": cells.number,
    "kato": cells.kato,
    "oked": cells.oked,
}


def column_cleaner(column: Column, *, this_year: int) -> ColumnCleaner:
    """Return what cleans a column of a layout."""
    if column.kind in _UNIQUE:
        return _UNIQUE[column.kind]
    if column.kind == "choice":
        return remembered(cells.choice(column.choices))
    if column.kind == "date":
        return remembered(partial(cells.day, this_year=this_year))
    return remembered(_AGAIN[column.kind])
