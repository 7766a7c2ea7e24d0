"""Sheets going out: CSV streamed row by row, XLSX in constant memory, formulas defused.

Who may read the rows is asked by the calling view; it also records the export.
"""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, TypeVar

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from xlsxwriter.exceptions import XlsxFileError

from ortaq.foundation.files.http import HEADERS, content_disposition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX_ROWS = 1_048_576  # of one sheet; more go on to the next
XLSX_CHARACTERS = 32_767  # of one cell
CSV_BLOCK = 64 * 1024
_NARROW, _WIDE = 10, 50

# What a spreadsheet would take for a formula (OWASP, "CSV injection"); a number is none.
_LIVE = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
# Signs that XML cannot hold; a hostile name must not spoil the whole file.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class OutColumn:
    """A column going out. ``kind``: "text", "number" or "date"; others are written as text.

    A ``layouts.Column`` serves as well: what goes out by it comes in by it.
    """

    label: Promise | str
    kind: str = "text"


Columns = Sequence[Any]  # anything with ``label`` and ``kind``
Rows = Iterable[Sequence[Any]]
R = TypeVar("R", bound=HttpResponseBase)


def defused(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe goes before it.

    Numbers and phones stay as they are; our own reader takes the apostrophe off again.
    """
    return f"'{text}" if _LIVE.match(text) and not _NUMBER.match(text) else text


def csv_response(rows: Rows, columns: Columns, *, name: str) -> StreamingHttpResponse:
    """Return the rows as CSV, as they come: UTF-8 with its mark and semicolons, which is what
    office programs set to Kazakh or Russian open at a double click.

    ``rows`` may be a generator over a server-side cursor. ``name`` without its ending.
    """
    heads = [str(column.label) for column in columns]  # now, while the reader's language is set
    response = StreamingHttpResponse(_csv(rows, heads), content_type="text/csv; charset=utf-8")
    return _as_download(response, f"{name}.csv")


def _csv(rows: Rows, heads: list[str]) -> Iterator[bytes]:
    block = _Block()
    writer = csv.writer(block, delimiter=";")
    writer.writerow([defused(head) for head in heads])
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
        if block.size > CSV_BLOCK:
            yield block.take()
    yield block.take()


class _Block:
    """Where the CSV writer writes: lines until they are taken."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def take(self) -> bytes:
        data = "".join(self.parts).encode("utf-8", "replace")
        self.parts, self.size = [], 0
        return data


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (float, Decimal)):
        return str(value).replace(".", ",")  # the decimal mark of those who open it
    if isinstance(value, int):
        return str(value)
    return defused(str(value).replace("\0", ""))


def xlsx_response(rows: Rows, columns: Columns, *, name: str, title: str = "") -> HttpResponseBase:
    """Return the rows as XLSX. Written to the disk row by row, so two million fit in memory.

    Texts are texts, whatever they begin with. Raises OSError when the disk is full.
    """
    file = tempfile.TemporaryFile(prefix="ortaq-xlsx-")  # noqa: SIM115 -- the response closes it
    try:
        write_xlsx(file, rows, columns, title=title)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    return _as_download(response, f"{name}.xlsx")


def write_xlsx(file: IO[bytes], rows: Rows, columns: Columns, *, title: str = "") -> None:
    """Write a workbook; more rows than a sheet holds go on to the next one."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with xlsxwriter.Workbook(file, options) as book:
            _Sheets(book, columns, title).write(rows)
    except XlsxFileError as error:  # xlsxwriter's word for a disk that is full
        raise OSError(str(error)) from error


class _Sheets:
    """One table over as many sheets as it takes."""

    def __init__(self, book: Any, columns: Columns, title: str) -> None:
        self.book, self.columns, self.title = book, columns, _sheet_name(title)
        self.bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.formats = {
            "date": book.add_format({"num_format": "dd.mm.yyyy"}),
            "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
        }
        self.number = 0

    def write(self, rows: Rows) -> None:
        sheet, line = self._begin(), 1
        for row in rows:
            if line == XLSX_ROWS:
                sheet, line = self._begin(), 1
            for place, value in enumerate(row):
                self._cell(sheet, line, place, value)
            line += 1

    def _begin(self) -> Any:
        self.number += 1
        label = f"{self.title} {self.number}" if self.title and self.number > 1 else self.title
        sheet = self.book.add_worksheet(label or None)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self.columns):
            head = _plain(str(column.label))
            sheet.set_column(place, place, min(max(len(head) + 2, _NARROW), _WIDE))
            sheet.write_string(0, place, head, self.bold)
        return sheet

    def _cell(self, sheet: Any, line: int, place: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(line, place, value)
        elif isinstance(value, (int, float, Decimal)):
            sheet.write_number(line, place, value)
        elif isinstance(value, datetime):
            moment = _local(value).replace(tzinfo=None)
            sheet.write_datetime(line, place, moment, self.formats["moment"])
        elif isinstance(value, date):
            sheet.write_datetime(line, place, value, self.formats["date"])
        else:
            sheet.write_string(line, place, _plain(str(value)))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _plain(text: str) -> str:
    return _NOT_XML.sub(" ", text)[:XLSX_CHARACTERS]


def _sheet_name(title: str) -> str:
    """Return a title as spreadsheets allow it: 31 signs without []:*?/\\ (room for a number)."""
    return re.sub(r"[\[\]:*?/\\']", " ", _plain(title)).strip()[:27]


def _as_download(response: R, name: str) -> R:
    """Send as an attachment that no cache keeps: a list of people is personal data."""
    response.headers["Content-Disposition"] = content_disposition(name)
    for header, value in HEADERS.items():
        response.headers[header] = value
    return response
