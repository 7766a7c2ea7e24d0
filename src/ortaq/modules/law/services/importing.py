"""From a file to articles and passages, and to what they change."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.lib.norms import Article as Read
from ortaq.lib.norms import (
    Changes,
    Norm,
    NotALawError,
    amended_on,
    diff,
    language_of,
    open_source,
    read_act,
    recognise,
)
from ortaq.modules.law import catalogue, snapshot
from ortaq.modules.law.errors import ImportRefusedError
from ortaq.modules.law.events import EditionImported
from ortaq.modules.law.models import Act, Article, Edition, Passage, Touch
from ortaq.modules.law.services.marking import hold, renew

FEWEST = 3  # articles; a page that cites one is not an act
FEW, HEAD = 12, 3000  # a law that amends codes has few articles, and says so in its title
_AMENDING = re.compile(r"о внесении изменени|өзгерістер\s+(?:мен толықтырулар\s+)?енгізу туралы")


@dataclass(frozen=True)
class Choices:
    """What a person said of a file; what is empty is read from the text."""

    act: str = ""
    language: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class ImportReport:
    """What an import did."""

    edition: Edition
    articles: int
    passages: int
    first: bool  # there was no text of this act in this language
    changes: Changes = field(default_factory=Changes)
    touched: tuple[str, ...] = ()
    same: bool = False  # the very text stands already


def import_file(*, actor: User | None, path: Path, choices: Choices | None = None) -> ImportReport:
    """Read a file and import it; ImportRefusedError says in words why not."""
    if not path.is_file():
        raise ImportRefusedError("absent")
    try:
        source = open_source(path)
    except NotALawError as error:
        raise ImportRefusedError(error.reason) from error
    by_address = {info.adilet_id: code for code, info in catalogue.acts().items()}
    chosen = choices or Choices()
    act = chosen.act or by_address.get(source.adilet_id, "")
    return import_act(
        actor=actor,
        text=source.text,
        name=path.name,
        choices=Choices(act, chosen.language, chosen.dated),
    )


@transaction.atomic
def import_act(
    *, actor: User | None, text: str, name: str = "", choices: Choices | None = None
) -> ImportReport:
    """Import a consolidated text as the current edition of its act and language.

    The same text again changes nothing; an older one is refused. Norms whose article or point has
    changed are marked to be read again. Searchable when this returns. Publishes EditionImported.
    """
    chosen = choices or Choices()
    articles = read_act(text)
    if len(articles) < FEWEST:
        raise ImportRefusedError("not_a_law")
    if len(articles) <= FEW and _AMENDING.search(text[:HEAD].lower()):
        raise ImportRefusedError("amending")
    info = _act_of(chosen.act or recognise(text, articles))
    language = chosen.language or language_of(text)
    hold()
    norms = snapshot.current().norms  # asked before anything changes: it is kept for this mark
    act, _made = Act.objects.get_or_create(
        code=info.code, defaults={"names": info.names, "adilet_id": info.adilet_id}
    )
    dated = chosen.dated or amended_on(text, until=timezone.localdate()) or info.dated
    before = act.editions.filter(language=language, is_current=True).first()
    digest = _digest_of(articles)
    if before and before.digest == digest and before.dated >= dated:
        return _unchanged(before)
    if before and before.dated > dated:
        raise ImportRefusedError("older", day=dated.isoformat(), later=before.dated.isoformat())
    edition = _replace(act, before, language=language, dated=dated, digest=digest)
    Edition.objects.filter(pk=edition.pk).update(source=name[:200], imported_by=actor)
    count = _store(edition, articles)
    changes = _changes(before, articles)
    touched = _touch(edition, changes, norms.values())
    renew()
    audit.record(
        action="law.imported",
        subject=edition,
        actor=actor,
        params={"act": act.code, "language": language, "on": dated.isoformat()},
    )
    publish(
        EditionImported(
            act=act.code, language=language, edition_id=edition.pk, norms=list(touched)
        )
    )
    return ImportReport(edition, len(articles), count, before is None, changes, touched)


def _act_of(code: str) -> catalogue.ActInfo:
    known = catalogue.acts()
    if not code:
        raise ImportRefusedError("which_act", acts=", ".join(known))
    if code not in known:
        raise ImportRefusedError("unknown_act", act=code, acts=", ".join(known))
    return known[code]


def _digest_of(articles: Iterable[Read]) -> str:
    parts = [f"{a.number}\x1f{a.title}\x1f{a.text}\x1f{a.notes}" for a in articles]
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


def _unchanged(edition: Edition) -> ImportReport:
    pieces = Passage.objects.filter(article__edition=edition).count()
    return ImportReport(edition, edition.articles.count(), pieces, first=False, same=True)


def _replace(
    act: Act, before: Edition | None, *, language: str, dated: date, digest: str
) -> Edition:
    """Put a new edition where the one before stood; its passages are no longer searched."""
    if before:
        Edition.objects.filter(pk=before.pk).update(is_current=False)
        Passage.objects.filter(article__edition=before).delete()
    return Edition.objects.create(
        act=act, language=language, dated=dated, digest=digest, imported_at=timezone.now()
    )


def _store(edition: Edition, articles: Sequence[Read]) -> int:
    rows = Article.objects.bulk_create(
        Article(
            edition=edition,
            order=order,
            number=one.number,
            title=one.title,
            section=one.section,
            points=[[p.number, [[q.sub, q.text] for q in p.paragraphs]] for p in one.points],
            notes=list(one.notes),
        )
        for order, one in enumerate(articles)
    )
    pieces = [
        Passage(article=row, order=order, point=piece.point, sub=piece.sub, text=piece.text)
        for row, one in zip(rows, articles, strict=True)
        if not one.is_excluded
        for order, piece in enumerate(one.passages())
    ]
    Passage.objects.bulk_create(pieces, batch_size=1000)
    return len(pieces)


def _changes(before: Edition | None, articles: Sequence[Read]) -> Changes:
    if before is None:
        return Changes()
    return diff([row.read for row in before.articles.order_by("order")], articles)


def _touch(edition: Edition, changes: Changes, norms: Iterable[Norm]) -> tuple[str, ...]:
    """Mark the norms that a new edition touches, once each; write what changed at the edition."""
    Edition.objects.filter(pk=edition.pk).update(
        changes={
            "new": list(changes.new),
            "changed": [one.number for one in changes.changed],
            "gone": list(changes.gone),
        }
    )
    if not changes:
        return ()
    found = {
        norm.id: article
        for norm in norms
        if (article := _touched_article(norm, edition.act.code, changes))
    }
    waiting = Touch.objects.filter(norm__in=found, settled_at__isnull=True)
    open_already = set(waiting.values_list("norm", flat=True))
    Touch.objects.bulk_create(
        Touch(
            norm=norm,
            edition=edition,
            article=article,
            what=Touch.What.GONE if article in changes.gone else Touch.What.CHANGED,
        )
        for norm, article in found.items()
        if norm not in open_already
    )
    return tuple(sorted(found))


def _touched_article(norm: Norm, act: str, changes: Changes) -> str:
    """Return the first changed article that a norm stands on; empty when none has changed."""
    for cited in norm.citations:
        if cited.act == act and changes.touches(cited.article, cited.point):
            return cited.article
    return ""
