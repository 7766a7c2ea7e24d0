"""Norms, and how far each may be believed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ortaq.lib.norms import Norm
from ortaq.modules.law import catalogue, snapshot
from ortaq.modules.law.catalogue import ActInfo, Topic
from ortaq.modules.law.errors import UnknownNormError
from ortaq.modules.law.models import NormVersion, SignOff, Touch
from ortaq.modules.law.trust import Standing, Trust


def norms(
    *, on: date | None = None, topic: str | None = None, act: str | None = None
) -> list[Norm]:
    """Return Kazakhstan's norms in force on a day (today), in the order of acts and articles."""
    return [
        norm
        for norm in snapshot.current().in_force(on or timezone.localdate())
        if (topic is None or norm.topic == topic) and (act is None or norm.act == act)
    ]


def norms_and_standings(on: date) -> tuple[Sequence[Norm], Mapping[str, Standing]]:
    """Return the norms in force on a day and where every norm stands, of one moment."""
    now = snapshot.current()
    return now.in_force(on), now.standings


def ilo_norms(*, topic: str | None = None) -> list[Norm]:
    """Return the ILO's norms, by instrument."""
    found = [n for n in snapshot.current().norms.values() if n.is_ilo]
    chosen = [n for n in found if topic is None or n.topic == topic]
    return sorted(chosen, key=lambda n: (snapshot.numbers(n.instrument), n.instrument, n.article))


def norm(norm_id: str) -> Norm:
    """Return a norm as it is worded today; UnknownNormError when there is none."""
    found = snapshot.current().norms.get(norm_id)
    if found is None:
        raise UnknownNormError(norm_id)
    return found


def standing(subject: Norm) -> Standing:
    """Return where a norm stands, with who signed it and why it is not settled."""
    found = snapshot.current().standings.get(subject.id)
    if found is None:
        raise UnknownNormError(subject.id)
    return found


def standings() -> Mapping[str, Standing]:
    """Return where every norm stands, by name: one question for a whole list."""
    return snapshot.current().standings


def trust(subject: Norm) -> Trust:
    """Return signed, matched or unverified; what is unverified is never presented as law."""
    return standing(subject).trust


def counts() -> Mapping[str, int]:
    """Count Kazakhstan's norms: signed, matched, unverified, touched, unread in Kazakh."""
    now = snapshot.current()
    found: Counter[str] = Counter()
    for key, one in now.norms.items():
        if not one.is_ilo:
            where = now.standings[key]
            found[where.trust] += 1
            found["touched"] += where.touched
            found["kazakh"] += not where.kazakh_read
            found["all"] += 1
    return found


def topics(*, ilo: bool = False) -> list[tuple[Topic, int]]:
    """Return the topics that have norms, with how many, in the order of the reader's alphabet."""
    rows = ilo_norms() if ilo else norms()
    found = Counter(one.topic for one in rows)
    pairs = [(catalogue.topic(key), count) for key, count in found.items()]
    return sorted(pairs, key=lambda pair: str(pair[0].names))


def acts() -> Mapping[str, ActInfo]:
    """Return the acts that norms come from, by code."""
    return catalogue.acts()


def touches() -> QuerySet[Touch]:
    """Return the norms whose text a new edition has changed and nobody has read again."""
    return Touch.objects.filter(settled_at__isnull=True).select_related("edition__act")


def version(norm_id: str) -> int:
    """Return the number of the union's own last wording; 0 when it is the release's."""
    rows = NormVersion.objects.filter(norm=norm_id).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def history(norm_id: str) -> list[SignOff | NormVersion]:
    """Return signatures and wordings of a norm, the latest first."""
    signed = SignOff.objects.filter(norm=norm_id).select_related("signed_by", "withdrawn_by")
    worded = NormVersion.objects.filter(norm=norm_id).select_related("made_by")
    rows: list[SignOff | NormVersion] = [*signed, *worded]
    return sorted(rows, key=_moment, reverse=True)


def _moment(row: SignOff | NormVersion) -> Any:
    return row.signed_at if isinstance(row, SignOff) else row.made_at
