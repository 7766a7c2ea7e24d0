"""A year of a small federation in some seconds: nobody sleeps, and no appeal is ever lost."""

from datetime import datetime, timedelta
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal, Case, Clock, Move
from ortaq.modules.appeals.tests.factories import World, world
from ortaq.modules.appeals.tests.life import House, hands, house_at, troubles
from ortaq.modules.appeals.workflow import OPEN, Topic, Verdict

BEGIN = datetime(2027, 1, 4, 9, tzinfo=ZoneInfo("Asia/Almaty"))  # its end has no table of holidays
FORTNIGHTS, EACH, FLOOD = 26, 3, 14
FLOOD_AT, DISMISSAL_AT, LEAVE_AT = 10, 15, 19


def ask(w: World, topic: Topic) -> None:
    services.submit_appeal(
        author=w.aigul,
        body=w.union.mine,
        topic=topic.value,
        text="The bonus was not paid.",
        idempotency_key=uuid4(),
    )


def work(appeal: Appeal, rng: Random) -> None:
    """Let whoever has it work on it: some write, most answer, some do nothing this time."""
    pk = hands(appeal)
    if pk is None or rng.random() < 0.35:
        return
    officer = User.objects.get(pk=pk)
    if appeal.status == "submitted":
        appeal = services.take_appeal(officer=officer, appeal=appeal)
    if rng.random() < 0.2:
        services.write_to_member(officer=officer, appeal=appeal, text="I called the plant.")
        return
    late = services.is_late(appeal=appeal, now=timezone.now())
    reason = "The plant was slow." if late else ""
    services.answer_appeal(officer=officer, appeal=appeal, text="Paid.", late_reason=reason)
    verdict = rng.choice([Verdict.YES, Verdict.YES, Verdict.NO, Verdict.SILENCE])
    if verdict is not Verdict.SILENCE:
        services.confirm_outcome(
            author=appeal.author, appeal=appeal, verdict=verdict, words="Not all of it."
        )


def lawyers_come_and_go(w: World, galym: User, turn: int) -> None:
    today = timezone.localdate()
    if turn == DISMISSAL_AT:
        Mandate.objects.filter(user=w.daniyar).update(until=today - timedelta(days=1))
        services.pass_on_appeals_of(officer=User.objects.get(pk=w.daniyar.pk))
    if turn == LEAVE_AT:
        services.set_absence(
            actor=galym,
            officer=galym,
            deputy=w.nurlan,
            since=today,
            until=today + timedelta(days=27),
        )


@pytest.mark.django_db
def test_a_year_of_a_federation_loses_no_appeal() -> None:
    rng = Random(2027)
    with house_at(BEGIN) as house:
        w, galym = world(), person("Galym")
        mandate(galym, w.union.centre, Kind.LAWYER)
        mandate(person("Zhanna"), w.union.miners, Kind.CHAIR)
        for turn in range(FORTNIGHTS):
            lawyers_come_and_go(w, galym, turn)
            _a_fortnight(w, house, rng, turn)
            assert troubles() == [], f"fortnight {turn}"
        house.pass_time(days=90)
        services.escalate_due(now=house.now)
        services.close_silent(now=house.now)
        assert troubles() == []
    _what_the_year_shows()


def _a_fortnight(w: World, house: House, rng: Random, turn: int) -> None:
    for _n in range(FLOOD if turn == FLOOD_AT else EACH):
        ask(w, rng.choice(list(Topic)))
    for days in (4, 10):
        house.pass_time(days=days)
        services.escalate_due(now=house.now)
    services.close_silent(now=house.now)
    for appeal in Appeal.objects.filter(status__in=OPEN).select_related("author"):
        work(appeal, rng)


def _what_the_year_shows() -> None:
    """The year really had everything: escalations, a provisional clock, a silence, a reopening."""
    assert Appeal.objects.count() == (FORTNIGHTS - 1) * EACH + FLOOD
    kinds = set(Move.objects.values_list("kind", flat=True))
    assert {"escalated", "explained", "reopened", "closed", "handed_over", "wrote"} <= kinds
    assert Clock.objects.filter(provisional=True).exists()
    late = Clock.objects.filter(kind="answer", stopped_at=None, due_at__lt=BEGIN)
    assert not late.exists()
    assert Case.objects.count() <= 1
