"""From a sheet's words to bytes: DOCX by our own blank, PDF from HTML; and the text of both."""

import io
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from ortaq.foundation.files.pdf import pdf_of

BLANK = Path(__file__).with_name("blanks") / "letter.docx"


def docx_of(sheet: dict[str, Any]) -> bytes:
    """Return a sheet as DOCX. Values are escaped, and never read as a template or a field."""
    document = DocxTemplate(BLANK)
    document.render(sheet, SandboxedEnvironment(), autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html_of(sheet: dict[str, Any]) -> str:
    """Return a sheet as the whole HTML document that the PDF is made of."""
    return render_to_string("letters/document.html", {"sheet": sheet})


def pdf_pages_of(sheet: dict[str, Any]) -> bytes:
    """Return a sheet as PDF; takes about two seconds."""
    return pdf_of(html_of(sheet))


def text_of_docx(data: bytes) -> str:
    """Return every text in every part of a DOCX, its hidden properties too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        ]
    return unescape("\n".join(strip_tags(part.replace("</w:p>", "\n")) for part in parts))


def text_of_pdf(data: bytes) -> str:
    """Return the text of a PDF of ours, line by line, and its hidden properties."""
    lines: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as document:
        lines += [str(value) for value in document.docinfo.values()]
        for page in document.pages:
            lines += _page_text(page)
    return "\n".join(lines)


def _page_text(page: pikepdf.Page) -> list[str]:
    fonts = {str(name): _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    known: dict[int, str] = {}
    lines = [""]
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), instruction.operands
        if name == "Tf":
            known = fonts.get(str(operands[0]), {})
        elif name in ("Td", "TD", "Tm", "T*", "BT"):
            lines.append("")
        elif name in ("Tj", "TJ"):
            lines[-1] += "".join(_shown(piece, known) for piece in _pieces(operands[0]))
    return [line for line in lines if line]


def _pieces(shown: Any) -> list[bytes]:
    if isinstance(shown, pikepdf.Array):
        return [bytes(piece) for piece in shown if isinstance(piece, pikepdf.String)]
    return [bytes(shown)]


def _shown(piece: bytes, known: dict[int, str]) -> str:
    codes = (int.from_bytes(piece[at : at + 2]) for at in range(0, len(piece), 2))
    return "".join(known.get(code, "") for code in codes)


def _letters(font: Any) -> dict[int, str]:
    """Return the letters of a font's codes by its ToUnicode table (bfchar rows)."""
    table = font.get("/ToUnicode")
    if table is None:
        return {}
    found: dict[int, str] = {}
    inside = False
    for line in table.read_bytes().decode("ascii", "replace").splitlines():
        if "beginbfchar" in line or "endbfchar" in line:
            inside = "beginbfchar" in line
        elif inside and line.count("<") == 2:  # noqa: PLR2004 -- a code and its letter
            code, letter = (part.strip(" <>") for part in line.split("> <"))
            found[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be", "replace")
    return found
