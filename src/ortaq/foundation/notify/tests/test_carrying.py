"""Messages become letters: a real SMTP server, refusals, delays, kills, digests."""

import re
from datetime import timedelta
from traceback import format_exception

import pytest
from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs, waiting
from ortaq.foundation.notify import selectors, services
from ortaq.foundation.notify.models import BouncedAddress, Delivery, Message, Preferences
from ortaq.foundation.notify.ports import TemporaryError
from ortaq.foundation.notify.services import notify

pytestmark = pytest.mark.django_db

NOON, NIGHT = "2026-11-23 12:00", "2026-11-23 23:00"


def tell(*people, kind: str = "tests.kettle", number: int = 1, **more) -> int:
    return notify(users=people, kind=kind, params={"number": number}, url="/my/", **more)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_a_message_leaves_as_a_letter_in_the_readers_language(aigul, marat, sink, at):
    at(NOON)
    marat.language = "en"
    marat.save()
    assert tell(aigul, marat) == 2
    assert sink.taken == []
    run_jobs()
    assert sink.recipients == ["aigul@example.org", "marat@example.org"]
    russian, english = sink.taken
    assert (russian["Content-Language"], english["Content-Language"]) == ("ru", "en")
    assert english["Subject"] == "Kettle 1"
    text = english.get_body(("plain",)).get_content()
    assert "The kettle 1 has boiled." in text
    number = Message.objects.get(person=marat).pk
    assert f"http://testserver/my/messages/{number}/" in text
    assert "Open in Ortaq" in english.get_body(("html",)).get_content()
    assert "Open in Ortaq" not in russian.get_body(("html",)).get_content()
    assert states() == ["sent", "sent"]


def test_a_letter_carries_no_name_and_says_how_to_stop(aigul, sink, at):
    at(NOON)
    tell(aigul)
    run_jobs()
    (letter,) = sink.taken
    for part in (letter.get_body(("plain",)), letter.get_body(("html",))):
        assert "Айгүл" not in part.get_content()
        assert "Серікқызы" not in part.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(
        r"<http://testserver/my/messages/unsubscribe/[\w:-]+/>",
        letter["List-Unsubscribe"].strip(),
    )
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_rollback_tells_nobody(aigul, sink, at):
    at(NOON)
    with transaction.atomic():
        tell(aigul)
        transaction.set_rollback(True)
    assert run_jobs() == 0
    assert Message.objects.count() == 0
    assert sink.taken == []


def test_the_same_fact_is_told_once(aigul, sink, at):
    at(NOON)
    assert tell(aigul, key="kettle:1") == 1
    assert tell(aigul, aigul, key="kettle:1") == 0
    assert tell(aigul, key="kettle:2") == 1
    run_jobs()
    assert Message.objects.count() == 2


def test_who_may_not_sign_in_is_not_told(aigul, sink, at):
    aigul.is_active = False
    assert tell(aigul) == 0


def test_a_message_leads_inside_only(aigul):
    for url in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        with pytest.raises(ValueError, match="path"):
            notify(users=[aigul], kind="tests.kettle", url=url)


def test_an_unknown_kind_is_refused_at_once(aigul):
    with pytest.raises(LookupError, match=r"tests\.nothing"):
        notify(users=[aigul], kind="tests.nothing")


def test_a_line_break_cannot_open_a_header(aigul, sink, at):
    at(NOON)
    notify(users=[aigul], kind="tests.kettle", params={"number": "1\r\nBcc: marat@example.org"})
    run_jobs()
    assert sink.recipients == ["aigul@example.org"]
    assert sink.taken[0]["Bcc"] is None


# --- quiet hours and digests -----------------------------------------------------------------


def test_at_night_a_calm_message_waits_and_an_urgent_one_passes(aigul, sink, at):
    at(NIGHT)
    tell(aigul)
    tell(aigul, kind="tests.fire")
    run_jobs()
    assert [letter["Content-Language"] for letter in sink.taken] == ["ru"]
    assert states() == ["waiting", "sent"]
    run_jobs(at=at("2026-11-24 07:59"))
    assert len(sink.taken) == 1
    run_jobs(at=at("2026-11-24 08:00"))
    assert len(sink.taken) == 2


def test_what_gathered_over_night_arrives_as_one_letter(aigul, sink, at):
    at(NIGHT)
    for number in (1, 2, 3):
        tell(aigul, number=number)
    run_jobs()
    run_jobs(at=at("2026-11-24 08:00"))
    (letter,) = sink.taken
    text = letter.get_body(("plain",)).get_content()
    assert [line for line in text.splitlines() if line[:2] in ("1.", "2.", "3.")] == [
        "1. Kettle 1",
        "2. Kettle 2",
        "3. Kettle 3",
    ]
    assert states() == ["sent"] * 3
    assert waiting() == []


def test_a_daily_digest_gathers_the_day_without_what_was_read(aigul, sink, at):
    at(NOON)
    Preferences.objects.create(person=aigul, digest="daily")
    for number in (1, 2, 3):
        tell(aigul, number=number)
    tell(aigul, kind="tests.fire")
    run_jobs()
    assert len(sink.taken) == 1  # the fire
    services.mark_read(reader=aigul, message=Message.objects.order_by("id")[1])
    run_jobs(at=at("2026-11-24 09:00"))
    text = sink.taken[1].get_body(("plain",)).get_content()
    assert "Kettle 1" in text
    assert "Kettle 2" not in text
    assert "Kettle 3" in text
    assert states() == ["sent", "skipped", "sent", "sent"]


def test_no_letters_means_none_but_urgent_ones(aigul, sink, at):
    at(NOON)
    Preferences.objects.create(person=aigul, digest="none")
    tell(aigul)
    tell(aigul, kind="tests.fire")
    run_jobs()
    assert len(sink.taken) == 1
    assert selectors.unread_count(aigul) == 2


def test_a_muted_group_sends_nothing_even_if_muted_while_it_waits(aigul, sink, at):
    at(NIGHT)
    tell(aigul)
    run_jobs()
    services.unsubscribe(person=aigul, group="tests")
    tell(aigul)
    run_jobs(at=at("2026-11-24 08:00"))
    assert sink.taken == []
    assert states() == ["skipped"]
    assert Message.objects.count() == 2


# --- servers that refuse, delay, or die ------------------------------------------------------


def test_greylisting_is_tried_again_and_loses_nothing(aigul, sink, at):
    at(NOON)
    sink.refusals = ["451 4.7.1 Greylisted, come back"]
    tell(aigul)
    with pytest.raises(TemporaryError, match=r"451 4\.7\.1") as raised:
        run_jobs()
    logged = "".join(format_exception(raised.value))
    assert "451 4.7.1" in logged
    assert "@example.org" not in logged
    assert states() == ["waiting"]
    assert Delivery.objects.get().error == "451 4.7.1"
    services.deliver(person_id=aigul.pk, channel_name="email")
    assert states() == ["sent"]
    assert len(sink.taken) == 1


@pytest.mark.parametrize(
    ("answer", "dead"),
    [
        ("550 5.1.1 No such user here", True),
        ("553 Unknown", True),
        ("550 5.7.1 Policy", False),
        ("552 5.2.2 Mailbox full", False),
    ],
)
def test_a_refusal_for_good_is_not_repeated(aigul, sink, at, answer, dead):
    at(NOON)
    sink.refusals = [answer]
    tell(aigul)
    run_jobs()
    assert states() == ["refused"]
    assert BouncedAddress.objects.filter(person=aigul).exists() is dead
    tell(aigul, number=2)
    run_jobs()
    assert len(sink.taken) == (0 if dead else 1)


def test_a_corrected_address_is_tried_again(aigul, sink, at):
    at(NOON)
    sink.refusals = ["550 5.1.1 No such user"]
    tell(aigul)
    run_jobs()
    assert selectors.bounced_address(aigul).address == "aigul@example.org"
    aigul.email = "aigul.new@example.org"
    aigul.save()
    assert selectors.bounced_address(aigul) is None
    tell(aigul, number=2)
    run_jobs()
    assert sink.recipients == ["aigul.new@example.org"]


def test_a_server_that_refuses_the_text_and_one_that_is_silent(aigul, sink, at, settings):
    at(NOON)
    sink.data_answer = "554 5.6.0 Not this text"
    tell(aigul)
    run_jobs()
    assert states() == ["refused"]
    settings.EMAIL_TIMEOUT = 0.3
    sink.data_answer, sink.delay = "250 OK", 1
    tell(aigul, number=2)
    with pytest.raises(TemporaryError):
        run_jobs()
    assert states() == ["refused", "waiting"]


def test_a_server_that_is_not_there(aigul, settings, at, sink):
    at(NOON)
    settings.EMAIL_PORT = 1
    tell(aigul)
    with pytest.raises(TemporaryError, match="ConnectionRefusedError"):
        run_jobs()
    assert states() == ["waiting"]


def test_two_workers_do_not_send_the_same_letter(aigul, sink, at):
    at(NOON)
    tell(aigul)
    run_jobs()
    assert services.deliver(person_id=aigul.pk, channel_name="email") == 0
    assert len(sink.taken) == 1


def test_a_letter_in_the_hands_of_a_killed_process_leaves_again_under_its_name(aigul, sink, at):
    now = at(NOON)
    tell(aigul)
    run_jobs()
    Delivery.objects.update(state="sending", claimed_at=now, sent_at=None)  # killed after 250 OK
    assert services.sweep() == 0  # may still be at it
    at("2026-11-23 12:06")
    assert services.sweep() == 1
    run_jobs()
    first, second = sink.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert re.fullmatch(r"<[0-9a-f]{32}@testserver>", first["Message-ID"].strip())
    assert states() == ["sent"]


def test_planning_twice_sends_once(aigul, sink, at):
    at(NOON)
    tell(aigul)
    services.plan(message_ids=[Message.objects.get().pk])
    services.plan(message_ids=[Message.objects.get().pk])
    run_jobs()
    assert len(sink.taken) == 1


def test_telling_thousands_costs_few_queries(db, at, django_assert_max_num_queries):
    at(NOON)
    people = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", given_name="P", family_name=str(n)) for n in range(1200)]
    )
    with django_assert_max_num_queries(10):
        assert tell(*people) == 1200
    assert len(waiting("notify.plan")) == 3


def test_old_messages_go_and_young_ones_stay(aigul, at):
    now = at(NOON)
    tell(aigul)
    tell(aigul)
    Message.objects.filter(pk=Message.objects.first().pk).update(
        created_at=timezone.now() - timedelta(days=400)
    )
    services.purge_messages(before=now - timedelta(days=365))
    assert Message.objects.count() == 1
