"""Imported official texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from ortaq.lib.norms import Article as Read
from ortaq.lib.norms import Changes, diff
from ortaq.modules.law import catalogue
from ortaq.modules.law.models import Article, Edition, Passage

STALE_DAYS = 60


@dataclass(frozen=True)
class ArticleText:
    """An article of a current edition."""

    act: str
    language: str
    dated: date
    read: Read


@dataclass(frozen=True)
class PassageText:
    """A piece of a current edition, as an index takes it in."""

    id: int
    act: str
    language: str
    article: str
    point: str
    sub: str
    title: str
    text: str
    dated: date


def editions() -> QuerySet[Edition]:
    """Return the current editions, by act and language."""
    rows = Edition.objects.filter(is_current=True).select_related("act", "checked_by")
    return rows.order_by("act__code", "language")


def edition(act: str, *, lang: str = "ru") -> Edition | None:
    """Return the current edition of an act in a language."""
    return editions().filter(act__code=act, language=lang).first()


def edition_by_id(pk: int) -> Edition | None:
    """Return an edition, the earlier ones too."""
    return Edition.objects.select_related("act", "imported_by").filter(pk=pk).first()


def edition_age(act: str = "tk") -> int | None:
    """Return how many days ago an act's text was last known to be the newest; None without one.

    Known is the day of its latest amending law, or the day on which somebody looked and found
    nothing newer.
    """
    rows = Edition.objects.filter(is_current=True, act__code=act)
    days = [max(row.dated, row.checked_on or row.dated) for row in rows]
    return (timezone.localdate() - max(days)).days if days else None


def passages(*, lang: str | None = None) -> Iterator[PassageText]:
    """Yield every passage of the current editions, in the order of the texts."""
    rows = Passage.objects.filter(article__edition__is_current=True)
    rows = rows.filter(article__edition__language=lang) if lang else rows
    ordered = rows.order_by("article__edition_id", "article__order", "order").values_list(
        "pk",
        "article__edition__act__code",
        "article__edition__language",
        "article__number",
        "point",
        "sub",
        "article__title",
        "text",
        "article__edition__dated",
    )
    for row in ordered.iterator():
        yield PassageText(*row)


def articles(act: str, *, lang: str = "ru") -> QuerySet[Article]:
    """Return the articles of an act's current edition, in order."""
    rows = Article.objects.filter(edition__is_current=True, edition__language=lang)
    return rows.filter(edition__act__code=act).select_related("edition").order_by("order")


def article(act: str, number: str, *, lang: str = "ru") -> ArticleText | None:
    """Return an article of the current edition; in the other language when only that is there."""
    for language in (lang, "ru", "kk"):
        row = articles(act, lang=language).filter(number=number).first()
        if row:
            return ArticleText(act, language, row.edition.dated, row.read)
    return None


def changed_articles(subject: Edition) -> Changes:
    """Compare an edition with the one before it."""
    before = (
        Edition.objects.filter(act=subject.act_id, language=subject.language, pk__lt=subject.pk)
        .order_by("-pk")
        .first()
    )
    if before is None:
        return Changes()
    return diff(_reads(before), _reads(subject))


def _reads(subject: Edition) -> list[Read]:
    return [row.read for row in subject.articles.order_by("order")]


def adilet_link(act: str, *, lang: str = "ru") -> str:
    """Return the official address of an act; empty for one that we do not know."""
    info = catalogue.acts().get(act)
    return info.link(lang) if info else ""
