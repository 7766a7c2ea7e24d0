"""Outcomes of the invented appeals, and a month of them drawn for review."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random

from django.utils import timezone

from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal, Outcome, Reply, Review
from ortaq.modules.appeals.services.reviews import month_before
from ortaq.modules.appeals.workflow import Ending, Remedy, Status, Topic, Verdict

ENDINGS = (*[Ending.REMEDIED] * 7, *[Ending.PARTLY] * 2, Ending.REFUSED, Ending.COURT)
SEED = sha256(b"an invented head of the chain").hexdigest()
USUAL = {
    Topic.PAY: Remedy.MONEY,
    Topic.DISMISSAL: Remedy.REINSTATED,
    Topic.SAFETY: Remedy.DANGER_REMOVED,
    Topic.HOURS: Remedy.RIGHT_RESTORED,
    Topic.AGREEMENT: Remedy.RIGHT_RESTORED,
    Topic.PRESSURE: Remedy.RIGHT_RESTORED,
}
ARTICLE = "ҚР ЕК 113-бап / ст. 113 ТК РК"


def stage_outcomes(appeals: Sequence[Appeal], replies: Sequence[Reply], rng: Random) -> None:
    """Write what came of answered and closed appeals; those of last year stated nothing yet."""
    last = {reply.appeal_id: reply for reply in replies}  # in the order of time
    this_year = timezone.localdate().year
    rows = [
        _outcome(appeal, last[appeal.pk], rng)
        for appeal in appeals
        if appeal.pk in last and last[appeal.pk].at.year == this_year
    ]
    Outcome.objects.bulk_create(rows, batch_size=2_000)
    _stage_reviews(appeals)
    services.count_figures(now=timezone.now())


def _outcome(appeal: Appeal, reply: Reply, rng: Random) -> Outcome:
    kind = rng.choice(ENDINGS)
    remedies: list[Remedy] = []
    if kind in (Ending.REMEDIED, Ending.PARTLY):
        remedies = [USUAL.get(Topic(appeal.topic), Remedy.EXPLAINED)]
    closed = appeal.status == Status.CLOSED
    said = Verdict.YES if reply.stars else Verdict.SILENCE
    return Outcome(
        appeal=appeal,
        reply=reply,
        kind=kind.value,
        remedies=[one.value for one in remedies],
        tenge=rng.randint(20, 900) * 1_000 if Remedy.MONEY in remedies else 0,
        article=ARTICLE if kind is Ending.REFUSED else "",
        stated_by=reply.officer,
        stated_at=reply.at,
        verdict=said.value if closed else "",
        verdict_at=appeal.closed_at if closed else None,
    )


def _stage_reviews(appeals: Sequence[Appeal]) -> None:
    """Draw some cases of the last month, as the lot would have."""
    since, until = month_before(timezone.localdate())
    closed = [
        appeal
        for appeal in appeals
        if appeal.closed_at and since <= timezone.localdate(appeal.closed_at) < until
    ]
    most: dict[int, int] = {}
    rows = []
    for appeal in sorted(closed, key=lambda one: sha256(f"{SEED}:{one.number}".encode()).digest()):
        most[appeal.desk_id] = most.get(appeal.desk_id, 0) + 1
        if most[appeal.desk_id] <= 3:  # noqa: PLR2004 -- as the workflow says
            rows.append(Review(appeal=appeal, desk_id=appeal.desk_id, drawn_on=until, seed=SEED))
    Review.objects.bulk_create(rows)
