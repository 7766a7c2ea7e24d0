"""Articles, points and passages of an act."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PASSAGE = 900  # characters; longer ones are split at paragraphs, then at sentences
_EXCLUDED = re.compile(r"^(?:исключен[аоы]?\b|алып таста)", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a point; ``sub`` is the number of a subpoint, or empty."""

    text: str
    sub: str = ""

    @property
    def body(self) -> str:
        """Return the text without its number."""
        return re.sub(r"^\d+(?:-\d+)?[.)]\s*", "", self.text)

    @property
    def is_excluded(self) -> bool:
        """Say whether a later law has taken this paragraph away."""
        return bool(_EXCLUDED.match(self.body))


@dataclass(frozen=True)
class Point:
    """A numbered point of an article; the number is empty where an article has none."""

    number: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """Return all of it."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def is_excluded(self) -> bool:
        """Say whether a later law has taken this point away."""
        return self.paragraphs[0].is_excluded


@dataclass(frozen=True)
class Passage:
    """A piece of a point that is short enough to be found and shown."""

    article: str
    point: str
    sub: str  # the first subpoint in it, or empty
    text: str


@dataclass(frozen=True)
class Article:
    """An article with its points; ``notes`` are the publisher's, not the law's."""

    number: str
    title: str
    section: str = ""
    points: tuple[Point, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the whole text of the law, without the publisher's notes."""
        return "\n".join(point.text for point in self.points)

    @property
    def is_excluded(self) -> bool:
        """Say whether the article is only a number that a later law has emptied."""
        return not self.points or all(point.is_excluded for point in self.points)

    def point(self, number: str) -> Point | None:
        """Return a point by its number, unless a later law has taken it away."""
        return next((p for p in self.points if p.number == number and not p.is_excluded), None)

    def passages(self, limit: int = PASSAGE) -> Iterator[Passage]:
        """Yield the text in pieces of at most ``limit`` characters, none across two points."""
        for point in self.points:
            for sub, text in _pieces(point, limit):
                yield Passage(self.number, point.number, sub, text)


def _pieces(point: Point, limit: int) -> Iterator[tuple[str, str]]:
    held, sub = "", ""
    for paragraph in point.paragraphs:
        if paragraph.is_excluded:
            continue
        for piece in _split(paragraph.text, limit):
            if held and len(held) + 1 + len(piece) > limit:
                yield sub, held
                held = ""
            sub = sub if held else paragraph.sub
            held = f"{held}\n{piece}" if held else piece
    if held:
        yield sub, held


def _split(text: str, limit: int) -> Iterator[str]:
    """Cut a long paragraph after a sentence, then after a comma, then where it must be."""
    while len(text) > limit:
        cut = max(text.rfind(". ", 0, limit), text.rfind("; ", 0, limit)) + 1
        cut = cut or text.rfind(", ", 0, limit) + 1 or text.rfind(" ", 0, limit) or limit
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text
