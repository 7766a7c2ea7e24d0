"""One-time sign-in links: the first administrator's, an invited officer's, a demo person's."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.errors import LinkSpentError
from ortaq.foundation.accounts.models import SignInLink, User
from ortaq.foundation.audit import services as audit


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def make_sign_in_link(
    *, actor: User | None, user: User, hours: int = 24, second_factor: bool = False
) -> str:
    """Return an absolute address that signs ``user`` in once, within ``hours``.

    Only its hash is kept. ``second_factor`` is honoured in a demo and nowhere else.
    """
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user,
        token_hash=_digest(token),
        expires_at=timezone.now() + timedelta(hours=hours),
        counts_as_second_factor=second_factor and settings.MODE == "demo",
    )
    audit.record(action="accounts.link_made", subject=user, actor=actor, params={"hours": hours})
    return settings.PUBLIC_URL + reverse("accounts:link", args=[token])


def live_link(token: str) -> SignInLink | None:
    """Return the link of a token while it can be used, or None."""
    return (
        SignInLink.objects.filter(
            token_hash=_digest(token), used_at__isnull=True, expires_at__gt=timezone.now()
        )
        .select_related("user")
        .first()
    )


@transaction.atomic
def spend_sign_in_link(*, token: str) -> SignInLink:
    """Use a link: the first of two at once wins, the other gets LinkSpentError."""
    now = timezone.now()
    # Only the row's own columns: with a join PostgreSQL would not look at used_at again after
    # waiting for the other one's lock, and both would win.
    used = SignInLink.objects.filter(
        token_hash=_digest(token), used_at__isnull=True, expires_at__gt=now
    ).update(used_at=now)
    if not used:
        raise LinkSpentError("used, expired or unknown")
    link = SignInLink.objects.select_related("user").get(token_hash=_digest(token))
    if not link.user.is_active:
        raise LinkSpentError("the account is closed")
    audit.record(action="accounts.link_used", subject=link.user, actor=link.user)
    return link
