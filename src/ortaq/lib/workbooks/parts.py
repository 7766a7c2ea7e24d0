"""What of a workbook must be known before its rows: where a sheet is, its words, its styles."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PIECE = 1 << 17  # bytes; what is made of one stays in the processor's cache
MOST_OF_A_PART = 256 << 20  # bytes of shared words; the caller's process has limits of its own
# Formats that Excel numbers itself: those that show a number as a number, and those of a day.
NUMBERS = frozenset((*range(5), *range(9, 14), *range(37, 41), 48, 49))
DAYS = frozenset(range(14, 18))

_SHEET = re.compile(r"<sheet [^>]*?\br:id=\"([^\"]+)\"")
_RELATION = re.compile(r"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(r"\b(\w+)=\"([^\"]*)\"")
_WORD = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")
_FORMATS = re.compile(r"<cellXfs[^>]*>(.*?)</cellXfs>", re.DOTALL)
_FORMAT = re.compile(r"<xf [^>]*?\bnumFmtId=\"(\d+)\"")
_OWN_FORMAT = re.compile(r"<numFmt [^>]*>")
_ASIDE = re.compile(r"\[\$-[^]]*\]|\"[^\"]*\"|\\.|;@")  # a language, words, one sign, any text
_OWN_NUMBER = re.compile(r"[#0,. ]*[#0][#0,. ]*")
_OWN_DAY = re.compile(r"(?=.*d)(?=.*m)(?=.*y)[dmy./ -]+")
_FROM_1904 = re.compile(r"\bdate1904=\"(?!0|false)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class UnusualError(Exception):
    """The sheet holds something that plain ones do not."""


class Parts(NamedTuple):
    """A sheet's own part, the words that cells share, and which styles are of numbers and days."""

    sheet: str
    words: Sequence[str]
    number_styles: frozenset[str]
    day_styles: frozenset[str]


def parts_of(archive: zipfile.ZipFile, index: int) -> Parts:
    """Return what the rows of the sheet at a place need."""
    names = set(archive.namelist())
    book = _text(archive, "xl/workbook.xml")
    ids = _SHEET.findall(book)
    relations = (
        dict(_ATTRIBUTE.findall(told))
        for told in _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels"))
    )
    targets = {told.get("Id"): told.get("Target", "") for told in relations}
    if index >= len(ids):
        raise UnusualError
    target = targets.get(ids[index], "")
    sheet = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    if sheet not in names or _FROM_1904.search(book):
        raise UnusualError
    words, styles = "xl/sharedStrings.xml", "xl/styles.xml"
    return Parts(
        sheet,
        _words(_text(archive, words)) if words in names else (),
        *(_styles(_text(archive, styles)) if styles in names else _WITHOUT),
    )


def pieces_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a part."""
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            yield piece


def holds(archive: zipfile.ZipFile, name: str, mark: bytes) -> bool:
    """Whether a mark stands anywhere in a part; reads all of it, and so checks its sum."""
    found, end = False, b""
    for piece in pieces_of(archive, name):
        found = found or mark in piece or mark in end + piece[: len(mark)]
        end = piece[-len(mark) :]
    return found


def plain(text: str) -> str:
    """Return what a text of XML says."""
    for written, meant in _ENTITIES:
        text = text.replace(written, meant)
    return text


def _text(archive: zipfile.ZipFile, name: str) -> str:
    if archive.getinfo(name).file_size > MOST_OF_A_PART:
        raise UnusualError
    return utf8(archive.read(name))


def utf8(data: bytes) -> str:
    """Return a text in the encoding that all programs use for workbooks."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UnusualError from error


def _words(text: str) -> list[str]:
    found = _WORD.findall(text)
    if len(found) != text.count("<si") or "&#" in text or "_x" in text:
        raise UnusualError
    return list(map(plain, found)) if "&" in text else found


_WITHOUT = (frozenset({"", "0"}), frozenset[str]())


def _styles(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return which styles show a number as a number, and which as a day without a time."""
    formats = _FORMATS.search(text)
    found = _FORMAT.findall(formats[1]) if formats else []
    if not found or (formats and formats[1].count("<xf ") != len(found)):
        raise UnusualError
    own = (dict(_ATTRIBUTE.findall(told)) for told in _OWN_FORMAT.findall(text))
    codes = {
        told.get("numFmtId"): _ASIDE.sub("", plain(told.get("formatCode", ""))) for told in own
    }
    numbers: set[str] = set()
    days: set[str] = set()
    for place, number in enumerate(found):
        code = codes.get(number)
        if code is None:
            is_number, is_day = int(number) in NUMBERS, int(number) in DAYS
        else:
            is_number, is_day = (
                bool(_OWN_NUMBER.fullmatch(code)),
                bool(_OWN_DAY.fullmatch(code.lower())),
            )
        if is_number or is_day:
            (numbers if is_number else days).add(str(place))
    for styles in (numbers, days):
        if "0" in styles:
            styles.add("")
    return frozenset(numbers), frozenset(days)
