"""What changed between two editions of an act."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ortaq.lib.norms.reading.articles import Article


@dataclass(frozen=True)
class ChangedArticle:
    """An article that stands in both editions with another text."""

    number: str
    old: Article
    new: Article
    points: tuple[str, ...]  # numbers of the points that are new, gone or changed


@dataclass(frozen=True)
class Changes:
    """Articles that came, changed and went, in the order of the act."""

    new: tuple[str, ...] = ()
    changed: tuple[ChangedArticle, ...] = ()
    gone: tuple[str, ...] = ()
    by_number: dict[str, ChangedArticle] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def touches(self, article: str, point: str = "") -> bool:
        """Say whether a norm at this address must be looked at again."""
        if article in self.gone:
            return True
        changed = self.by_number.get(article)
        if changed is None:
            return False
        return not point or not changed.points or point in changed.points


def _plain(text: str) -> str:
    return re.sub(r"[\s«»\"“”–—-]+", " ", text).strip().lower()


def _points(article: Article) -> dict[str, str]:
    return {point.number: _plain(point.text) for point in article.points}


def diff(old: Iterable[Article], new: Iterable[Article]) -> Changes:
    """Compare two editions article by article; quotes, dashes and spaces do not count."""
    before = {a.number: a for a in old if not a.is_excluded}
    after = {a.number: a for a in new if not a.is_excluded}
    changed = []
    for number, article in after.items():
        if number in before:
            was, now = _points(before[number]), _points(article)
            retitled = _plain(before[number].title) != _plain(article.title)
            points = tuple(p for p in {**was, **now} if was.get(p) != now.get(p))
            if points or retitled:
                changed.append(ChangedArticle(number, before[number], article, points))
    return Changes(
        new=tuple(n for n in after if n not in before),
        changed=tuple(changed),
        gone=tuple(n for n in before if n not in after),
        by_number={change.number: change for change in changed},
    )


def words_changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield ("same" | "gone" | "new", words) in order, for reading without colours."""
    before, after = (re.findall(r"\s+|\S+", text) for text in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(before[a:b])
            continue
        if b > a:
            yield "gone", "".join(before[a:b])
        if d > c:
            yield "new", "".join(after[c:d])
