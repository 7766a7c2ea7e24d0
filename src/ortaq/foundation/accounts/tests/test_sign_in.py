import re

import pytest
from django.core import mail
from django.urls import reverse

from ortaq.foundation.accounts.factories import person
from ortaq.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
LOGIN, CONFIRM = "/account/login/", "/account/login/code/confirm/"


def ask(client, login, **more):
    return client.post(LOGIN, {"login": login, "way": "code", **more})


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def signed_in(client):
    return client.get("/account/data/").status_code == 200


def test_a_code_by_email_signs_in_and_proves_the_address(client, outbox):
    aigul = person("aigul", language="ru")
    response = ask(client, " Aigul@Example.org ")
    assert response.headers["Location"].startswith(CONFIRM)
    sent = outbox[0]
    assert (sent.address, sent.channel, sent.language) == ("aigul@example.org", "email", "ru")
    assert re.fullmatch(r"\d{6}", sent.code)
    response = client.post(CONFIRM, {"code": f" {sent.code[:3]} {sent.code[3:]}"})
    assert response.headers["Location"] == reverse("accounts:data")
    assert signed_in(client)
    assert aigul.emailaddress_set.get().verified
    assert Entry.objects.filter(action="accounts.signed_in", actor=aigul).count() == 1


def test_a_code_by_phone_in_any_spelling(client, outbox):
    daniyar = person("daniyar", email=None, phone="+77991234567")
    ask(client, "8 (799) 123-45-67")
    assert (outbox[0].address, outbox[0].channel) == ("+77991234567", "sms")
    client.post(CONFIRM, {"code": outbox[0].code})
    assert signed_in(client)
    daniyar.refresh_from_db()
    assert daniyar.phone_verified


def test_known_and_unknown_addresses_get_the_same_answer(
    client, outbox, django_assert_num_queries
):
    person("aigul")
    pages = []
    for login in ("aigul@example.org", "nobody@example.org"):
        client.cookies.clear()
        first = ask(client, login)
        page = client.get(CONFIRM).content.decode().replace(login, "X")
        pages.append(
            (first.status_code, first.headers["Location"], re.sub(r'value="\w{64}"', "", page))
        )
    assert pages[0] == pages[1]
    assert outbox[0].code
    assert not outbox[1].code
    assert "signup" in outbox[1].text


def test_an_unknown_phone_costs_as_much_work_as_a_known_one(client, outbox):
    person("daniyar", email=None, phone="+77991234567")
    ask(client, "87991234567")
    client.cookies.clear()
    ask(client, "87991234568")
    assert [(s.channel, bool(s.code)) for s in outbox] == [("sms", True), ("sms", False)]


def test_a_password_is_one_more_way(client, outbox):
    aigul = person("aigul")
    aigul.set_password("жеті-аққу-2026")
    aigul.save()
    client.post(
        LOGIN, {"login": "aigul@example.org", "way": "password", "password": "жеті-аққу-2026"}
    )
    assert signed_in(client)
    assert outbox == []


def test_wrong_password_and_unknown_address_read_the_same(english):
    aigul = person("aigul")
    aigul.set_password("жеті-аққу-2026")
    aigul.save()
    texts = []
    for login in ("aigul@example.org", "nobody@example.org"):
        page = english.post(LOGIN, {"login": login, "way": "password", "password": "x"}).content
        texts.append(re.sub(r'value="\w{64}"', "", page.decode()).replace(login, "X"))
    assert texts[0] == texts[1]
    assert "do not belong together" in texts[0]


@pytest.mark.parametrize("login", ["aigul@example.org", "+77991234567"])
def test_passwords_cannot_be_guessed_for_long(english, login):
    aigul = person("aigul", phone="+77991234567")
    aigul.set_password("жеті-аққу-2026")
    aigul.save()
    for _ in range(5):
        english.post(LOGIN, {"login": login, "way": "password", "password": "wrong"})
    page = english.post(LOGIN, {"login": login, "way": "password", "password": "жеті-аққу-2026"})
    assert "Too many tries" in page.content.decode()
    assert not signed_in(english)


def test_failures_on_one_phone_do_not_lock_another(client):
    for name, phone in (("aigul", "+77991234567"), ("marat", "+77997654321")):
        user = person(name, email=None, phone=phone)
        user.set_password("жеті-аққу-2026")
        user.save()
    for _ in range(6):
        client.post(LOGIN, {"login": "+77991234567", "way": "password", "password": "wrong"})
    client.post(LOGIN, {"login": "+77997654321", "way": "password", "password": "жеті-аққу-2026"})
    assert signed_in(client)


def test_three_wrong_codes_end_it(client, outbox):
    person("aigul")
    ask(client, "aigul@example.org")
    for _ in range(3):
        client.post(CONFIRM, {"code": wrong(outbox[0].code)})
    client.post(CONFIRM, {"code": outbox[0].code})
    assert not signed_in(client)


def test_guesses_sent_at_once_are_counted_together(client, outbox):
    """Each request reads the session as it was: the shared throttle counts them all the same."""
    person("aigul")
    ask(client, "aigul@example.org")
    store = client.session
    before = dict(store.items())
    answers = []
    for n in range(10):
        for key, value in before.items():  # as if this request had read the session first
            store[key] = value
        store.save()
        answers.append(client.post(CONFIRM, {"code": f"{n:06d}"}).status_code)
    assert answers[8:] == [429, 429]


def test_codes_cannot_be_asked_for_ever(english, outbox):
    person("aigul")
    for _ in range(3):
        english.cookies.pop("sessionid", None)
        ask(english, "aigul@example.org")
    english.cookies.pop("sessionid", None)
    page = ask(english, "aigul@example.org")
    assert "Too many tries" in page.content.decode()
    assert len(outbox) == 3


def test_a_closed_account_gets_no_code(client, outbox):
    aigul = person("aigul")
    aigul.is_active = False
    aigul.save()
    ask(client, "aigul@example.org")
    assert outbox[0].code == ""


def test_foreign_addresses_are_not_followed_after_the_sign_in(client, outbox):
    person("aigul")
    client.post(
        f"{LOGIN}?next=https://evil.example/", {"login": "aigul@example.org", "way": "code"}
    )
    response = client.post(f"{CONFIRM}?next=https://evil.example/", {"code": outbox[0].code})
    assert response.headers["Location"] == reverse("accounts:data")


def test_a_forgotten_password_is_set_anew_by_a_code(client, outbox):
    aigul = person("aigul")
    client.post("/account/password/reset/", {"email": "aigul@example.org"})
    client.post("/account/password/reset/confirm/", {"code": outbox[0].code})
    response = client.post(
        "/account/password/reset/complete/",
        {"password1": "жеті-аққу-2026", "password2": "жеті-аққу-2026"},
    )
    assert response.status_code == 302
    aigul.refresh_from_db()
    assert aigul.check_password("жеті-аққу-2026")
    assert outbox[1].text.startswith("Сіздің") or outbox[1].text
    assert mail.outbox == []


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_way_in_shows_a_page(client, lang):
    client.cookies["lang"] = lang
    for url in (LOGIN, "/account/signup/", "/account/password/reset/", "/account/inactive/"):
        assert client.get(url).status_code == 200, url
    for url in ("/account/login/code/", "/account/email/", "/account/phone/verify/"):
        assert client.get(url).status_code == 302, url
