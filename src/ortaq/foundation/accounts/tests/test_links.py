import threading
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.utils import timezone

from ortaq.foundation.accounts import services
from ortaq.foundation.accounts.errors import LinkSpentError
from ortaq.foundation.accounts.factories import person
from ortaq.foundation.accounts.models import SignInLink, User
from ortaq.foundation.audit.models import Entry


def path_of(link):
    return link.removeprefix("http://testserver")


@pytest.mark.django_db
def test_looking_does_not_use_it_up_pressing_does_once(client):
    aigul = person("aigul")
    path = path_of(services.make_sign_in_link(actor=None, user=aigul))
    page = client.get(path)
    assert (page.status_code, client.get(path).status_code) == (200, 200)
    assert aigul.given_name not in page.content.decode()
    client.post(path)
    assert client.get("/account/data/").status_code == 200
    stranger = Client()
    assert stranger.post(path).status_code == 410
    assert stranger.get("/account/data/").status_code == 302
    assert Entry.objects.filter(action="accounts.link_used", actor=aigul).count() == 1


@pytest.mark.django_db
def test_only_a_hash_is_kept():
    link = services.make_sign_in_link(actor=None, user=person("aigul"))
    token = link.rstrip("/").rpartition("/")[2]
    assert token.encode() not in bytes(SignInLink.objects.get().token_hash)


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", ["expired", "inactive", "invented"])
def test_what_no_longer_works_says_so(client, spoil):
    aigul = person("aigul")
    path = path_of(services.make_sign_in_link(actor=None, user=aigul, hours=1))
    if spoil == "expired":
        SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoil == "inactive":
        User.objects.update(is_active=False)
    else:
        path = "/account/link/invented/"
    assert client.post(path).status_code == 410
    assert client.get("/account/data/").status_code == 302


@pytest.mark.django_db
def test_a_link_signs_out_whoever_was_there(client):
    client.force_login(person("marat"))
    aigul = person("aigul")
    client.post(path_of(services.make_sign_in_link(actor=None, user=aigul)))
    assert int(client.session["_auth_user_id"]) == aigul.pk


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_wins():
    aigul = person("aigul")
    token = services.make_sign_in_link(actor=None, user=aigul).rstrip("/").rpartition("/")[2]
    barrier, outcomes = threading.Barrier(4), []

    def press():
        barrier.wait()
        try:
            services.spend_sign_in_link(token=token)
            outcomes.append("in")
        except LinkSpentError:
            outcomes.append("spent")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "spent", "spent", "spent"]


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "greeted"), [(None, "ru"), ("en", None)])
def test_a_sign_in_speaks_the_persons_language_unless_another_was_chosen_here(
    client, chosen, greeted
):
    aigul = person("aigul", language="ru")
    if chosen:
        client.cookies["lang"] = chosen
    answer = client.post(path_of(services.make_sign_in_link(actor=None, user=aigul)))

    assert answer.status_code == 302
    given = answer.cookies.get("lang")
    assert (given and given.value) == greeted
    page = client.get("/account/data/")
    assert page.headers["Content-Language"] == (chosen or greeted)
    assert "lang" not in page.cookies


@pytest.mark.django_db
def test_the_language_chosen_while_signed_in_is_kept_with_the_person(client):
    aigul = person("aigul", language="kk")
    marat = person("marat", language="kk")
    client.force_login(aigul)
    for code in ("ru", "ru", "de"):
        client.post("/language/", {"language": code})
    aigul.refresh_from_db()
    marat.refresh_from_db()

    assert (aigul.language, marat.language) == ("ru", "kk")
    assert Entry.objects.filter(action="accounts.profile_changed", actor=aigul).count() == 1


@pytest.mark.django_db
def test_a_demos_link_shows_among_the_devices(client, settings):
    settings.MODE = "demo"
    aigul = person("aigul")
    link = services.make_sign_in_link(actor=None, user=aigul, second_factor=True)
    client.post(path_of(link))

    assert UserSession.objects.filter(user=aigul).count() == 1
    assert client.get("/account/sessions/").content.decode().count('class="list__item"') == 1
