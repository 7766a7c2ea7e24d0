"""Invented hearings and terms: the people of the story by real acts, a few of others beside."""

from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.hearings import services
from ortaq.modules.hearings.models import Hearing
from ortaq.modules.hearings.selectors import offered, representatives
from ortaq.modules.hearings.workflow import Kind, Result

PLACES = {
    Kind.COMMISSION: "Келісу комиссиясы, 2-қабат, 214-бөлме",
    Kind.INSPECTORATE: "Еңбек инспекциясы, Бұқар жырау даңғылы, 7",
    Kind.COURT: "Қазыбек би аудандық соты, 5-зал",
    Kind.MEETING: "Кәсіпорын кеңсесі, мәжіліс залы",
}
BRING = "Жеке куәлік, еңбек шарты, соңғы үш айдың есеп парақтары."
OTHERS = 6  # more hearings of the same officer, so that his calendar is not empty


@transaction.atomic
def tell_a_story(*, author: User, officer: User, rng: Random) -> None:
    """Give a member's case its hearings and terms, and the officer a month in his calendar."""
    mine = [row for row in appeals.appeals_of(author) if row.holder_id == officer.pk]
    now = timezone.now()
    for row in mine:
        row.event_on = row.event_on or timezone.localdate() - timedelta(days=20)
        services.open_limitations(
            actor=officer,
            appeal=row,
            keys=[limit.key for limit in offered(row, has_commission=True)],
            event_on=row.event_on,
        )
    if mine:
        held = _hearing(mine[0], officer, Kind.MEETING, now + timedelta(days=1), rng)
        Hearing.objects.filter(pk=held.pk).update(starts_at=_at(now, -5, 11))
        held.refresh_from_db()
        services.hold_hearing(
            actor=officer,
            hearing=held,
            result=Result.GOES_ON,
            words="Жұмыс беруші құжаттарды көрсетуге келісті.",
        )
        _hearing(mine[0], officer, Kind.COMMISSION, _at(now, 3, 10), rng)
    others = appeals.queue_of(officer).filter(holder=officer).exclude(author=author)
    for n, row in enumerate(others.order_by("pk")[:OTHERS]):
        kind = rng.choice(list(Kind))
        made = _hearing(row, officer, kind, _at(now, 1 + 3 * n, 9 + n), rng)
        if n == 0:  # its hour has come, and nobody has written down yet what came of it
            Hearing.objects.filter(pk=made.pk).update(starts_at=_at(now, -4, 15))


def _hearing(row: object, officer: User, kind: Kind, at: datetime, rng: Random) -> Hearing:
    fit = representatives(row, of_appeal=True)  # type: ignore[arg-type]
    plan = services.Plan(
        starts_at=at,
        representative=officer if officer in fit else fit[0],
        place=PLACES[kind],
        bring=BRING,
        minutes=rng.choice([30, 60, 120]),
    )
    return services.set_hearing(actor=officer, appeal=row, kind=kind, plan=plan)  # type: ignore[arg-type]


def _at(now: datetime, days: int, hour: int) -> datetime:
    """Return an hour of a working day that far away."""
    day = appeals.calendar().next(timezone.localdate(now) + timedelta(days=days))
    return timezone.make_aware(datetime.combine(day, time(hour, 0)))
