import pytest
from django.urls import reverse

from ortaq.foundation.accounts import selectors
from ortaq.foundation.accounts.factories import person
from ortaq.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
FORM = {
    "family_name": "Әбілқасымова",
    "given_name": " Айгүл ",
    "patronymic": "",
    "address": "aigul@example.org",
    "consent": "on",
}
CODE = "/account/signup/code/"


def test_a_new_person_opens_an_account(client, outbox):
    client.cookies["lang"] = "ru"
    assert client.post("/account/signup/", FORM).headers["Location"] == CODE
    assert User.objects.count() == 0
    response = client.post(CODE, {"code": outbox[0].code})
    assert response.headers["Location"] == reverse("accounts:data")
    user = User.objects.get()
    assert (user.given_name, user.email, user.language) == ("Айгүл", "aigul@example.org", "ru")
    assert user.sort_key
    assert not user.has_usable_password()
    assert selectors.has_consent(user, "processing")
    assert client.get("/account/data/").status_code == 200


def test_without_the_consent_there_is_no_account(english, outbox):
    page = english.post("/account/signup/", {**FORM, "consent": ""})
    assert "Without this consent" in page.content.decode()
    assert outbox == []


def test_a_name_keeps_no_marks_that_nobody_sees(client, outbox):
    names = {"family_name": "\u202eСейтов\u202c", "given_name": " Ма\u200bрат\x07 "}
    client.post("/account/signup/", {**FORM, **names})
    client.post(CODE, {"code": outbox[0].code})
    assert str(User.objects.get()) == "Сейтов Марат"
    client.logout()
    assert client.post("/account/signup/", {**FORM, "given_name": "\u200b"}).status_code == 200
    assert len(outbox) == 1


def test_a_record_entered_by_an_officer_is_claimed_only_with_the_code(client, outbox):
    entered = person("aigul", phone="+77991234567")
    client.post("/account/signup/", {**FORM, "family_name": "Мен", "address": "8 799 123 45 67"})
    assert client.get("/account/data/").status_code == 302
    client.post(CODE, {"code": outbox[0].code})
    assert client.get("/account/data/").status_code == 200
    entered.refresh_from_db()
    assert User.objects.count() == 1
    assert (entered.family_name, entered.phone_verified) == ("Әбілқасымова", True)


def test_known_and_unknown_addresses_get_the_same_answer(client, outbox):
    person("aigul")
    answers = []
    for address in ("aigul@example.org", "nobody@example.org"):
        client.cookies.clear()
        first = client.post("/account/signup/", {**FORM, "address": address})
        answers.append((first.status_code, first.headers["Location"]))
    assert answers[0] == answers[1]
    assert [bool(sent.code) for sent in outbox] == [True, True]


def test_a_wrong_code_opens_nothing_and_three_end_it(client, outbox):
    client.post("/account/signup/", FORM)
    bad = f"{(int(outbox[0].code) + 1) % 10**6:06d}"
    for _ in range(3):
        client.post(CODE, {"code": bad})
    client.post(CODE, {"code": outbox[0].code})
    assert User.objects.count() == 0


def test_a_new_code_makes_the_old_one_useless(client, outbox):
    client.post("/account/signup/", FORM)
    client.post(CODE, {"action": "resend"})
    old, new = outbox[0].code, outbox[1].code
    if old != new:
        client.post(CODE, {"code": old})
        assert User.objects.count() == 0
    client.post(CODE, {"code": new})
    assert User.objects.count() == 1


def test_a_closed_record_is_not_opened_by_signing_up(client, outbox):
    aigul = person("aigul")
    User.objects.filter(pk=aigul.pk).update(is_active=False)
    client.post("/account/signup/", FORM)
    response = client.post(CODE, {"code": outbox[0].code})
    assert response.headers["Location"] == "/account/inactive/"
    assert client.get("/account/data/").status_code == 302


def test_a_code_of_one_session_is_worth_nothing_in_another(client, outbox, django_user_model):
    client.post("/account/signup/", FORM)
    code = outbox[0].code
    client.cookies.clear()
    assert client.post(CODE, {"code": code}).headers["Location"] == "/account/signup/"


def test_codes_grow_old(client, outbox, monkeypatch):
    client.post("/account/signup/", FORM)
    session = client.session
    session["accounts.challenge"]["at"] -= 601
    session.save()
    client.post(CODE, {"code": outbox[0].code})
    assert User.objects.count() == 0
