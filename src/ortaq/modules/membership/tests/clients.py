"""Browsers of people who have signed in and shown a second factor."""

from django.test import Client
from django.utils import timezone

from ortaq.foundation.accounts.models import User


def as_(user: User) -> Client:
    """Return a browser that reads English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
    ]
    session.save()
    return client
