"""Papers that a member sends himself: their frames in Kazakh and Russian, as DOCX and as PDF.

A frame says who writes to whom about what; facts and demands are the person's own words. The file
is plain and open to change: it goes out under his name, not ours.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from ortaq.foundation.files.pdf import pdf_of

KINDS = ("appeal", "inspectorate", "commission", "claim")


@dataclass(frozen=True)
class Frame:
    """The fixed words of a paper in one language."""

    title: str
    to: str  # the usual addressee, which the person completes
    asks: str


_WORDS = {
    "ru": {
        "from": "От кого",
        "contact": "Адрес и телефон",
        "employer": "Работодатель",
        "facts": "Что произошло",
        "law": "На чём основано",
        "papers": "Приложения",
        "sign": "Дата {day}          Подпись ____________",
    },
    "kk": {
        "from": "Кімнен",
        "contact": "Мекенжайы мен телефоны",
        "employer": "Жұмыс беруші",
        "facts": "Не болды",
        "law": "Негізі",
        "papers": "Қосымшалар",
        "sign": "Күні {day}          Қолы ____________",
    },
}
FRAMES: Mapping[tuple[str, str], Frame] = {
    ("appeal", "ru"): Frame("Обращение в профсоюз", "В профсоюзную организацию", "Прошу:"),
    ("appeal", "kk"): Frame("Кәсіподаққа өтініш", "Кәсіподақ ұйымына", "Сұраймын:"),
    ("inspectorate", "ru"): Frame(
        "Жалоба на нарушение трудового законодательства",
        "В управление инспекции труда по месту работы",
        "Прошу провести проверку и:",
    ),
    ("inspectorate", "kk"): Frame(
        "Еңбек заңнамасының бұзылуына шағым",
        "Жұмыс орнындағы еңбек инспекциясы басқармасына",
        "Тексеру жүргізуді және мыналарды сұраймын:",
    ),
    ("commission", "ru"): Frame(
        "Заявление о рассмотрении индивидуального трудового спора",
        "В согласительную комиссию организации",
        "Прошу комиссию решить:",
    ),
    ("commission", "kk"): Frame(
        "Жеке еңбек дауын қарау туралы өтініш",
        "Ұйымның келісу комиссиясына",
        "Комиссиядан мынаны шешуді сұраймын:",
    ),
    ("claim", "ru"): Frame(
        "Исковое заявление по трудовому спору",
        "В районный (городской) суд",
        "Прошу суд:",
    ),
    ("claim", "kk"): Frame(
        "Еңбек дауы бойынша талап қою арызы",
        "Аудандық (қалалық) сотқа",
        "Соттан сұраймын:",
    ),
}


@dataclass(frozen=True)
class Paper:
    """The words of a paper in order; DOCX, PDF and a test read the same."""

    language: str
    head: list[str]
    title: str
    parts: list[tuple[str, list[str]]]  # a heading and its paragraphs
    asks_label: str
    asks: list[str]
    papers_label: str
    papers: list[str]
    sign: str


def compose(kind: str, data: Mapping[str, str], *, on: date) -> Paper:
    """Return the words of a paper from what the person wrote; empty parts are left out."""
    language = data["language"]
    frame, words = FRAMES[kind, language], _WORDS[language]
    head = [data["to"], f"{words['from']}: {data['sender']}"]
    if data.get("contact"):
        head.append(f"{words['contact']}: {data['contact']}")
    head.append(f"{words['employer']}: {data['employer']}")
    parts = [(words["facts"], _lines(data["facts"]))]
    if data.get("law"):
        parts.append((words["law"], _lines(data["law"])))
    return Paper(
        language=language,
        head=[plain(line) for line in head],
        title=frame.title,
        parts=parts,
        asks_label=frame.asks,
        asks=_lines(data["asks"]),
        papers_label=words["papers"],
        papers=_lines(data.get("papers", "")),
        sign=words["sign"].format(day=on.strftime("%d.%m.%Y")),
    )


def plain(text: str) -> str:
    """Return one line without controls: XML knows none, and they could hide words."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _lines(text: str) -> list[str]:
    return [line for part in text.splitlines() if (line := plain(part))]


def docx_of(paper: Paper) -> bytes:
    """Return a paper as DOCX, to be changed in any office program."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Sans", Pt(11)
    for line in paper.head:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(paper.title, level=1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading, lines in paper.parts:
        document.add_heading(heading, level=2)
        for line in lines:
            document.add_paragraph(line)
    document.add_heading(paper.asks_label, level=2)
    for line in paper.asks:
        document.add_paragraph(line, style="List Number")
    if paper.papers:
        document.add_heading(paper.papers_label, level=2)
        for line in paper.papers:
            document.add_paragraph(line, style="List Bullet")
    document.add_paragraph(paper.sign)
    document.core_properties.author = document.core_properties.comments = ""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_pages_of(paper: Paper) -> bytes:
    """Return a paper as PDF; takes about two seconds."""
    return pdf_of(render_to_string("assistant/paper.html", {"paper": paper}))
