"""Makes ``letter.docx``, the blank of all letters: python -m ortaq.modules.letters.blanks.make.

The blank holds places for words and none of the words: those are data (``wording.py``), so a body
that wants its own letterhead changes the look of this file in any office program.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

TARGET = Path(__file__).with_name("letter.docx")
INK = RGBColor(0x0D, 0x4F, 0x5C)


def _line(
    paper: Paper, text: str, *, size: float = 11, bold: bool = False, right: bool = False
) -> None:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    paragraph.paragraph_format.space_after = Pt(4)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _each(paper: Paper, name: str, *, style: str = "", **look: bool | float) -> None:
    """Add three paragraphs that docxtpl repeats for each line of a list."""
    _line(paper, "{%p for line in " + name + " %}")
    if style:
        paper.add_paragraph("{{ line }}", style=style)
    else:
        _line(paper, "{{ line }}", **look)  # type: ignore[arg-type]
    _line(paper, "{%p endfor %}")


def make() -> Paper:
    """Return the blank."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    paper.styles["Normal"].font.name = "Noto Sans"
    _each(paper, "head", size=9)
    _line(paper, "{{ number }}")
    _line(paper, "{{ to_label }}", bold=True, right=True)
    _each(paper, "to", right=True)
    title = paper.add_heading("{{ title }}", level=1)
    title.runs[0].font.color.rgb = INK
    _each(paper, "paragraphs")
    _line(paper, "{{ asks_label }}")
    _each(paper, "asks", style="List Number")
    _each(paper, "closing")
    _each(paper, "signature")
    _line(paper, "{{ foot }}", size=8)
    properties = paper.core_properties
    properties.author = properties.last_modified_by = "Ortaq"
    properties.title = properties.comments = properties.subject = ""
    return paper


if __name__ == "__main__":
    make().save(str(TARGET))
