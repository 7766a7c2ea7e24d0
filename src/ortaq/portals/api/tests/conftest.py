"""The world of the walk, built once, and doors for its people."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from tests import world as worlds

from ortaq.portals.api.door import throttle


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch):
    """Tests ask more often than people; the test of the limit sets its own."""
    caches["local"].clear()
    monkeypatch.setattr(throttle, "rates", {True: 10**6, False: 10**6})


@pytest.fixture(scope="module")
def whole_world(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    """One world for a file of tests; all is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_world, django_db_blocker) -> Iterator[worlds.World]:
    """The world; what a test changes in it is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield whole_world
        transaction.set_rollback(True)


@pytest.fixture
def door(world):
    """A client that keeps CSRF checks on, signed in as somebody or as nobody."""

    def open_as(name: str = "", *, second_factor: bool = True) -> Client:
        client = Client(
            enforce_csrf_checks=True,
            raise_request_exception=False,
            headers={"accept-language": "en"},
        )
        if name and second_factor:
            worlds.sign_in(client, world.people[name])
        elif name:
            client.force_login(
                world.people[name], "allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return open_as
