"""PURE. Tables as text: which encoding, which delimiter, and rows without ever reading a line of
a hundred megabytes into memory."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO

HEAD = 256 * 1024
LONGEST_LINE = 1024**2
SHARE_OF_LETTERS = 0.85
DELIMITERS = ";,\t|"
SECTION = "\x1d"  # stands before a wide merged cell: a heading of a section, not a value
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_USUAL = re.compile(r"[\sА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі0-9A-Za-z.,;:!?()\-–—«»\"'/№%+@&*|_#=<>\[\]°]")
_KAZAKH = frozenset("ӘәҒғҚқҢңӨөҰұҮүҺһІі")
# One byte a letter, as old programs wrote: Windows in Russian and in Kazakh (RK 1048), DOS.
_OLD = ("cp1251", "kz1048", "cp866")


class TableError(Exception):
    """The text is no table that can be read; ``code`` says why, ``line`` where."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text by its first bytes; TableError when it is no text."""
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if blind := _utf16_without_mark(head):
        return blind
    if _CONTROL.search(head):
        raise TableError("no_table")
    try:
        head[: len(head) - 3 if len(head) >= HEAD else len(head)].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(head) - 4:  # not merely a letter cut in two by our own reading
            return _old_encoding(head)
    return "utf-8"


def _utf16_without_mark(head: bytes) -> str:
    """Recognise UTF-16 by delimiters and line ends, whose other byte is nought."""
    for encoding, mark in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if mark in head and head.count(b"\x00") > len(head) // 10:
            text = head[: len(head) // 2 * 2].decode(encoding, "replace")
            if _share(text) >= SHARE_OF_LETTERS:
                return encoding
    return ""


def _share(text: str) -> float:
    return len(_USUAL.findall(text)) / max(len(text), 1)


def _old_encoding(head: bytes) -> str:
    scored = []
    for place, encoding in enumerate(_OLD):
        text = head.decode(encoding, "replace")
        kazakh = sum(letter in _KAZAKH for letter in text) / max(len(text), 1)
        scored.append((_share(text) + kazakh / 100, -place, encoding))
    share, _place, best = max(scored)
    if share < SHARE_OF_LETTERS:
        raise TableError("no_table")
    return best


def delimiter_of(head: str) -> str:
    """Return the sign between cells: the one that cuts most lines into equally many."""
    first, _end, _rest = head.partition("\n")
    if re.fullmatch(r"sep=.\s*", first):  # what Excel writes for itself
        return first[4]
    lines = [line for line in head.splitlines()[:60] if line.strip()]
    best, mark = (0.0, 0), ","
    for delimiter in DELIMITERS:
        try:
            counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        cells, times = max(counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = (times / max(sum(counts.values()), 1) if cells > 1 else 0.0, cells)
        if score > best:
            best, mark = score, delimiter
    return mark


def check_lines(stream: IO[bytes]) -> None:
    """Raise TableError when a line is longer than any table has, before a parser swallows it."""
    seen = 0
    while block := stream.read(LONGEST_LINE):
        if b"\n" not in block and len(block) == LONGEST_LINE:
            raise TableError("long_line", seen + 1)
        seen += block.count(b"\n")


def csv_rows(stream: IO[str], delimiter: str) -> Iterator[list[str]]:
    """Yield rows, also blank ones: their number is the row's number in a spreadsheet."""
    reader = csv.reader(stream, delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:  # a quote that is never closed swallows lines up to the limit
        raise TableError("quotes", reader.line_num) from error
