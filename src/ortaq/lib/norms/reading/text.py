"""From lines to articles: the shape in which adilet.zan.kz gives consolidated texts.

Paragraphs are indented by no-break spaces or parted by empty lines; links of the site split lines
in the middle of a sentence; notes of the publisher ("Сноска", "Примечание ИЗПИ!", "Ескерту") stand
between paragraphs and are not law. Headings: "Статья 113. …", "113-бап. …", chapters and sections.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ortaq.lib.norms.reading.articles import Article, Paragraph, Point

_N = r"\d+(?:-\d+)?"
_ARTICLE = re.compile(
    rf"^(?:Статья\s+(?P<ru>{_N})|(?P<kk>{_N})-\s?бап)(?:\.\s*(?P<title>.*)|\s*)$", re.DOTALL
)
_SECTION = re.compile(
    r"^(?:ОБЩАЯ ЧАСТЬ|ОСОБЕННАЯ ЧАСТЬ|ЖАЛПЫ БӨЛІК|ЕРЕКШЕ БӨЛІК"
    r"|(?:РАЗДЕЛ|Раздел|ПОДРАЗДЕЛ|Подраздел)\s+[\dIVXLІ]"
    r"|(?:ГЛАВА|Глава)\s+\d|(?:ПАРАГРАФ|Параграф|§)\s*\d"
    r"|\d+(?:-\d+)?-?\s?(?:БӨЛІМ|бөлім|Бөлім|ТАРАУ|тарау|Тарау|параграф|ПАРАГРАФ)\b"
    r"|[IVXLІ]+\s?(?:БӨЛІМ|бөлім)\b)"
)
_POINT = re.compile(rf"^({_N})\.\s")
_SUB = re.compile(rf"^({_N})\)\s")
_NOTE = re.compile(
    r"^(?:Сноска\b|Ескерту\b|Примечани[ея] (?:ИЗПИ|РЦПИ)|(?:ҚР )?(?:ЗҚАИ|РҚАО|ЗҚАИ)\S* ескертпес"
    r"|Порядок введения в действие .{0,40}см\.?|Вниманию пользователей"
    r"|(?:Статья|Глава|Параграф) [\d-]+(?: с изменени| - в редакц| исключен| дополнен)"
    r"|Заголовок (?:статьи|главы)"
    r"|(?:В )?(?:[Пп]одпункт|[Пп]ункт|[Чч]асть|[Аа]бзац|[Сс]тать)\S* .{0,80}предусматрива\w+ "
    r"(?:изменени|в редакции|исключить|дополнить))"
)
_ANNOUNCES = re.compile(r"^(?:Примечани[ея] (?:ИЗПИ|РЦПИ)\s*!?|.{0,12}ескертпесі\s*!?)$")
_NOT_YET = re.compile(r"\((?:текст исключен|мәтін алып тасталды)\)\.?$")
_INDENT = re.compile(r"^[ \t]*\u00a0{3,}")


def _clean(line: str) -> str:
    return re.sub(r"\s+", " ", line.replace("\u00a0", " ").replace("\ufeff", "")).strip()


def _joined(parts: list[str]) -> str:
    text = " ".join(parts)
    return re.sub(r"\(\s+", "(", re.sub(r"\s+([;:,.)»])", r"\1", text))


def blocks(lines: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs, with lines that links have split put together again."""
    held: list[str] = []
    for raw in lines:
        line = _clean(raw)
        heading = bool(line) and not _INDENT.match(raw) and _is_heading(line)
        if (not line or heading or _INDENT.match(raw)) and held:
            yield _joined(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield _joined(held)


def _is_heading(line: str) -> bool:
    return bool(_ARTICLE.match(line) or _SECTION.match(line))


@dataclass
class _Draft:
    number: str
    title: str
    section: str
    points: list[tuple[str, list[Paragraph]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    announced: bool = False  # the next paragraph is the note that was just announced

    def take(self, text: str) -> None:
        """Take one paragraph: a note, the start of a point, a subpoint, or plain text."""
        if self.announced or _NOTE.match(text) or _NOT_YET.search(text):
            self.announced = bool(_ANNOUNCES.match(text))
            if not self.announced:
                self.notes.append(text)
            return
        point, sub = _POINT.match(text), _SUB.match(text)
        paragraph = Paragraph(text, sub.group(1) if sub else "")
        if point or not self.points:
            self.points.append((point.group(1) if point else "", [paragraph]))
        else:
            self.points[-1][1].append(paragraph)

    def done(self) -> Article:
        """Return the finished article."""
        points = tuple(Point(number, tuple(paragraphs)) for number, paragraphs in self.points)
        return Article(self.number, self.title, self.section, points, tuple(self.notes))


def read_act(source: str | Iterable[str]) -> list[Article]:
    """Read the articles of a consolidated text, in order; empty when it has none.

    An article that stands twice (a table of contents before the text) is taken where it has more.
    """
    lines = source.splitlines() if isinstance(source, str) else source
    found: dict[str, Article] = {}
    section, draft = "", None
    for text in blocks(lines):
        heading = _ARTICLE.match(text)
        if heading:
            _keep(found, draft)
            number = heading.group("ru") or heading.group("kk")
            draft = _Draft(number, (heading.group("title") or "").strip(), section)
        elif _SECTION.match(text):
            _keep(found, draft)
            section, draft = text, None
        elif draft:
            draft.take(text)
    _keep(found, draft)
    return list(found.values())


def _keep(found: dict[str, Article], draft: _Draft | None) -> None:
    if draft is None:
        return
    article = draft.done()
    before = found.pop(article.number, None)
    kept = before if before and len(before.text) > len(article.text) else article
    found[article.number] = kept
