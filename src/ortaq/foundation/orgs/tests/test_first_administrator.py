"""The command that names the first administrator of a new installation."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Mandate

pytestmark = pytest.mark.django_db
SAULE = {"email": "Saule@example.kz", "name": "Ахметова Сәуле Ерланқызы"}


def name_first(**words: str) -> str:
    out = io.StringIO()
    call_command("first_administrator", stdout=out, **words)
    return next(line.strip() for line in out.getvalue().splitlines() if "://" in line)


def test_the_first_administrator_signs_in_once_by_the_link() -> None:
    link = name_first(**SAULE, union="Одақ", language="kk")
    user = User.objects.get(email="saule@example.kz")
    assert (user.family_name, user.given_name) == ("Ахметова", "Сәуле")
    assert user.patronymic == "Ерланқызы"
    [mandate] = selectors.mandates_of(user)
    assert mandate.kind == Kind.ADMINISTRATOR
    assert mandate.body == selectors.centre()
    assert str(mandate.body.name) == "Одақ"

    path = link.removeprefix("http://testserver")
    assert path.startswith("/account/link/")
    client = Client()
    client.get(path)
    client.post(path)
    assert client.session["_auth_user_id"] == str(user.pk)
    second = Client()
    second.get(path)
    second.post(path)
    assert "_auth_user_id" not in second.session


def test_a_lost_link_is_made_again_until_it_is_used() -> None:
    first, again = name_first(**SAULE, union="Одақ"), name_first(**SAULE)
    assert first != again
    assert User.objects.count() == Mandate.objects.count() == 1


def test_there_is_one_first_administrator() -> None:
    name_first(**SAULE, union="Одақ")
    with pytest.raises(CommandError, match="has an administrator"):
        name_first(email="marat@example.kz", name="Оспанов Марат")
    assert not User.objects.filter(email="marat@example.kz").exists()


def test_what_is_missing_is_named() -> None:
    with pytest.raises(CommandError, match="give its name in --union"):
        name_first(**SAULE)
    with pytest.raises(CommandError, match="family name and a given name"):
        name_first(email="saule@example.kz", name="Сәуле", union="Одақ")
    with pytest.raises(CommandError, match="мекенжай"):
        name_first(email="no address", name="Ахметова Сәуле", union="Одақ")
    assert not User.objects.exists()
    assert not Body.objects.exists()
