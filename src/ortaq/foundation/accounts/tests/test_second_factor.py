import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from ortaq.foundation.accounts import keys, services
from ortaq.foundation.accounts.factories import person

# allauth tells of a new factor on commit, inside the request: these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)
HERE = "ortaq.foundation.accounts.tests.outbox"
SET_UP = "/account/second-factor/"


@pytest.fixture(autouse=True)
def _chairs_need_it(settings):
    settings.ACCOUNTS_MFA_REQUIRED = f"{HERE}.chairs_only"


def totp(secret):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def sign_in(client, outbox, email):
    client.post("/account/login/", {"login": email, "way": "code"})
    return client.post("/account/login/code/confirm/", {"code": outbox[-1].code})


def set_up(client):
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": totp(secret)})
    return secret


def test_a_member_is_not_asked(client, outbox):
    person("aigul")
    sign_in(client, outbox, "aigul@example.org")
    assert client.get("/account/data/").status_code == 200


def test_a_code_by_message_does_not_stand_in_for_a_second_factor(client, outbox):
    person("aigul")
    sign_in(client, outbox, "aigul@example.org")
    set_up(client)
    sent = len(outbox)
    for method in (client.get, client.post):
        response = method("/account/prove/?next=/account/data/erase/")
        assert response.headers["Location"] == "/account/reauthenticate/?next=/account/data/erase/"
    assert len(outbox) == sent


def test_a_chair_must_set_one_up_and_comes_back(client, outbox):
    saule = person("saule")
    sign_in(client, outbox, "saule@example.org")
    response = client.get("/account/data/")
    assert (response.status_code, response.headers["Location"]) == (
        303,
        f"{SET_UP}?next=%2Faccount%2Fdata%2F",
    )
    assert client.get(SET_UP).status_code == 200
    set_up(client)
    assert client.get("/account/data/").status_code == 200  # the new factor counts at once
    stored = Authenticator.objects.get(user=saule, type="totp").data["secret"]
    assert keys.unseal_text(stored, place="mfa")


def test_without_it_only_the_way_to_it_is_open(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    closed = [
        "/account/data/",
        "/account/data/export/",
        "/account/sessions/",
        "/account/password/change/",
        "/account/password/set/",
        "/ui/",
        "/my/",
        "/desk/",
    ]
    for path in closed:
        response = client.get(path)
        assert response.status_code == 303, path
        assert response.headers["Location"].startswith(SET_UP), path
    for path in (SET_UP, "/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/"):
        assert client.get(path).status_code == 200, path


def test_the_api_says_403_and_a_post_is_not_repeated(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    response = client.get("/api/anything")
    assert response.status_code == 403
    assert response.headers["Content-Type"].startswith("application/problem+json")
    response = client.post("/account/data/profile/", {"language": "ru"})
    assert (response.status_code, response.headers["Location"]) == (303, f"{SET_UP}?next=%2F")
    response = client.get("/my/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == f"{SET_UP}?next=%2Fmy%2F"


def test_the_second_sign_in_asks_for_the_code_of_the_app(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    secret = set_up(client)
    client.post("/account/logout/")
    cache.clear()
    response = sign_in(client, outbox, "saule@example.org")
    assert response.headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/account/data/").status_code == 302
    assert client.get("/account/2fa/authenticate/").status_code == 200
    client.post("/account/2fa/authenticate/", {"code": totp(secret)})
    assert client.get("/account/data/").status_code == 200


def test_a_code_of_the_app_opens_one_door(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    secret = set_up(client)
    cache.clear()
    for expected in (200, 302):
        client.post("/account/logout/")
        sign_in(client, outbox, "saule@example.org")
        client.post("/account/2fa/authenticate/", {"code": totp(secret)})
        assert client.get("/account/data/").status_code == expected


def test_a_recovery_code_works_once(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    set_up(client)
    code = client.get("/account/2fa/recovery-codes/").context["unused_codes"][0]
    for expected in (200, 302):
        client.post("/account/logout/")
        sign_in(client, outbox, "saule@example.org")
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/account/data/").status_code == expected


def test_codes_of_the_app_cannot_be_guessed_for_long(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    secret = set_up(client)
    client.post("/account/logout/")
    cache.clear()
    sign_in(client, outbox, "saule@example.org")
    for n in range(9):
        client.post("/account/2fa/authenticate/", {"code": f"{n:06d}"})
    client.post("/account/2fa/authenticate/", {"code": totp(secret)})
    assert client.get("/account/data/").status_code == 302


def test_an_older_session_without_it_is_asked_to_show_it(client, outbox):
    saule = person("saule")
    client.force_login(saule)
    Authenticator.objects.create(
        user=saule, type="totp", data={"secret": keys.seal_text("JBSWY3DPEHPK3PXP", place="mfa")}
    )
    response = client.get("/account/data/")
    assert response.headers["Location"].startswith("/account/2fa/reauthenticate/?next=")
    assert client.get("/account/2fa/totp/deactivate/").status_code == 303
    assert client.get("/account/2fa/").status_code == 303
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    code = totp("JBSWY3DPEHPK3PXP")
    back = client.post(response.headers["Location"], {"code": code})
    assert back.headers["Location"] == "/account/data/"
    assert client.get("/account/data/").status_code == 200


@pytest.mark.parametrize(("mode", "expected"), [("demo", 200), ("production", 303)])
def test_a_link_counts_as_the_second_factor_in_a_demo_only(client, settings, mode, expected):
    settings.MODE = mode
    link = services.make_sign_in_link(actor=None, user=person("saule"), second_factor=True)
    client.post(link.removeprefix("http://testserver"))
    assert client.get("/account/data/").status_code == expected


def test_a_demo_link_kept_for_production_counts_no_longer(client, settings):
    settings.MODE = "demo"
    link = services.make_sign_in_link(actor=None, user=person("saule"), second_factor=True)
    client.post(link.removeprefix("http://testserver"))
    settings.MODE = "production"
    assert client.get("/account/data/").status_code == 303


def test_a_lost_factor_is_reset_and_sessions_end(client, outbox):
    saule = person("saule")
    sign_in(client, outbox, "saule@example.org")
    set_up(client)
    services.reset_second_factor(actor=None, user=saule)
    assert client.get("/account/data/").status_code == 302
    sign_in(client, outbox, "saule@example.org")
    assert client.get("/account/data/").headers["Location"].startswith(SET_UP)


def test_pages_of_the_second_factor_show(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    set_up(client)
    for path in (
        "",
        "totp/deactivate/",
        "webauthn/",
        "webauthn/add/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "recovery-codes/download/",
        "reauthenticate/",
    ):
        response = client.get(f"/account/2fa/{path}")
        assert response.status_code in (200, 302), path
        if response.status_code == 302:
            assert client.get(response.headers["Location"]).status_code == 200, path


def test_sign_out_everywhere_else(client, outbox, django_user_model):
    person("aigul")
    phone, computer = Client(), client
    for device in (phone, computer):
        sign_in(device, outbox, "aigul@example.org")
    assert computer.get("/account/sessions/").context["session_count"] == 2
    computer.post("/account/sessions/")
    assert phone.get("/account/data/").status_code == 302
    assert computer.get("/account/data/").status_code == 200


def test_a_session_is_strong_no_longer_than_its_factor(client, outbox):
    person("saule")
    sign_in(client, outbox, "saule@example.org")
    secret = set_up(client)
    elsewhere = Client()
    cache.clear()
    sign_in(elsewhere, outbox, "saule@example.org")
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    cache.clear()
    elsewhere.post("/account/2fa/authenticate/", {"code": totp(secret)})
    assert elsewhere.get("/account/data/").status_code == 200

    client.post("/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert client.get("/account/data/").headers["Location"].startswith(SET_UP)
    assert elsewhere.get("/account/data/").headers["Location"].startswith("/account/login/")
