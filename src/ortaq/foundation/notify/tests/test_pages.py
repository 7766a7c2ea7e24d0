"""The inbox, the settings, the link at the end of a letter; Marat the stranger everywhere."""

import re
from datetime import time

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify import selectors
from ortaq.foundation.notify.locks import read_unsubscribe_token, unsubscribe_token
from ortaq.foundation.notify.models import Message
from ortaq.foundation.notify.services import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(aigul) -> Message:
    notify(users=[aigul], kind="tests.kettle", params={"number": 7}, url="/my/card/")
    return Message.objects.get()


@pytest.fixture
def english(client):
    client.cookies["lang"] = "en"
    return client


def test_the_inbox_shows_the_readers_own_messages_only(english, aigul, marat, message):
    english.force_login(aigul)
    page = english.get(reverse("notify:inbox")).content.decode()
    assert "The kettle 7 has boiled." in page
    english.force_login(marat)
    page = english.get(reverse("notify:inbox")).content.decode()
    assert "kettle" not in page
    assert "No messages yet" in page


def test_opening_marks_as_read_and_leads_on(english, aigul, message):
    english.force_login(aigul)
    assert selectors.unread_count(aigul) == 1
    answer = english.get(reverse("notify:open", args=[message.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/my/card/")
    assert selectors.unread_count(aigul) == 0
    first = Message.objects.get().read_at
    english.get(reverse("notify:open", args=[message.pk]))
    assert Message.objects.get().read_at == first


def test_marat_finds_no_message_of_aigul(english, marat, message):
    english.force_login(marat)
    for number in (message.pk, message.pk + 1):
        assert english.get(reverse("notify:open", args=[number])).status_code == 404
        assert english.post(reverse("notify:read", args=[number])).status_code == 404
    english.post(reverse("notify:read-all"))
    assert Message.objects.get().read_at is None


def test_signed_out_nothing_is_shown(english, message):
    for name, arguments in (
        ("inbox", []),
        ("settings", []),
        ("open", [message.pk]),
        ("read", [message.pk]),
        ("read-all", []),
    ):
        answer = english.get(reverse(f"notify:{name}", args=arguments))
        assert (name, answer.status_code) == (name, 302)
        assert "/account/" in answer["Location"]


def test_marking_needs_a_post(english, aigul, message):
    english.force_login(aigul)
    assert english.get(reverse("notify:read-all")).status_code == 405
    assert english.post(reverse("notify:read", args=[message.pk])).status_code == 302
    assert selectors.unread_count(aigul) == 0


def test_all_messages_are_marked_at_once(english, aigul):
    for number in range(3):
        notify(users=[aigul], kind="tests.kettle", params={"number": number})
    english.force_login(aigul)
    english.post(reverse("notify:read-all"))
    assert selectors.unread_count(aigul) == 0


def test_the_inbox_asks_the_same_queries_for_one_message_and_for_many(
    english, aigul, message, django_assert_max_num_queries
):
    notify(users=[aigul], kind="tests.kettle", params={"number": 8})
    for number in range(60):
        notify(users=[aigul], kind="tests.kettle", params={"number": number})
    english.force_login(aigul)
    with django_assert_max_num_queries(12):
        page = english.get(reverse("notify:inbox"))
    assert page.content.decode().count('class="list__item"') == 25


def test_the_badge_uses_the_small_index(aigul):
    now = timezone.now()
    Message.objects.bulk_create(
        [
            Message(person=aigul, kind="tests.kettle", created_at=now, read_at=now)
            for _ in range(3000)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze notify_message")
        cursor.execute(
            "explain select 1 from notify_message where person_id = %s and read_at is null"
            " limit 100",
            [aigul.pk],
        )
        assert "message_unread" in "".join(line for (line,) in cursor.fetchall())


def test_wishes_are_kept_as_said(english, aigul):
    english.force_login(aigul)
    page = english.get(reverse("notify:settings")).content.decode()
    assert page.count("Not connected here") == 3
    assert 'value="22:00"' in page
    form = {"digest": "daily", "quiet_from": "21:00", "quiet_until": "07:30", "email-tests": "on"}
    answer = english.post(reverse("notify:settings"), form)
    assert answer.status_code == 302
    aigul.refresh_from_db()
    wishes = selectors.preferences_of(aigul)
    assert (wishes.digest, wishes.quiet_from, wishes.quiet_until) == (
        "daily",
        time(21),
        time(7, 30),
    )
    assert "tests" not in wishes.muted
    assert wishes.muted["orgs"] == ["email"]


def test_a_wrong_hour_is_said_beside_its_field(english, aigul):
    english.force_login(aigul)
    answer = english.post(
        reverse("notify:settings"), {"digest": "x", "quiet_from": "99", "quiet_until": ""}
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"digest", "quiet_from", "quiet_until"}


def test_one_click_stops_a_group_and_looking_does_not(client, aigul, sink):
    address = reverse("notify:unsubscribe", args=[unsubscribe_token(aigul.pk, "tests")])
    page = client.get(address)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    aigul.refresh_from_db()
    assert selectors.preferences_of(aigul).muted == {}
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})  # as a mail program does
    assert answer.status_code == 200
    aigul.refresh_from_db()
    assert "email" in selectors.preferences_of(aigul).muted["tests"]
    notify(users=[aigul], kind="tests.kettle", params={"number": 1})
    run_jobs()
    assert sink.taken == []


def test_a_forged_link_finds_nothing(client, aigul):
    token = unsubscribe_token(aigul.pk, "tests")
    assert read_unsubscribe_token(token) == (aigul.pk, "tests")
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (forged, "x", "a:b:c"):
        assert client.post(reverse("notify:unsubscribe", args=[wrong])).status_code == 404
    aigul.refresh_from_db()
    assert selectors.preferences_of(aigul).muted == {}


def test_pages_speak_the_readers_language(client, aigul, message):
    client.force_login(aigul)
    for code in ("kk", "ru"):
        client.cookies["lang"] = code
        for name in ("inbox", "settings"):
            page = client.get(reverse(f"notify:{name}")).content.decode()
            title = re.search(r"<h1[^>]*>([^<]+)</h1>", page)[1]
            assert re.search("[а-яәғқңөұүһі]", title), (code, name, title)
