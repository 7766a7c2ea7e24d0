"""What the rooms below state reaches the persons whom it concerns."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from ortaq.foundation.accounts.services import open_record
from ortaq.foundation.audit.events import AuditBroken, AuditLagging
from ortaq.foundation.events import bus
from ortaq.foundation.events.bus import publish
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.kinds import words_of
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs import factories
from ortaq.foundation.orgs.events import (
    BodySplit,
    MandateEnded,
    MandateExpiring,
    MandateGranted,
    TermsRunningOut,
)
from ortaq.foundation.orgs.kinds import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(db) -> factories.Union:
    made = factories.union()
    run_jobs()
    return made


def words(message: Message, language: str = "en") -> tuple[str, str]:
    with translation.override(language):
        return words_of(message.kind, message.params)


def state(event: bus.Event) -> None:
    with transaction.atomic():
        publish(event)


def test_a_person_learns_who_opened_the_record_and_where_the_reason_stands(aigul, marat):
    open_record(
        reader=marat,
        person=aigul,
        purpose="Preparing the lawsuit about wages",
        post="Lawyer, Mine",
    )
    run_jobs()
    message = Message.objects.get()
    assert message.person == aigul
    title, text = words(message)
    assert title == "Your record was opened"
    assert text.startswith("Марат Чужой, Lawyer, Mine, opened your record.")
    assert "lawsuit" not in text  # the reason is for signed-in eyes only
    assert message.url == "/account/data/openings/"


@pytest.mark.parametrize(
    ("event", "title"),
    [(MandateGranted, "You hold a post: Union lawyer"), (MandateEnded, "Your post has ended")],
)
def test_the_holder_learns_of_a_post(union, aigul, event, title):
    held = factories.mandate(aigul, union.mine, Kind.LAWYER)
    fact = event(mandate_id=held.pk, user_id=aigul.pk, body_id=union.mine.pk, kind="lawyer")
    state(fact)
    state(fact)  # delivered twice, told once
    run_jobs()
    message = Message.objects.get(person=aigul)
    assert words(message)[0].startswith(title)
    assert "Mine" in words(message)[1]
    assert words(message, "ru") != words(message, "kk")


def test_a_term_that_runs_out_is_told_in_the_readers_date(union, aigul):
    held = factories.mandate(aigul, union.mine, Kind.CHAIR)
    state(
        MandateExpiring(
            mandate_id=held.pk,
            user_id=aigul.pk,
            body_id=union.mine.pk,
            kind="chair",
            until="2026-12-15",
        )
    )
    run_jobs()
    text = words(Message.objects.get(person=aigul))[1]
    assert "15 December" in text


def test_the_chair_learns_of_another_post_and_nobody_twice(union, aigul, marat):
    factories.mandate(marat, union.mine, Kind.CHAIR)
    held = factories.mandate(aigul, union.mine, Kind.LAWYER)
    for days in (90, 90, 30):
        state(
            MandateExpiring(
                mandate_id=held.pk, user_id=aigul.pk, body_id=union.mine.pk, kind="lawyer",
                until="2026-12-15", days=days,
            )
        )  # fmt: skip
    run_jobs()
    told = Message.objects.filter(person=marat)
    assert [message.kind for message in told] == ["orgs.term_ends_here"] * 2
    assert words(told[0])[0] == "A term ends at your body: Union lawyer"
    assert told[0].url == "/desk/elections/?month=2026-12"
    assert Message.objects.filter(person=aigul, kind="orgs.mandate_expiring").count() == 2


def test_those_above_learn_a_number_and_no_name(union, aigul, marat):
    factories.mandate(aigul, union.centre, Kind.OFFICER)
    factories.mandate(marat, union.mine, Kind.CHAIR)
    for _ in range(2):
        state(TermsRunningOut(body_id=union.karaganda.pk, count=41, days=30, on="2026-11-23"))
    run_jobs()
    message = Message.objects.get()  # nobody grants in Karaganda, so the centre hears
    assert message.person == aigul
    assert words(message) == (
        "Terms that run out below: 41",
        "Karaganda: at the bodies right below, terms that end within 30 days: 41.",
    )


def test_administrators_learn_once_an_hour_that_the_chain_lags(union, aigul, marat, monkeypatch):
    factories.mandate(aigul, union.centre, Kind.ADMINISTRATOR)
    for _ in range(3):
        state(AuditLagging(pending=12_000, seconds=900))
    run_jobs()
    assert [m.person for m in Message.objects.filter(kind="audit.lagging")] == [aigul]
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    state(AuditLagging(pending=12_000, seconds=4500))
    state(AuditBroken(seq=5, problem="missing"))
    run_jobs()
    assert Message.objects.filter(person=aigul).count() == 3
    assert all(message.urgent for message in Message.objects.filter(person=aigul))


def test_a_house_without_administrators_does_not_fail(db):
    state(AuditLagging(pending=1, seconds=301))
    run_jobs()
    assert Message.objects.count() == 0


def test_the_nearest_who_may_propose_learn_that_a_new_body_has_nobody(union, aigul, marat):
    factories.mandate(aigul, union.karaganda, Kind.OFFICER)
    factories.mandate(marat, union.centre, Kind.OFFICER)
    fresh = factories.body("Pit", branch=union.miners, territory=union.karaganda)
    split = BodySplit(from_id=union.mine.pk, new_ids=[fresh.pk], on=factories.today().isoformat())
    state(split)
    run_jobs()
    [told] = Message.objects.filter(kind="orgs.body_without_officers")
    assert told.person == aigul
    assert told.url == f"/desk/mandates/new/?body={fresh.pk}"
    assert "Pit" in words(told)[1]
    Message.objects.all().delete()
    factories.mandate(marat, fresh, Kind.CHAIR)
    state(split)
    run_jobs()
    assert not Message.objects.filter(kind="orgs.body_without_officers").exists()
