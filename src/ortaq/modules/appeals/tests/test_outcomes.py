"""A case stays open until the remedy or a reason, and the member has the last word on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ortaq.foundation.notify.models import Message
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.models import Appeal, Clock, Move, Outcome, Reply
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import (
    Ending,
    IllegalStepError,
    Lack,
    OutcomeError,
    Remedy,
    Stated,
    Verdict,
)
from ortaq.modules.membership.tests.clients import as_

pytestmark = pytest.mark.django_db
PAID = Stated(Ending.REMEDIED, (Remedy.MONEY, Remedy.RIGHT_RESTORED), 1_250_000)


@pytest.fixture
def w() -> World:
    return world()


def clock(got: Appeal, kind: str) -> Clock:
    now = timezone.now()
    Clock.objects.filter(appeal=got, kind=kind, stopped_at=None).delete()
    return Clock.objects.create(
        appeal=got, kind=kind, rule=kind, started_at=now, due_at=now + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("stated", "lack"),
    [
        (Stated(Ending.REMEDIED, ()), Lack.REMEDY),
        (Stated(Ending.PARTLY, (Remedy.MONEY,)), Lack.TENGE),
        (Stated(Ending.REMEDIED, (Remedy.EXPLAINED,), 5), Lack.TENGE),
        (Stated(Ending.REMEDIED, (Remedy.MONEY,), 10**13), Lack.TENGE),
        (Stated(Ending.REFUSED, (), article=" "), Lack.ARTICLE),
        (Stated(Ending.COURT), Lack.REMEDY),
        (Stated(Ending.WITHDRAWN, ()), Lack.ENDING),
    ],
)
def test_an_outcome_is_whole_or_it_is_none(stated: Stated, lack: Lack) -> None:
    with pytest.raises(OutcomeError) as refused:
        stated.checked()
    assert refused.value.lack is lack
    for whole in (PAID, Stated(), Stated(Ending.REFUSED, (), article="LC art. 113"),
                  Stated(Ending.COURT, ())):  # fmt: skip
        assert whole.checked() is whole


def test_words_and_a_promised_day_are_no_outcome(w: World) -> None:
    got = appeal(w, taken=True)
    first, answer = clock(got, "first_word"), clock(got, "answer")
    assert got.first_word_at is None  # taking is not a word
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(services.PromiseError):
            services.write_to_member(officer=w.daniyar, appeal=got, text="Soon", promised_on=day)
    services.write_to_member(officer=w.daniyar, appeal=got, text="I have asked the accountant.")
    services.write_to_member(
        officer=w.daniyar, appeal=got, text="They pay next month.", promised_on=today
    )
    got.refresh_from_db()
    first.refresh_from_db()
    answer.refresh_from_db()
    assert got.status == "in_work"
    assert got.first_word_at == first.stopped_at == Reply.objects.earliest("at").at
    assert answer.stopped_at is None
    assert selectors.promised_day(got) == today
    assert not Outcome.objects.exists()
    assert services.remind_of_promises(today=today) == 2
    assert services.remind_of_promises(today=today + timedelta(days=1)) == 0
    kinds = Message.objects.filter(kind__startswith="appeals.promise").order_by("kind")
    assert [(m.kind, m.person.given_name) for m in kinds] == [
        ("appeals.promise_day", "Aigul"),
        ("appeals.promise_due", "Daniyar"),
    ]
    with pytest.raises(services.NotHolderError):
        services.write_to_member(officer=w.kairat, appeal=got, text="Not mine")


def test_yes_closes_and_no_goes_back_to_the_same_officer_with_a_new_term(w: World) -> None:
    got = appeal(w, taken=True)
    first, answer = clock(got, "first_word"), clock(got, "answer")
    services.answer_appeal(officer=w.daniyar, appeal=got, text="Paid", outcome=PAID)
    first.refresh_from_db()
    answer.refresh_from_db()
    assert first.stopped_at
    assert answer.stopped_at
    with pytest.raises(services.EmptyTextError):
        services.confirm_outcome(author=w.aigul, appeal=got, verdict=Verdict.NO, words=" ")
    with pytest.raises(services.OwnAppealError):
        services.confirm_outcome(author=w.bota, appeal=got, verdict=Verdict.YES)
    services.confirm_outcome(
        author=w.aigul, appeal=got, verdict=Verdict.NO, words="Half came", stars=2
    )
    got.refresh_from_db()
    assert (got.status, got.holder, got.answered_at) == ("in_work", w.daniyar, None)
    assert Move.objects.latest("pk").words == "Half came"
    services.answer_appeal(officer=w.daniyar, appeal=got, text="The rest", outcome=PAID)
    services.confirm_outcome(author=w.aigul, appeal=got, verdict=Verdict.YES, stars=5)
    with pytest.raises(IllegalStepError):  # the other tab
        services.confirm_outcome(author=w.aigul, appeal=got, verdict=Verdict.NO, words="x")
    got.refresh_from_db()
    assert got.status == "closed"
    assert list(Outcome.objects.order_by("pk").values_list("verdict", "tenge", "remedies")) == [
        ("no", 1_250_000, ["money", "right_restored"]),
        ("yes", 1_250_000, ["money", "right_restored"]),
    ]
    assert list(Reply.objects.order_by("pk").values_list("stars", flat=True)) == [2, 5]
    services.reopen_appeal(author=w.aigul, appeal=got, reason="It was taken back")
    assert Outcome.objects.filter(verdict="yes").count() == 1  # what was said stays said


def test_silence_is_counted_apart_and_states_nothing_for_old_answers(w: World) -> None:
    spoken, old = appeal(w, taken=True), appeal(w, taken=True)
    for one in (spoken, old):
        services.answer_appeal(officer=w.daniyar, appeal=one, text="Done")
    Outcome.objects.filter(appeal=old).delete()  # answered before outcomes were stated
    Appeal.objects.update(answered_at=timezone.now() - timedelta(days=31))
    assert services.close_silent(now=timezone.now()) == 2
    assert list(Outcome.objects.values_list("appeal__number", "verdict")) == [
        (spoken.number, "silence")
    ]
    for one in (spoken, old):
        assert as_(w.aigul).get(f"/my/appeals/{one.number}/").status_code == 200


def test_withdrawing_needs_no_reason_stops_all_clocks_and_tells_the_officer(w: World) -> None:
    got, answered = appeal(w), appeal(w, taken=True)
    running = clock(got, "answer")
    services.answer_appeal(officer=w.daniyar, appeal=answered, text="Done")
    with pytest.raises(IllegalStepError):
        services.withdraw(author=w.aigul, appeal=answered)
    with pytest.raises(services.OwnAppealError):
        services.withdraw(author=w.daniyar, appeal=got)
    services.withdraw(author=w.aigul, appeal=got)
    running.refresh_from_db()
    got.refresh_from_db()
    assert (got.status, bool(running.stopped_at)) == ("closed", True)
    assert Outcome.objects.get(appeal=got).kind == "withdrawn"
    assert Message.objects.filter(kind="appeals.withdrawn", person=w.daniyar).count() == 1


def test_the_desk_is_asked_only_what_fits(w: World) -> None:
    got, daniyar = appeal(w, taken=True), as_(w.daniyar)
    desk = f"/desk/appeals/{got.number}/"
    asked = {way: daniyar.get(f"{desk}?as={way}").content.decode() for way in
             ("write", "remedied", "refused", "court")}  # fmt: skip
    assert [("name=\"tenge\"" in page, "name=\"article\"" in page, "name=\"promised_on\"" in page)
            for page in asked.values()] == [
        (False, False, True), (True, False, False), (False, True, False), (False, False, False),
    ]  # fmt: skip
    refusals: list[dict[str, str | list[str]]] = [
        {"kind": "remedied", "text": "Paid", "remedies": ["money"]},
        {"kind": "remedied", "text": "Paid", "remedies": ["money"], "tenge": "12a"},
        {"kind": "remedied", "text": "Paid"},
        {"kind": "refused", "text": "No"},
        {"kind": "withdrawn", "text": "Gone"},
    ]
    for data in refusals:
        assert daniyar.post(f"{desk}answer/", data).status_code == 422
    spaced = {
        "kind": "remedied",
        "text": "Paid",
        "remedies": ["money"],
        "tenge": "1 250\u00a0000 ₸",
    }
    assert daniyar.post(f"{desk}answer/", spaced).status_code == 302
    assert Outcome.objects.get().tenge == 1_250_000
    assert as_(w.aigul).post(f"/my/appeals/{got.number}/confirm/", {"verdict": "yes"}).url
    assert Outcome.objects.get().verdict == "yes"


def test_only_the_holder_writes_and_only_the_author_confirms(w: World) -> None:
    got = appeal(w, taken=True)
    for name in ("aigul", "saule", "kairat", "marat", "zhanar"):
        for act in ("write", "answer"):
            got_back = as_(getattr(w, name)).post(
                f"/desk/appeals/{got.number}/{act}/", {"text": "x"}
            )
            assert got_back.status_code in (403, 404), (name, act)
    assert Client().post(f"/my/appeals/{got.number}/withdraw/").status_code == 302
    assert not Reply.objects.exists()
