"""Is what a norm says found where it says it stands? Decided by rule, over the official text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ortaq.lib.norms.citations import citations_in, expand
from ortaq.lib.norms.model import Norm
from ortaq.lib.norms.numerals import numbers_in, numbers_of
from ortaq.lib.norms.quantities import Unit
from ortaq.lib.norms.reading.articles import Article


class Found(StrEnum):
    """What the official text says of a norm."""

    YES = "yes"
    NO_ARTICLE = "no_article"
    NO_POINT = "no_point"
    NO_NUMBER = "no_number"
    NO_WORDS = "no_words"


@dataclass(frozen=True)
class Match:
    """The outcome for one norm, and what was missing."""

    found: Found
    missing: str = ""

    @property
    def is_match(self) -> bool:
        """Say whether the norm was found."""
        return self.found is Found.YES


# The share of a statement's stems that must stand in the article. Measured on the catalogue: .4
# keeps 96 of 100 norms and lets 11 of 100 wrong articles pass; a number found says more, so less
# is asked of the words then.
_LEAST_SHARE = 0.4
_LEAST_SHARE_WITH_NUMBER = 0.3
_STEM = 5
_COUNTED = {Unit.COUNT, Unit.SECTION, Unit.BOOL, Unit.OTHER}  # our own counts, not numbers of law
_ONE = {
    Unit.MONTH: "меся", Unit.YEAR: "год", Unit.WORKING_DAY: "рабоч", Unit.CALENDAR_DAY: "ден",
    Unit.HOUR: "час", Unit.AVERAGE_WAGE: "средн", Unit.MIN_WAGE: "миним", Unit.PERSON: "работник",
    Unit.WEEK: "недел", Unit.SUBSISTENCE: "прожиточн", Unit.TIMES: "размер",
}  # fmt: skip
_SAID_AS: list[tuple[Unit, Decimal, str]] = [  # the same quantity in other words of the law
    (Unit.MONTH, Decimal(12), r"\b(?:од(?:ин|ного)\s+)?года?\b"),
    (Unit.MINUTE, Decimal(30), r"пол(?:у|)часа"),
    (Unit.MINUTE, Decimal(60), r"\b(?:одного\s+|1\s+)?час[а]?\b"),
    (Unit.HOUR, Decimal(24), r"\bсут(?:ки|ок)\b"),
    (Unit.CALENDAR_DAY, Decimal(14), r"дв(?:е|ух)\s+недел"),
    (Unit.DAY_OF_MONTH, Decimal(10), r"перв\w+\s+декад"),
    (Unit.PERCENT, Decimal(50), r"половин|большинств"),
    (Unit.PERCENT, Decimal("66.7"), r"дв(?:е|ух)\s+трет"),
]


def match(norm: Norm, articles: Mapping[str, Article]) -> Match:
    """Look a norm up in the articles of its act, by number of article."""
    numbers = _articles_of(norm)
    found = [articles[n] for n in numbers if n in articles and not articles[n].is_excluded]
    if not found:
        return Match(Found.NO_ARTICLE, norm.article)
    text = _text_at(norm, found)
    if not text:
        return Match(Found.NO_POINT, norm.citation.point or norm.citation.sub)
    wanted = _wanted(norm)
    missing = [number for number in wanted if not _is_said(number, norm, text)]
    if missing:
        return Match(Found.NO_NUMBER, ", ".join(f"{number.normalize():f}" for number in missing))
    least = _LEAST_SHARE_WITH_NUMBER if wanted else _LEAST_SHARE
    whole = "\n".join(f"{article.title}\n{article.text}" for article in found)
    return Match(Found.YES if _share(norm.statement.ru, whole) >= least else Found.NO_WORDS)


def _articles_of(norm: Norm) -> list[str]:
    return [n for part in re.findall(r"\d+(?:-\d+)?", norm.article) for n in expand(part)]


def _text_at(norm: Norm, articles: list[Article]) -> str:
    """Return the text of the point, of the whole article where none is named; empty if absent."""
    point, sub = norm.citation.point, norm.citation.sub
    whole = "\n".join(article.text for article in articles)
    if sub and not any(_has_sub(article, point, sub) for article in articles):
        return ""
    if not point or not _is_one_point(norm.point):
        return whole
    return "\n".join(found.text for article in articles if (found := article.point(point)))


def _has_sub(article: Article, point: str, sub: str) -> bool:
    points = [p for p in article.points if not point or p.number == point]
    return any(q.sub == sub and not q.is_excluded for p in points for q in p.paragraphs)


def _is_one_point(written: str) -> bool:
    return len(expand(re.sub(r"\s.*", "", written))) == 1 and not re.search(r"[,;]", written)


def _wanted(norm: Norm) -> list[Decimal]:
    """Return the parameter's number, or, without one, the numerals of the statement."""
    quantity = norm.param.quantity if norm.param else None
    if quantity is not None and quantity.unit not in _COUNTED:
        return [quantity.value]
    statement = norm.statement.ru
    for cited in {c.article for c in citations_in(statement)}:
        statement = re.sub(rf"(?<!\d){re.escape(cited)}(?!\d)", " ", statement)
    return [] if quantity else [n.value for n in numbers_in(statement) if not n.in_words]


def _is_said(number: Decimal, norm: Norm, text: str) -> bool:
    stated = numbers_of(text)
    if number in stated or number == 0 or number in _shares(norm, stated):
        return True
    lowered = text.lower().replace("ё", "е")
    unit = norm.param.measure if norm.param else Unit.OTHER
    if number == 1 and _ONE.get(unit, "\n") in lowered:  # «не позднее месяца» is one month
        return True
    words = (w for u, value, w in _SAID_AS if value == number and unit in {u, Unit.OTHER})
    return any(re.search(word, lowered) for word in words) or _is_sum(number, norm, stated)


def _shares(norm: Norm, stated: frozenset[Decimal]) -> set[Decimal]:
    """Return 50 for a half that the text writes as 0.5, and 1.5 for its 150 percent."""
    if norm.param and norm.param.measure is Unit.PERCENT:
        return {number * 100 for number in stated}
    return {number / 100 for number in stated} if norm.param else set()


def _is_sum(number: Decimal, norm: Norm, stated: frozenset[Decimal]) -> bool:
    """Say whether it is the sum of two numbers that statement and law both name (70 + 56)."""
    both = numbers_of(norm.statement.ru) & stated
    return any(number - one in both for one in both)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[а-яёәғқңөұүһі]{5,}", text.lower().replace("ё", "е"))
    return {word[:_STEM] for word in words}


def _share(statement: str, text: str) -> float:
    wanted = _stems(statement)
    return len(wanted & _stems(text)) / len(wanted) if wanted else 1.0
