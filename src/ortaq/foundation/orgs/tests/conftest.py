"""The small union that most tests walk in."""

from datetime import date, datetime, time

import pytest
from django.test import Client
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import factories


@pytest.fixture
def union(db) -> factories.Union:
    return factories.union()


@pytest.fixture
def time_machine_day(monkeypatch):
    """Let a test move the day of the house."""

    def travel(day: date) -> None:
        noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return travel


@pytest.fixture
def desk():
    """Return a client of a person who has shown a second factor and reads English."""

    def sign_in(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
        ]
        session.save()
        return client

    return sign_in
