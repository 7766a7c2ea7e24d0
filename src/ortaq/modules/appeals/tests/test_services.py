"""Acts on appeals: the road, the clock, the officer, the trail."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import body, mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.lib.workdays import KZ
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal, Move, NumberYear
from ortaq.modules.appeals.receipts import code_of, matches
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import IllegalStepError
from ortaq.modules.membership.tests.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def told(kind: str) -> list[tuple[str, dict[str, str], str]]:
    run_jobs()
    rows = Message.objects.filter(kind=kind).select_related("person").order_by("pk")
    return [(row.person.given_name, row.params, row.url) for row in rows]


def test_submitting_finds_the_lawyer_and_starts_the_clock(w: World) -> None:
    got = appeal(w)
    today = timezone.localdate()
    assert got.holder == w.daniyar
    assert got.desk == w.union.miners
    assert got.status == "submitted"
    assert KZ.between(today, got.due_on) == 15
    assert got.number == f"{today.year}-000001"
    assert told("appeals.assigned") == [
        ("Daniyar", {"number": got.number}, f"/desk/appeals/{got.number}/")
    ]


def test_the_trail_names_the_act_and_neither_words_nor_a_desk_of_the_author(w: World) -> None:
    got = appeal(w, taken=True)
    rows = Entry.objects.filter(action__startswith="appeals.").order_by("pk")
    assert [(e.action, e.actor, e.body_id, e.params) for e in rows] == [
        ("appeals.submitted", w.aigul, None, {"number": got.number}),
        ("appeals.taken", w.daniyar, w.union.miners.pk, {"number": got.number}),
    ]


def test_a_repeat_returns_the_first_appeal_and_tells_nobody_again(w: World) -> None:
    key = uuid4()
    both = [
        services.submit_appeal(
            author=w.aigul, body=w.union.mine, topic="pay", text=text, idempotency_key=key
        )
        for text in ("First words.", "Other words.")
    ]
    assert both[0] == both[1]
    assert Appeal.objects.get().text == "First words."
    run_jobs()
    assert Message.objects.count() == 1
    assert Move.objects.count() == 1


def test_the_key_of_one_author_does_not_stop_another(w: World) -> None:
    key = uuid4()
    for author in (w.aigul, w.bota):
        services.submit_appeal(
            author=author, body=w.union.mine, text="We ask together.", idempotency_key=key
        )
    assert Appeal.objects.count() == 2


@pytest.mark.parametrize(
    ("topic", "officer"),
    [("pay", "Daniyar"), ("safety", "Kairat"), ("help", "Saule"), ("union", "Nurlan"),
     ("pressure", "Daniyar"), ("other", "Saule")],
)  # fmt: skip
def test_the_topic_chooses_the_nearest_suitable_officer(
    w: World, topic: str, officer: str
) -> None:
    assert appeal(w, topic=topic).holder.given_name == officer


def test_the_chair_asks_too_and_never_gets_his_own_appeal(w: World) -> None:
    assert appeal(w, topic="help", author=w.saule).holder == w.nurlan
    mandate(w.bota, w.union.karaganda, Kind.DEPUTY)
    assert appeal(w, topic="help", author=w.saule).holder == w.bota


def test_a_member_who_is_the_only_lawyer_falls_through_to_the_next_turn(w: World) -> None:
    member(w.daniyar, w.union.mine)
    assert appeal(w, topic="pay", author=w.daniyar).holder == w.saule


def test_work_is_shared_by_load(w: World) -> None:
    second = person("Lawyer")
    mandate(second, w.union.miners, Kind.LAWYER, since=timezone.localdate())
    holders = [appeal(w).holder.given_name for _turn in range(4)]
    assert holders == ["Daniyar", "Lawyer", "Daniyar", "Lawyer"]


def test_without_any_officer_the_appeal_lies_in_the_centres_queue(w: World) -> None:
    Mandate.objects.all().update(until=timezone.localdate() - timedelta(days=1))
    got = appeal(w)
    assert got.holder is None
    assert got.desk == w.union.centre
    assert told("appeals.assigned") == []


def test_only_a_member_of_that_primary_submits(w: World) -> None:
    for author, where in ((w.marat, w.union.mine), (w.aigul, w.union.mill)):
        with pytest.raises(services.NotAMemberError):
            services.submit_appeal(
                author=author, body=where, text="Hello", idempotency_key=uuid4()
            )
    with pytest.raises(services.EmptyTextError):
        services.submit_appeal(
            author=w.aigul, body=w.union.mine, text="  \n", idempotency_key=uuid4()
        )
    assert Appeal.objects.count() == 0


def test_numbers_begin_anew_with_the_year(w: World, monkeypatch: pytest.MonkeyPatch) -> None:
    year = timezone.localdate().year
    assert [appeal(w).number for _n in range(3)] == [f"{year}-00000{n}" for n in (1, 2, 3)]
    later = timezone.now().replace(year=year + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [appeal(w).number for _n in range(2)] == [f"{year + 1}-00000{n}" for n in (1, 2)]
    first, second = NumberYear.objects.order_by("year").values_list("base", flat=True)
    assert second - first == 3


def test_the_code_of_a_receipt_proves_itself_and_nothing_else(w: World) -> None:
    first, second = appeal(w), appeal(w)
    code = code_of(first.public_id)
    assert len(code.replace(" ", "")) == 20
    assert matches(code.replace(" ", "-"), bytes(first.receipt_digest))
    assert not matches(code, bytes(second.receipt_digest))


def test_answering_tells_the_author_and_only_the_holder_may(w: World) -> None:
    got = appeal(w, taken=True)
    with pytest.raises(services.NotHolderError):
        services.answer_appeal(officer=w.saule, appeal=got, text="Not mine")
    reply = services.answer_appeal(officer=w.daniyar, appeal=got, text=" Paid on Friday. ")
    got.refresh_from_db()
    assert (reply.text, got.status) == ("Paid on Friday.", "answered")
    assert told("appeals.answered") == [
        ("Aigul", {"number": got.number}, f"/my/appeals/{got.number}/")
    ]


def test_an_answer_needs_work_and_comes_once(w: World) -> None:
    got = appeal(w)
    with pytest.raises(IllegalStepError):
        services.answer_appeal(officer=w.daniyar, appeal=got, text="Too early")
    services.take_appeal(officer=w.daniyar, appeal=got)
    services.answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    with pytest.raises(IllegalStepError):
        services.answer_appeal(officer=w.daniyar, appeal=got, text="Done again")


def test_reopening_begins_a_new_term_with_the_same_officer(w: World) -> None:
    got = appeal(w, taken=True)
    Appeal.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    services.answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    again = services.reopen_appeal(author=w.aigul, appeal=got, reason="Half of it is missing")
    assert (again.status, again.holder, again.desk) == ("in_work", w.daniyar, w.union.miners)
    assert KZ.between(timezone.localdate(), again.due_on) == 15
    assert told("appeals.reopened") == [
        ("Daniyar", {"number": got.number}, f"/desk/appeals/{got.number}/")
    ]


def test_reopening_after_the_officer_left_looks_for_another(w: World) -> None:
    got = appeal(w, taken=True)
    services.answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    yesterday = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(user=w.daniyar).update(until=yesterday)
    again = services.reopen_appeal(author=w.aigul, appeal=got, reason="Nothing happened")
    assert (again.status, again.holder) == ("submitted", w.saule)


def test_after_ninety_days_a_new_appeal_is_clearer(w: World) -> None:
    got = appeal(w, taken=True)
    services.answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    Appeal.objects.update(answered_at=timezone.now() - timedelta(days=91))
    services.close_silent(now=timezone.now())
    with pytest.raises(services.TooLateError):
        services.reopen_appeal(author=w.aigul, appeal=got, reason="Late")


def test_handing_over_keeps_the_clock_and_says_why(w: World) -> None:
    got = appeal(w, topic="safety")
    run_jobs()
    due = got.due_on
    after = services.hand_over_appeal(
        actor=w.kairat, appeal=got, officer=w.daniyar, reason="It is about pay"
    )
    assert (after.holder, after.desk, after.due_on, after.status) == (
        w.daniyar, w.union.miners, due, "submitted",
    )  # fmt: skip
    move = Move.objects.latest("pk")
    assert (move.kind, move.who, move.to, move.words) == (
        "handed_over", w.kairat, w.daniyar, "It is about pay",
    )  # fmt: skip
    assert [row[0] for row in told("appeals.assigned")] == ["Kairat", "Daniyar"]
    assert [row[0] for row in told("appeals.handed_over")] == ["Aigul"]


@pytest.mark.parametrize("name", ["erlan", "zhanar", "marat", "aigul", "daniyar"])
def test_nobody_unsuitable_gets_an_appeal(w: World, name: str) -> None:
    with pytest.raises(services.NotSuitableError):
        services.hand_over_appeal(
            actor=w.daniyar, appeal=appeal(w), officer=getattr(w, name), reason="Please"
        )


def test_a_member_who_is_an_officer_never_works_on_his_own_appeal(w: World) -> None:
    got = appeal(w, topic="help", author=w.saule)
    for act in (
        lambda: services.take_appeal(officer=w.saule, appeal=got),
        lambda: services.answer_appeal(officer=w.saule, appeal=got, text="Yes"),
        lambda: services.hand_over_appeal(
            actor=w.saule, appeal=got, officer=w.daniyar, reason="x"
        ),
    ):
        with pytest.raises(services.OwnAppealError):
            act()


def test_thirty_days_of_silence_close_an_answer(w: World) -> None:
    quiet, fresh = appeal(w, taken=True), appeal(w, taken=True)
    for one in (quiet, fresh):
        services.answer_appeal(officer=w.daniyar, appeal=one, text="Done")
    now = timezone.now()
    Appeal.objects.filter(pk=quiet.pk).update(answered_at=now - timedelta(days=31))
    assert services.close_silent(now=now) == 1
    assert services.close_silent(now=now) == 0
    quiet.refresh_from_db()
    fresh.refresh_from_db()
    assert (quiet.status, fresh.status) == ("closed", "answered")
    assert Entry.objects.get(action="appeals.closed").actor is None


@pytest.mark.django_db(transaction=True)
def test_fifty_retries_at_once_make_one_appeal() -> None:
    w = world()
    key, got, errors = uuid4(), [], []
    start = threading.Barrier(50)

    def send() -> None:
        try:
            start.wait()
            one = services.submit_appeal(
                author=w.aigul, body=w.union.mine, topic="pay", text="Once", idempotency_key=key
            )
            got.append(one.number)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert got == [Appeal.objects.get().number] * 50
    run_jobs()
    assert Message.objects.filter(kind="appeals.assigned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_authors_at_once_get_different_numbers_without_gaps() -> None:
    w = world()
    people = [person(f"Member{n}") for n in range(12)]
    where = body("Depot", branch=w.union.miners, territory=w.union.aktau)
    for one in people:
        member(one, where)
    numbers, start = [], threading.Barrier(12)

    def send(author: object) -> None:
        start.wait()
        try:
            one = services.submit_appeal(
                author=author, body=where, text="Mine", idempotency_key=uuid4()
            )
            numbers.append(int(one.number[5:]))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[one]) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 13))
