"""PURE. Finding the row of headers, and which column of the file is which of the layout."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation

from ortaq.foundation.sheets.cells import folded
from ortaq.foundation.sheets.layouts import Column, Layout, Preset
from ortaq.foundation.sheets.reading.text import SECTION

LOOKED_AT = 40  # rows; above the headers offices put their name, the date, an approval
SAMPLE = 5
TOP = 15  # rows among which a person chooses the headers
TOP_CELLS = 8
LEAST_OF_PRESET = 3
LANGUAGES = ("kk", "ru", "en")
MOST_COLUMNS = 400


@dataclass(frozen=True)
class Head:
    """The row of headers. ``line`` counts from one; 0 when the file has no rows."""

    line: int
    headers: list[str]
    places: dict[str, int]  # column → place in the file, from 0
    preset: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for every sheet with the same headers in the same order."""
        words = "\x1f".join(folded(header) for header in self.headers)
        return hashlib.sha256(words.encode()).hexdigest()

    def lacks(self, layout: Layout) -> list[str]:
        """Return the names of required columns that nobody found."""
        return [c.name for c in layout.columns if c.required and c.name not in self.places]


def find_head(first: Sequence[Sequence[str]], layout: Layout) -> Head:
    """Return the row that has most headers of the layout; without any, the first full row."""
    best = Head(0, [], {})
    words = known_words(layout)
    for number, row in enumerate(first[:LOOKED_AT], 1):
        headers = trimmed(row)
        head = Head(number, headers, *match(headers, layout, words))
        if len(head.places) > len(best.places) or (not best.line and len(_full(headers)) > 1):
            best = head
    if not best.line and first:
        headers = trimmed(first[0])
        best = Head(1, headers, {})
    return best


def head_at(line: int, row: Sequence[str], layout: Layout) -> Head:
    """Return the head in the row that a person has chosen."""
    headers = trimmed(row)
    return Head(line, headers, *match(headers, layout, known_words(layout)))


def trimmed(row: Sequence[str]) -> list[str]:
    """Return a row of headers without marks and without the empty end."""
    found = [" ".join(cell.replace(SECTION, "").split())[:200] for cell in row[:MOST_COLUMNS]]
    while found and not found[-1]:
        found.pop()
    return found


def _full(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell]


def known_words(layout: Layout) -> dict[str, str]:
    """Return folded header → column, of names, labels in every language, and aliases."""
    words: dict[str, str] = {}
    for column in layout.columns:
        for word in _words_of(column):
            words.setdefault(folded(word), column.name)
    words.pop("", None)
    return words


def _words_of(column: Column) -> list[str]:
    labels = []
    for language in LANGUAGES:
        with translation.override(language):
            labels.append(str(column.label))
    return [column.name, *labels, *column.aliases]


def match(
    headers: Sequence[str], layout: Layout, words: Mapping[str, str]
) -> tuple[dict[str, int], str]:
    """Return which column stands where, and the name of the preset that was recognised.

    A known program's list goes first, then exact words, then words that contain known ones.
    """
    plain = [folded(header) for header in headers]
    preset = _preset_of(plain, layout)
    told = {folded(h): column for h, column in preset.headers.items()} if preset else {}
    places: dict[str, int] = {}
    taken: set[int] = set()
    ways: tuple[Callable[[str], str | None], ...] = (
        told.get,
        words.get,
        lambda word: _nearest(word, words) if word else None,
    )
    for way in ways:
        for place, word in enumerate(plain):
            column = None if place in taken else way(word)
            if column is None or column in places:
                continue
            taken.add(place)
            if column:  # '' is what a preset leaves out
                places[column] = place
    return places, preset.name if preset else ""


def _nearest(header: str, words: Mapping[str, str]) -> str | None:
    """Return the column whose longest known header stands in this one: "ИИН работника"."""
    own = set(header.split())
    found = [word for word in words if set(word.split()) <= own and len(word) > 2]  # noqa: PLR2004
    longest = max(found, key=len, default="")
    rivals = {words[word] for word in found if len(word) == len(longest)}
    return words[longest] if len(rivals) == 1 else None


def _preset_of(plain: Sequence[str], layout: Layout) -> Preset | None:
    """Return the preset most of whose headers the file has; of equal ones the first."""
    best, score = None, 0
    for preset in layout.presets:
        told = {folded(header) for header in preset.headers}
        hits = len(told & set(plain))
        if hits > score and hits >= min(LEAST_OF_PRESET, len(told)) and 2 * hits >= len(told):
            best, score = preset, hits
    return best


def letter(place: int) -> str:
    """Return a column's letters as spreadsheets show them: 0 is A, 27 is AB."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
