"""A table open for reading, whatever kind of file it came in."""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ortaq.foundation.files import confined, kinds
from ortaq.foundation.files.archive import DAMAGE
from ortaq.foundation.files.confined import ConfinedError, Limits
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.kinds import Kind
from ortaq.foundation.sheets.reading import text
from ortaq.foundation.sheets.reading.text import TableError

CSV = Kind("text/csv", "sheet", (".csv", ".txt", ".tsv"))
XLS = Kind("application/vnd.ms-excel", "sheet", (".xls",))
XLSB = Kind("application/vnd.ms-excel.sheet.binary.macroenabled.12", "sheet", (".xlsb",))
SHAPES = {CSV: "csv", XLS: "xls", XLSB: "xlsb", kinds.XLSX: "xlsx", kinds.ODS: "ods"}

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
    paths: list[Path]

    def rows(self, sheet: int = 0) -> Iterator[list[str]]:
        """Yield the rows of a sheet from its first, as lists of text of any length."""
        if not self.paths:
            return
        path = self.paths[min(sheet, len(self.paths) - 1)]
        with path.open(encoding=self.encoding, errors="replace", newline="") as stream:
            try:
                if self.shape == "csv":
                    yield from text.csv_rows(stream, self.delimiter)
                else:
                    yield from (line[:-1].split("\t") for line in stream)
            except TableError as error:
                raise UnreadableError(error.code, error.line) from error


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
    with tempfile.TemporaryDirectory(prefix="ortaq-sheet-") as folder:
        told = _unpack(path, folder)
        names = told["sheets"]
        paths = [Path(folder) / f"{number}.tsv" for number in range(len(names))]
        yield Source(shape, names, "utf-8", "", paths)


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
    return Source("csv", [], encoding, text.delimiter_of(sample), [path])


def _unpack(path: Path, folder: str) -> dict[str, Any]:
    """Run the child; return what it says."""
    work = Path(__file__).with_name("child.py")
    try:
        said = confined.run(work, str(path), folder, text.SECTION, folder=folder, limits=LIMITS)
    except ConfinedError as error:
        raise UnreadableError("broken" if error.reason == "died" else "too_large") from error
    told: dict[str, Any] = json.loads(said)
    if "refused" in told:
        raise UnreadableError(told["refused"])
    return told
