"""Hearings and terms from the first word to the last: what is kept, and who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind as Post
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals.models import Absence
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.hearings import services
from ortaq.modules.hearings.models import Hearing, Limitation
from ortaq.modules.hearings.personal import erase, export
from ortaq.modules.hearings.selectors import clashes, offered, terms_of
from ortaq.modules.hearings.tests.factories import hearing, plan
from ortaq.modules.hearings.workflow import (
    IllegalStepError,
    ImpossibleDateError,
    Kind,
    Result,
    StopReason,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def told(kind: str) -> set[str]:
    rows = Message.objects.filter(kind=f"hearings.{kind}").select_related("person")
    return {row.person.given_name for row in rows}


def test_a_hearing_from_its_day_to_its_result(w: World) -> None:
    got = appeal(w, taken=True)
    heard = hearing(got, w.daniyar)
    assert told("set") == {"Aigul"}
    services.answer_hearing(person=w.aigul, hearing=heard, comes=True)
    services.answer_hearing(person=w.aigul, hearing=heard, comes=False)
    assert heard.attendances.get().comes is False
    assert told("cannot_come") == {"Daniyar"}
    with pytest.raises(IllegalStepError):  # its hour has not come
        services.hold_hearing(actor=w.daniyar, hearing=heard, result=Result.GRANTED, words="")

    later = timezone.now() + timedelta(days=9)
    moved = services.postpone_hearing(
        actor=w.daniyar, hearing=heard, plan=plan(w.daniyar, at=later), words="The judge is ill."
    )
    heard.refresh_from_db()
    assert (heard.state, heard.words, moved.before) == ("postponed", "The judge is ill.", heard)
    assert told("postponed") == {"Aigul"}
    assert not moved.attendances.exists()  # her word was about the other day
    with pytest.raises(IllegalStepError):
        services.cancel_hearing(actor=w.daniyar, hearing=heard, words="")

    Hearing.objects.filter(pk=moved.pk).update(starts_at=timezone.now() - timedelta(hours=2))
    held = services.hold_hearing(
        actor=w.daniyar, hearing=moved, result=Result.PARTLY, words="Half of the bonus."
    )
    assert (held.state, held.result) == ("held", "partly")
    assert told("held") == {"Aigul"}
    acts = Entry.objects.filter(action__startswith="hearings.").order_by("pk")
    assert [row.action.partition(".")[2] for row in acts] == [
        "set", "will_come", "cannot_come", "postponed", "held",
    ]  # fmt: skip
    assert not any("Aigul" in str(row.params) for row in acts)


def test_a_hearing_is_ahead_and_of_somebody_who_may_represent(w: World) -> None:
    got = appeal(w, taken=True)
    for refusal, made in (
        (services.PastHearingError, plan(w.daniyar, at=timezone.now() - timedelta(minutes=1))),
        (services.NotSuitableError, plan(w.erlan)),  # a lawyer elsewhere
        (services.NotSuitableError, plan(w.aigul)),  # in her own matter
    ):
        with pytest.raises(refusal):
            services.set_hearing(actor=w.daniyar, appeal=got, kind=Kind.COURT, plan=made)
    assert not Hearing.objects.exists()


def test_clashes_are_two_hearings_at_a_time_a_day_off_and_an_absence(w: World) -> None:
    at = datetime(2027, 3, 10, 5, tzinfo=UTC)  # 10:00 on a Wednesday
    got = appeal(w, taken=True)
    heard = hearing(got, w.daniyar, at=at)

    def codes(moment: datetime, without: Hearing | None = None) -> list[str]:
        return [clash.code for clash in clashes(w.daniyar, moment, 60, without=without)]

    assert codes(at + timedelta(minutes=59)) == ["busy"]
    assert codes(at + timedelta(minutes=59), heard) == []
    assert codes(at + timedelta(minutes=60)) == []
    assert codes(at - timedelta(minutes=60)) == []
    assert codes(at + timedelta(days=3)) == ["day_off"]  # Saturday
    assert codes(datetime(2027, 3, 22, 5, tzinfo=UTC)) == ["day_off"]  # Nauryz
    day = date(2027, 3, 12)
    Absence.objects.create(officer=w.daniyar, deputy=w.erlan, since=day, until=day)
    assert codes(at + timedelta(days=2)) == ["away"]


def test_reminders_come_a_day_and_two_hours_before_and_once(w: World) -> None:
    at = timezone.now() + timedelta(days=3)
    heard = hearing(appeal(w, taken=True), w.daniyar, at=at)
    sent = [
        services.remind_of_hearings(now=at - before)
        for before in (
            timedelta(hours=25),
            timedelta(hours=23),
            timedelta(hours=22),
            timedelta(hours=2),
            timedelta(minutes=30),
            -timedelta(minutes=1),
        )
    ]
    assert sent == [0, 2, 0, 2, 0, 0]
    assert told("soon_day") == told("soon_hours") == {"Aigul", "Daniyar"}
    services.cancel_hearing(actor=w.daniyar, hearing=heard, words="Settled")
    assert services.remind_of_hearings(now=at - timedelta(hours=1)) == 0


def test_who_leaves_his_post_represents_no_more(w: World) -> None:
    got = appeal(w, taken=True)
    galym = person("Galym")
    mandate(galym, w.union.miners, Post.LAWYER, since=date(2021, 1, 1))
    heard = hearing(got, w.daniyar)
    Mandate.objects.filter(user=w.daniyar).update(until=date(2021, 1, 1))
    fresh = type(galym).objects.get(pk=w.daniyar.pk)
    got.holder = galym
    got.save()
    run_jobs()
    assert services.renew_representatives(officer=fresh) == 1
    heard.refresh_from_db()
    assert heard.representative == galym
    assert told("to_represent") == {"Galym"}
    assert services.renew_representatives(officer=fresh) == 0


def test_terms_are_opened_once_and_stopped_with_a_reason(w: World) -> None:
    got = appeal(w, topic="dismissal", taken=True)
    event = timezone.localdate() - timedelta(days=3)
    assert [limit.key for limit in offered(got, has_commission=True)] == [
        "reinstatement_commission"
    ]
    for _again in range(2):
        services.open_limitations(
            actor=w.daniyar, appeal=got, keys=["reinstatement_commission"], event_on=event
        )
    term = Limitation.objects.get()
    assert told("terms") == {"Aigul"}
    assert [limit.key for limit in offered(got, has_commission=True)] == ["reinstatement_court"]
    with pytest.raises(ImpossibleDateError):
        services.open_limitation(
            actor=w.daniyar, appeal=got, key="reinstatement_court",
            event_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
    for _again in range(2):
        services.stop_limitation(
            actor=w.daniyar, limitation=term, reason=StopReason.FILED, words="No. 17"
        )
    term.refresh_from_db()
    assert (term.is_running, term.stop_reason, term.stopped_by) == (False, "filed", w.daniyar)
    acts = Entry.objects.filter(action__startswith="hearings.term").values_list(
        "action", flat=True
    )
    assert sorted(acts) == ["hearings.term_opened", "hearings.term_stopped"]


def test_warnings_go_to_the_holder_then_to_the_leader_and_a_miss_is_said(w: World) -> None:
    chair = person("Timur")
    mandate(chair, w.union.miners, Post.CHAIR, since=date(2021, 1, 1))
    got = appeal(w, taken=True)
    term = services.open_limitation(
        actor=w.daniyar, appeal=got, key="other_disputes", event_on=date(2026, 6, 8)
    )
    assert term.due_on == date(2027, 6, 8)  # Tuesday
    got.status = "closed"  # closing stops nothing
    got.save()
    days = [date(2027, 6, 8) - timedelta(days=n) for n in (31, 30, 29, 14, 7, 3, 1, 0, -1, -2)]
    sent = [services.warn_of_terms(today=day) for day in days]
    # the holder; with the last two the leader; on the day after both and the member
    assert sent == [0, 1, 0, 1, 1, 2, 2, 0, 3, 0]
    assert told("term_soon") == told("term_missed") == {"Daniyar", "Timur"}
    assert told("own_term_missed") == {"Aigul"}
    term.refresh_from_db()
    assert term.missed_at is not None
    shown = terms_of(got, today=date(2027, 6, 10))
    assert [one.is_missed for one in shown] == [True]


def test_a_standing_term_rings_no_bell_and_runs_on_later(w: World) -> None:
    got = appeal(w, topic="dismissal", taken=True)
    today = timezone.localdate()
    term = services.open_limitation(
        actor=w.daniyar,
        appeal=got,
        key="reinstatement_commission",
        event_on=today - timedelta(days=25),
    )
    was = term.due_on
    for since in (today + timedelta(days=1), today - timedelta(days=25)):
        with pytest.raises(services.StandstillError):
            services.stand_still(actor=w.daniyar, limitation=term, ground="mediation", since=since)
    services.stand_still(
        actor=w.daniyar, limitation=term, ground="mediation", since=today - timedelta(days=9)
    )
    assert services.warn_of_terms(today=today) == 0
    with pytest.raises(services.StandstillError):
        services.stand_still(actor=w.daniyar, limitation=term, ground="mediation", since=today)
    row = services.end_standstill(
        actor=w.daniyar, limitation=term, until=today - timedelta(days=5)
    )
    assert row.due_on > was
    assert services.warn_of_terms(today=today) == 1


def test_a_persons_own_copy_and_the_erasure(w: World) -> None:
    got = appeal(w, taken=True)
    heard = hearing(got, w.daniyar)
    services.answer_hearing(person=w.aigul, hearing=heard, comes=True)
    services.open_limitation(actor=w.daniyar, appeal=got, key="wages", event_on=date(2026, 1, 12))
    rows = export(w.aigul)
    assert [row.get("comes") for row in rows] == [True, None]
    assert export(w.bota) == []
    assert erase(w.aigul)
    heard.refresh_from_db()
    assert (heard.place, heard.bring, heard.attendances.count()) == ("-", "", 0)
