"""Paragraphs of a DOCX with the numbers that Word shows. Runs in a confined child.

Only the standard library: a ZIP, and XML without entities. Each line of the result is a paragraph
or a row of a table (cells joined by " | ").
"""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_ENTRIES, MOST_BYTES, MOST_RATIO = 4000, 64 * 1024 * 1024, 300
MOST_LINES = 60_000
BYTES_A_LETTER = 80  # Word writes ten to thirty: more is not text, but takes as long to read
_SKIPPED = {f"{W}del", f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}moveFrom"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ROMAN = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
}


def main(path: str, out: str, _pages: str, most: str) -> str:
    """Write the lines of ``path`` to ``out``; say "ok" or why not. Word knows no pages."""
    try:
        with zipfile.ZipFile(path) as archive:
            refusal = _refusal(archive, int(most))
            if refusal:
                return refusal
            lines = _as_many(_lines(archive), int(most))
    except (
        zipfile.BadZipFile,
        KeyError,
        ET.ParseError,
        ValueError,
        EOFError,
        NotImplementedError,
        RecursionError,
    ):
        return "damaged"
    except RuntimeError:  # an entry that wants a password
        return "encrypted"
    if lines is None:
        return "too_long"
    Path(out).write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
    return "ok"


def _as_many(lines: Iterator[str], most: int) -> list[str] | None:
    """Gather lines; None as soon as they hold more letters than anybody reads."""
    kept: list[str] = []
    letters = 0
    for line in lines:
        letters += len(line)
        if letters > most or len(kept) >= MOST_LINES:
            return None
        kept.append(line)
    return kept


def _refusal(archive: zipfile.ZipFile, letters: int) -> str:
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or size > 4 * MOST_BYTES:
        return "bomb"
    if size > MOST_BYTES and size / packed > MOST_RATIO:
        return "bomb"
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return "macros"
    if "word/document.xml" not in names:
        return "unknown"
    return _of_its_size(archive.getinfo("word/document.xml").file_size, letters)


def _of_its_size(size: int, letters: int) -> str:
    if size > MOST_BYTES:
        return "bomb"
    return "too_long" if size > letters * BYTES_A_LETTER else ""


def _tree(archive: zipfile.ZipFile, name: str) -> ET.Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(name)
    raw = archive.read(name)
    if b"<!DOCTYPE" in raw[:4096] or b"<!ENTITY" in raw:
        raise ValueError(name)
    return ET.fromstring(raw)  # noqa: S314 -- no entities, confined child


def _lines(archive: zipfile.ZipFile) -> Iterator[str]:
    document = _tree(archive, "word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        return
    numbering = Numbering(_tree(archive, "word/numbering.xml"), _tree(archive, "word/styles.xml"))
    yield from _block(body, numbering)


def _block(parent: ET.Element, numbering: "Numbering") -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbering)
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield from _row(row, numbering)
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _block(child, numbering)


def _row(row: ET.Element, numbering: "Numbering") -> Iterator[str]:
    cells = [list(_block(cell, numbering)) for cell in row.findall(f"{W}tc")]
    if any(len(cell) > 1 for cell in cells):
        for cell in cells:
            yield from cell
        return
    line = " | ".join(cell[0] for cell in cells if cell)
    if line:
        yield line


def _paragraph(paragraph: ET.Element, numbering: "Numbering") -> Iterator[str]:
    text = "".join(_text(paragraph)).replace("\u00ad", "").strip()
    if not text:
        return
    label = numbering.label(paragraph)
    if label and not re.match(r"^\d+(?:\.\d+)+[.)]?\s", text):
        text = f"{label} {text}"
    for line in text.split("\n"):
        if line.strip():
            yield line.strip()


def _text(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _text(child)


def _value(node: ET.Element | None, path: str) -> str:
    found = node.find(path) if node is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


class Numbering:
    """The counters behind automatic numbers, paragraph after paragraph."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        self._based: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        for style in styles.findall(f"{W}style") if styles is not None else ():
            name = style.get(f"{W}styleId", "")
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                self._styles[name] = (_value(number, f"{W}numId"), _value(number, f"{W}ilvl"))
            self._based[name] = _value(style, f"{W}basedOn")

    def _read(self, numbering: ET.Element) -> None:
        for abstract in numbering.findall(f"{W}abstractNum"):
            self._levels[abstract.get(f"{W}abstractNumId", "")] = {
                int(level.get(f"{W}ilvl", "0")): (
                    int(_value(level, f"{W}start") or 1),
                    _value(level, f"{W}numFmt") or "decimal",
                    _value(level, f"{W}lvlText"),
                )
                for level in abstract.findall(f"{W}lvl")
            }
        for number in numbering.findall(f"{W}num"):
            key = number.get(f"{W}numId", "")
            self._abstract[key] = _value(number, f"{W}abstractNumId")
            for override in number.findall(f"{W}lvlOverride"):
                start = _value(override, f"{W}startOverride")
                if start.isdigit():
                    self._starts[key, int(override.get(f"{W}ilvl", "0"))] = int(start)

    def label(self, paragraph: ET.Element) -> str:
        """The number that Word shows before this paragraph, counted on."""
        key, level = self._place(paragraph)
        levels = self._levels.get(self._abstract.get(key, ""), {})
        if not key or key == "0" or level not in levels:
            return ""
        fresh = any(k == key for k, _ in self._starts)
        counters = self._counters.setdefault(key if fresh else self._abstract[key], {})
        start = self._starts.get((key, level), levels[level][0])
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        if levels[level][1] in {"bullet", "none"}:
            return ""
        return re.sub(
            r"%(\d)", lambda m: self._shown(int(m[1]) - 1, levels, counters), levels[level][2]
        )

    def _place(self, paragraph: ET.Element) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        number = properties.find(f"{W}numPr") if properties is not None else None
        key, level = _value(number, f"{W}numId"), _value(number, f"{W}ilvl")
        style = _value(properties, f"{W}pStyle")
        seen = 0
        while not key and style and seen < 10:  # noqa: PLR2004 -- styles may stand on themselves
            key, below = self._styles.get(style, ("", ""))
            level = level or below
            style, seen = self._based.get(style, ""), seen + 1
        return key, int(level) if level.isdigit() else 0

    @staticmethod
    def _shown(
        level: int, levels: dict[int, tuple[int, str, str]], counters: dict[int, int]
    ) -> str:
        start, kind, _ = levels.get(level, (1, "decimal", ""))
        count = counters.setdefault(level, start)
        if kind in _LETTERS:
            letters = _LETTERS[kind]
            return letters[(count - 1) % len(letters)]
        if kind in {"lowerRoman", "upperRoman"}:
            return _roman(count).upper() if kind == "upperRoman" else _roman(count)
        return str(count)


def _roman(count: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        while count >= value:
            said, count = said + letters, count - value
    return said
