"""Acts on letters: nothing leaves without the member's word, and nothing that came is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message, Parcel
from ortaq.modules.appeals.models import Clock, Move
from ortaq.modules.letters import errors, selectors, services
from ortaq.modules.letters.models import Answer, Letter, Link, Opening
from ortaq.modules.letters.tests.factories import (
    World,
    appeal,
    approved,
    drafted,
    link_of,
    reply,
    sent,
    world,
)
from ortaq.modules.letters.workflow import IllegalStepError, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def test_the_whole_road_of_a_demand(w: World) -> None:
    got = appeal(w, taken=True)
    letter = services.prepare_letter(officer=w.daniyar, letter=drafted(got))
    assert (letter.state, letter.number) == ("waiting", f"1/{timezone.localdate().year}")
    assert letter.pdf
    assert letter.digest == letter.pdf.sha256
    asked = Message.objects.get(person=w.aigul, kind="letters.approval_asked")
    assert w.aigul.family_name not in str(asked.params)
    with pytest.raises(errors.NotApprovedError):
        services.send_letter(officer=w.daniyar, letter=letter, carrier="paper")
    services.approve_letter(author=w.aigul, letter=letter, digest=letter.digest)
    services.approve_letter(author=w.aigul, letter=letter, digest=letter.digest)  # two taps
    assert Message.objects.filter(person=w.daniyar, kind="letters.approved").count() == 1
    letter, address = services.send_letter(officer=w.daniyar, letter=letter, carrier="email")
    clock = Clock.objects.get(appeal=got, kind="forwarded")
    assert (letter.due_on, letter.clock) == (timezone.localdate(clock.due_at), clock)
    with pytest.raises(IllegalStepError):  # a double click
        services.send_letter(officer=w.daniyar, letter=letter, carrier="email")
    token = address.rstrip("/").rpartition("/")[2]
    assert Parcel.objects.count() == 1
    assert token.encode() not in bytes(Parcel.objects.get().box)  # it waits locked
    assert token not in str(list(Link.objects.values())) + str(list(Entry.objects.values()))
    services.note_opening(link=link_of(token))
    services.note_opening(link=link_of(token))
    assert Opening.objects.count() == 1
    answer = reply(token, responsible="Б. Бухгалтер")
    letter.refresh_from_db()
    clock.refresh_from_db()
    assert (letter.state, letter.answered_at) == ("answered", answer.at)
    assert clock.stopped_at
    assert Move.objects.filter(appeal=got, kind="replied").exists()
    assert Message.objects.filter(person=w.daniyar, kind="letters.answered").exists()
    services.release_answer(officer=w.daniyar, answer=answer)
    assert Message.objects.filter(person=w.aigul, kind="letters.released").count() == 1
    run_jobs()


def test_a_changed_word_voids_the_approval(w: World) -> None:
    got = appeal(w, taken=True)
    letter = approved(got)
    seen = letter.digest
    draft = services.Draft(to_name="ЖШС", facts="Другое", asks="", language="ru")
    letter = services.change_letter(officer=w.daniyar, letter=letter, draft=draft)
    assert not letter.is_approved
    assert (letter.state, letter.digest, letter.number[:2]) == ("draft", "", "1/")
    letter.names_member = False  # whatever the caller holds, the row is asked
    with pytest.raises(errors.NotApprovedError):
        services.send_letter(officer=w.daniyar, letter=letter, carrier="paper")
    letter = services.prepare_letter(officer=w.daniyar, letter=letter)
    assert letter.digest != seen
    with pytest.raises(errors.PagesChangedError):
        services.approve_letter(author=w.aigul, letter=letter, digest=seen)
    with pytest.raises(errors.PagesChangedError):
        services.approve_letter(author=w.aigul, letter=letter, digest="")


def test_the_database_itself_refuses(w: World) -> None:
    letter = services.prepare_letter(officer=w.daniyar, letter=drafted(appeal(w, taken=True)))
    row = Letter.objects.filter(pk=letter.pk)
    now = timezone.now()
    for lie in (
        {"sent_at": now},
        {"sent_at": now, "approved_at": now, "approved_digest": "0" * 64},
        {"sent_at": now, "names_member": False, "digest": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**lie)
    services.approve_letter(author=w.aigul, letter=letter, digest=letter.digest)
    services.send_letter(officer=w.daniyar, letter=letter, carrier="paper")
    for change in ({"digest": "0" * 64, "approved_digest": "0" * 64}, {"seq": 7}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            row.update(**change)


def test_the_member_says_no_also_after_a_yes(w: World) -> None:
    letter = approved(appeal(w, taken=True))
    services.refuse_letter(author=w.aigul, letter=letter, words="Wrong month")
    letter.refresh_from_db()
    assert (letter.state, letter.refusal, letter.approved_at) == ("refused", "Wrong month", None)
    with pytest.raises(errors.NotApprovedError):
        services.send_letter(officer=w.daniyar, letter=letter, carrier="paper")
    for act in (
        lambda: services.refuse_letter(author=w.aigul, letter=letter, words="  "),
        lambda: services.approve_letter(author=w.bota, letter=letter, digest=letter.digest),
        lambda: services.change_letter(
            officer=w.saule, letter=letter, draft=services.Draft(to_name="x", facts="x", asks="")
        ),
    ):
        with pytest.raises(errors.LetterError):
            act()


def test_a_letter_without_his_data_is_checked_in_its_bytes(w: World) -> None:
    got = appeal(w, taken=True)
    named = drafted(got, names_member=False, facts=f"Работник {w.aigul.family_name} ждёт.")
    with pytest.raises(errors.TracesError) as error:
        services.prepare_letter(officer=w.daniyar, letter=named)
    assert error.value.found == ["name"]
    named.refresh_from_db()
    assert (named.state, named.seq) == ("draft", None)  # no number is lost
    silent = services.prepare_letter(officer=w.daniyar, letter=drafted(got, names_member=False))
    assert silent.state == "ready"
    assert not Message.objects.filter(person=w.aigul, kind="letters.approval_asked").exists()
    services.send_letter(officer=w.daniyar, letter=silent, carrier="paper")


def test_numbers_go_by_body_and_year_without_gaps(w: World) -> None:
    got = appeal(w, taken=True)
    numbers = [
        services.prepare_letter(officer=w.daniyar, letter=drafted(got, names_member=False)).seq
        for _n in range(2)
    ]
    assert numbers == [1, 2]
    first = Letter.objects.get(seq=1)
    services.withdraw_letter(officer=w.daniyar, letter=first)
    first.refresh_from_db()
    assert (first.state, first.seq) == ("withdrawn", 1)


def test_the_employer_hears_first(w: World) -> None:
    got = appeal(w, taken=True)
    complaint = approved(got, Kind.INSPECTORATE)
    with pytest.raises(errors.NoticeRunsError):
        services.send_letter(officer=w.daniyar, letter=complaint, carrier="paper")
    demand, token = sent(got)
    today = timezone.localdate()
    notice = selectors.notice_of(got, today=today)
    assert (notice.given, notice.is_over, notice.until) == (True, False, demand.private_until)
    assert demand.private_until
    later = selectors.notice_of(got, today=demand.private_until + timedelta(days=1))
    assert later.is_over
    reply(token)
    assert selectors.notice_of(got, today=today).is_over
    services.send_letter(officer=w.daniyar, letter=complaint, carrier="paper")
    second = appeal(w, taken=True, author=w.bota)
    urgent, _token = sent(second, Kind.INSPECTORATE)  # with the reason why at once
    assert urgent.without_notice == "Danger to life"


def test_one_reply_a_key_and_few_a_letter(w: World) -> None:
    _letter, token = sent(appeal(w, taken=True))
    key, words = uuid4(), services.Words(text="Да", writer="x")
    first = services.receive_answer(link=link_of(token), key=key, words=words)
    assert services.receive_answer(link=link_of(token), key=key, words=words) == first
    for _n in range(4):
        reply(token)
    with pytest.raises(errors.TooManyAnswersError):
        reply(token)
    assert Answer.objects.count() == 5


def test_more_time_is_had_once(w: World) -> None:
    letter, token = sent(appeal(w, taken=True))
    was = letter.due_on
    words = services.Words(text="Отпуск бухгалтера", writer="x")
    services.ask_more_time(link=link_of(token), key=uuid4(), words=words)
    letter.refresh_from_db()
    assert letter.due_on
    assert was
    assert letter.due_on > was
    assert letter.clock
    assert timezone.localdate(letter.clock.due_at) == letter.due_on
    assert letter.clock.stopped_at is None
    with pytest.raises(errors.TimeAskedError):
        services.ask_more_time(link=link_of(token), key=uuid4(), words=words)


def test_links_end(w: World) -> None:
    letter, token = sent(appeal(w, taken=True))
    link = link_of(token)
    again = services.renew_link(officer=w.daniyar, letter=letter).rstrip("/").rpartition("/")[2]
    assert selectors.live_link(token) is None
    words = services.Words(text="x", writer="x")
    with pytest.raises(errors.LinkSpentError):  # held open in a second tab
        services.receive_answer(link=link, key=uuid4(), words=words)
    Link.objects.update(expires_at=timezone.now())
    assert selectors.live_link(again) is None
    services.revoke_link(officer=w.daniyar, letter=letter)
    assert selectors.link_of(letter) is None


def test_the_late_stand_on_their_shelf(w: World) -> None:
    """The clock of the appeal rings for them; the registry shows them."""
    letter, _token = sent(appeal(w, taken=True))
    assert not selectors.letters_for(w.daniyar, shelf="late").exists()
    Letter.objects.filter(pk=letter.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert list(selectors.letters_for(w.daniyar, shelf="late")) == [letter]


def test_no_name_in_the_trail(w: World) -> None:
    _letter, token = sent(appeal(w, taken=True))
    reply(token)
    rows = Entry.objects.filter(action__startswith="letters.")
    assert rows.count() >= 5
    assert w.aigul.family_name not in str(list(rows.values("params")))
    assert rows.filter(action="letters.approved", body_id__isnull=True).exists()
