"""Opening what people hand in: plain text, HTML, DOCX. Hostile files end in one clear error."""

import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

LARGEST = 40_000_000  # bytes; the longest code of the country is under 4 million
LARGEST_XML = 60_000_000  # bytes of a DOCX's text once unpacked
MOST_PACKED = 200  # times; an honest document packs by 5 to 20
_BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "title"}
_SILENT = {"script", "style", "head", "nav", "button", "noscript"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ADILET = re.compile(r"/(?:kaz|rus)/docs/([A-Z]\d{2}\w{6,10})")


class NotALawError(Exception):
    """The file cannot be read as the text of a law."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason  # huge | binary | bomb | broken | empty


@dataclass(frozen=True)
class Source:
    """The text of a file, and what its wrapping says of it."""

    text: str
    adilet_id: str = ""


def open_source(path: Path) -> Source:
    """Read a file as text, HTML or DOCX, by its content and not by its name."""
    if path.stat().st_size > LARGEST:
        raise NotALawError("huge")
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        return Source(_docx(path))
    text = _decoded(data)
    if re.search(r"<(?:html|body|p|div|h1|h2|table)\b", text[:20_000], re.IGNORECASE):
        linked = Counter(_ADILET.findall(text)).most_common(1)  # a page links to itself most
        return Source(_html(text), linked[0][0] if linked else "")
    return Source(text)


def _decoded(data: bytes) -> str:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotALawError("binary")
    for encoding in (
        "utf-8-sig",
        "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1251",
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip():
            return text
        raise NotALawError("empty")
    raise NotALawError("binary")


class _Lines(HTMLParser):
    """Text of a page, a line a block; superscripts of old numbering become "-1"."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "sup":
            self.parts.append("-")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\n", " "))


def _html(text: str) -> str:
    reader = _Lines()
    reader.feed(text)
    return "".join(reader.parts)


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > LARGEST_XML or part.file_size > MOST_PACKED * max(
                part.compress_size, 10_000
            ):
                raise NotALawError("bomb")
            xml = archive.read(part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(xml, parser)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError) as error:
        raise NotALawError("broken") from error
    return "\n\n".join(_paragraph(node) for node in root.iter(f"{_W}p"))


def _paragraph(node: etree._Element) -> str:
    pieces = node.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
    return "".join((p.text or "") if p.tag == f"{_W}t" else " " for p in pieces)
