"""A table open for reading, whatever kind of file it came in."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ortaq.foundation.files import confined, kinds
from ortaq.foundation.files.archive import DAMAGE
from ortaq.foundation.files.confined import Child, ConfinedError, Limits
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.kinds import Kind
from ortaq.foundation.sheets.reading import text
from ortaq.foundation.sheets.reading.text import TableError

CSV = Kind("text/csv", "sheet", (".csv", ".txt", ".tsv"))
XLS = Kind("application/vnd.ms-excel", "sheet", (".xls",))
XLSB = Kind("application/vnd.ms-excel.sheet.binary.macroenabled.12", "sheet", (".xlsb",))
SHAPES = {CSV: "csv", XLS: "xls", XLSB: "xlsb", kinds.XLSX: "xlsx", kinds.ODS: "ods"}

CHILD = Path(__file__).with_name("child.py")
PIECE = 256 * 1024  # bytes read at once
LIMITS = Limits(memory=900 * 1024**2, cpu_seconds=120, file_bytes=1024**3, patience=300)
MAX_UNPACKED = 1536 * 1024**2
MAX_RATIO = 400  # a column of one value packs well; a bomb packs a thousand to one
FREE_RATIO = 8 * 1024**2
REFUSED_AS_FILE = {"bomb", "encrypted", "broken", "no_space"}


class UnreadableError(Exception):
    """The table cannot be read; ``code`` is a code of ``layouts.problem``."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True)
class Source:
    """An open table. ``rows(n)`` may be asked again: it begins anew."""

    shape: str
    sheets: list[str]
    encoding: str
    delimiter: str
    rows_of: Callable[[int], Iterator[list[str]]]

    def rows(self, sheet: int = 0) -> Iterator[list[str]]:
        """Return the rows of a sheet from its first, as lists of text of any length."""
        return self.rows_of(sheet)


def inspect(stream: IO[bytes], *, name: str) -> Kind:
    """Return the kind of table, or raise FileRefusedError; reads the head and a directory only."""
    stream.seek(0)
    head = stream.read(text.HEAD)
    if not head:
        raise FileRefusedError("empty", name=name)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(stream, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in head:
            raise FileRefusedError("encrypted", name=name)
        return XLS
    try:
        text.encoding_of(head)
    except TableError as error:
        raise FileRefusedError("no_table", name=name) from error
    if head.lstrip()[:1] == b"<":  # a web page or XML that calls itself a table
        raise FileRefusedError("no_table", name=name)
    return CSV


def _zipped(stream: IO[bytes], name: str) -> Kind:
    """Tell workbooks apart and count what they unpack to, by what the archive says of itself.

    It may lie: then the child meets its limits of memory, time and bytes.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except DAMAGE as error:
        raise FileRefusedError("broken", name=name) from error
    total, packed = (sum(getattr(i, f) for i in infos) for f in ("file_size", "compress_size"))
    if total > MAX_UNPACKED or (total > FREE_RATIO and total > MAX_RATIO * max(packed, 1)):
        raise FileRefusedError("bomb", name=name)
    names = {info.filename.lower() for info in infos}
    if any(info.flag_bits & 0x1 for info in infos):
        raise FileRefusedError("encrypted", name=name)
    for mark, kind in (
        ("xl/workbook.xml", kinds.XLSX),
        ("xl/workbook.bin", XLSB),
        ("content.xml", kinds.ODS),
    ):
        if mark in names:
            return kind
    raise FileRefusedError("no_table", name=name)


@contextmanager
def opened(path: Path, media_type: str) -> Iterator[Source]:
    """Open a stored table. Raises UnreadableError; OSError when the disk is full."""
    shape = next((s for kind, s in SHAPES.items() if kind.media_type == media_type), "csv")
    if shape == "csv":
        yield _text_source(path)
        return
    with (
        tempfile.TemporaryDirectory(prefix="ortaq-sheet-") as folder,
        confined.started(
            CHILD, str(path), folder, text.SECTION, folder=folder, limits=LIMITS
        ) as child,
    ):
        book = Workbook(child, Path(folder))
        yield Source(shape, book.names, "utf-8", "", book.rows)


def _text_source(path: Path) -> Source:
    try:
        with path.open("rb") as stream:
            text.check_lines(stream)
            stream.seek(0)
            head = stream.read(text.HEAD)
        encoding = text.encoding_of(head)
    except TableError as error:
        raise UnreadableError(error.code, error.line) from error
    sample = io.TextIOWrapper(io.BytesIO(head), encoding=encoding, errors="replace").read()
    delimiter = text.delimiter_of(sample)

    def rows(_sheet: int) -> Iterator[list[str]]:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            try:
                yield from text.csv_rows(stream, delimiter)
            except TableError as error:
                raise UnreadableError(error.code, error.line) from error

    return Source("csv", [], encoding, delimiter, rows)


class Workbook:
    """The sheets of a workbook, read while the child still writes them."""

    def __init__(self, child: Child, folder: Path) -> None:
        self._child, self._folder = child, folder
        self._ready: dict[int, int] = {}  # sheet → bytes of it that are there
        self._whole: set[int] = set()
        self.names: list[str] = []
        while not self.names and self._hear():
            pass

    def rows(self, sheet: int) -> Iterator[list[str]]:
        """Yield the rows of a sheet."""
        if not self.names:
            return
        number = min(sheet, len(self.names) - 1)
        for lines in self._texts(number):
            yield from [line.split("\t") for line in lines.split("\n")]

    def _texts(self, number: int) -> Iterator[str]:
        """Yield pieces of a sheet's file, each of whole lines, without the last line's end."""
        while number not in self._ready:
            if not self._hear():
                raise UnreadableError("broken")
        left, at = b"", 0
        with (self._folder / f"{number}.tsv").open("rb") as file:
            while True:
                piece = file.read(min(PIECE, self._ready[number] - at))
                at += len(piece)
                if piece:
                    lines, end, rest = piece.rpartition(b"\n")
                    if end:
                        yield (left + lines).decode("utf-8", "replace")
                        left = rest
                    else:
                        left += rest
                elif number in self._whole:
                    return
                elif not self._hear():
                    raise UnreadableError("broken")

    def _hear(self) -> bool:
        """Wait for the child's next word; False when it has nothing more to say."""
        try:
            said = self._child.hear()
        except ConfinedError as error:
            raise UnreadableError("broken" if error.reason == "died" else "too_large") from error
        if said is None:
            return False
        told: dict[str, Any] = json.loads(said)
        if "refused" in told:
            raise UnreadableError(told["refused"])
        if "sheets" in told:
            self.names = told["sheets"]
        if "bytes" in told:
            self._ready[told["sheet"]] = told["bytes"]
            if told["whole"]:
                self._whole.add(told["sheet"])
        return True
