"""The law for everybody: topics, norms, imported texts, the ILO, values."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ortaq.foundation.accounts.access import public
from ortaq.foundation.ui.paging import paginate
from ortaq.lib.norms import Citation
from ortaq.modules.law import catalogue, selectors
from ortaq.modules.law.listing import sliced
from ortaq.modules.law.selectors import STALE_DAYS, Trust
from ortaq.modules.law.views.showing import find, shown_many

PER_PAGE = 20
_NUMBER = re.compile(r"[1-9]\d{0,2}(?:-\d{1,2})?")  # of an article that has no norm of ours
ARTICLES = 100


def _language() -> str:
    return "kk" if (get_language() or "kk")[:2] == "kk" else "ru"


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what the law is about, and of which day it is."""
    editions = list(selectors.editions())
    age = selectors.edition_age()
    context: dict[str, Any] = {
        "topics": selectors.topics(),
        "editions": editions,
        "stale": age is not None and age > STALE_DAYS,
        "counts": selectors.counts(),
    }
    return render(request, "law/public/index.html", context)


@public
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """List the norms on a topic: what is settled first, what is not verified after it."""
    found = next((t for t in catalogue.topics().values() if t.slug == slug), None)
    if found is None:
        raise Http404
    is_ilo = slug.startswith("ilo-")
    norms = (selectors.ilo_norms if is_ilo else selectors.norms)(topic=found.key)
    rows = sorted(shown_many(norms), key=lambda row: row.standing.trust is Trust.UNVERIFIED)
    page = sliced(rows, request, per_page=PER_PAGE)
    context = {"topic": found, "page": page, "is_ilo": is_ilo}
    return render(request, "law/public/topic.html", context)


@public
@require_safe
def norm(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Show a norm: its words, its address, its standing, and the official article."""
    row = find(norm_id)
    if row is None:
        raise Http404
    text = selectors.article(row.norm.act, row.norm.article, lang=_language())
    return render(request, "law/public/norm.html", {"row": row, "text": text})


@public
@require_safe
def act(request: HttpRequest, code: str) -> HttpResponse:
    """List the articles of an imported act."""
    language = _language()
    language = language if selectors.edition(code, lang=language) else "ru"
    edition = selectors.edition(code, lang=language) or selectors.edition(code, lang="kk")
    if edition is None:
        return _without_text(request, code)
    rows = selectors.articles(code, lang=edition.language).defer("points", "notes")
    page = paginate(rows, request, per_page=ARTICLES, order=("order", "pk"))
    link = selectors.adilet_link(code, lang=edition.language)
    context = {"edition": edition, "page": page, "link": link}
    return render(request, "law/public/act.html", context)


def _without_text(request: HttpRequest, code: str, number: str = "") -> HttpResponse:
    """Show our norms of an act or an article whose official text nobody has imported."""
    known = catalogue.acts().get(code)
    ours = selectors.norms(act=code)
    norms = [one for one in ours if number in ("", one.article)]
    if known is None or not (norms or _may_be(number, [one.article for one in ours])):
        raise Http404
    citation = Citation(code, number)
    context = {
        "title": citation.text((get_language() or "kk")[:2]) if number else known.names,
        "number": number,
        "page": sliced(shown_many(norms), request, per_page=PER_PAGE),
        "link": selectors.adilet_link(code, lang=_language()),
    }
    return render(request, "law/public/untexted.html", context)


def _may_be(number: str, known: list[str]) -> bool:
    """Tell whether an act may have an article: none beyond the last one that we know of."""
    if not _NUMBER.fullmatch(number):
        return False
    highest = max(
        (int(one.split("-", maxsplit=1)[0]) for one in known if _NUMBER.fullmatch(one)), default=0
    )
    return int(number.split("-", maxsplit=1)[0]) <= highest


@public
@require_safe
def article(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Show an imported article, and our norms that stand on it."""
    text = selectors.article(code, number, lang=_language())
    if text is None:
        return _without_text(request, code, number)
    norms = [one for one in selectors.norms(act=code) if one.article == number]
    context = {
        "text": text,
        "rows": shown_many(norms),
        "act": catalogue.acts()[code],
        "link": selectors.adilet_link(code, lang=text.language),
    }
    return render(request, "law/public/article.html", context)


@public
@require_safe
def ilo(request: HttpRequest) -> HttpResponse:
    """Show which standards of the ILO bind the country, and what they say."""
    known = catalogue.ratifications()
    context = {
        "topics": selectors.topics(ilo=True),
        "ratified": known["ratified"],
        "others": known["not_ratified_relevant"],
        "meta": known["meta"],
        "is_russian": (get_language() or "kk")[:2] != "en",
    }
    return render(request, "law/public/ilo.html", context)


@public
@require_safe
def values(request: HttpRequest) -> HttpResponse:
    """Show the reference values by date."""
    return render(request, "law/public/values.html", {"groups": selectors.value_groups()})
