"""What allauth tells us by its own signals (it has no other hooks for these)."""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.account.signals import (
    authentication_step_completed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.signals import user_logged_in as session_begun
from django.dispatch import receiver
from django.http import HttpRequest

from ortaq.foundation.accounts import services
from ortaq.foundation.accounts.middleware import OWN_LANGUAGE
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit


@receiver(authenticator_added)
def count_new_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any
) -> None:
    """Whoever has just shown a new factor to work need not show it a second time."""
    audit.record(
        action="accounts.factor_added",
        subject=user,
        actor=user,
        params={"type": authenticator.type},
    )
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request,
            user,
            "mfa",
            id=authenticator.pk,
            type=authenticator.type,
            reauthenticated=True,
        )


@receiver(authenticator_removed)
def note_removed_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any
) -> None:
    """Without a factor no session is stronger than a fresh one: forget that one was shown."""
    if not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        shown = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            record for record in shown if record.get("method") != "mfa"
        ]
        services.end_other_sessions(user=user, kept=request.session.session_key or "")
    audit.record(
        action="accounts.factor_removed",
        subject=user,
        actor=user,
        params={"type": authenticator.type},
    )


@receiver(password_set)
@receiver(password_changed)
@receiver(password_reset)
def note_password(user: User, **_rest: Any) -> None:
    """Keep the change in the trail of acts."""
    audit.record(action="accounts.password_changed", subject=user, actor=user)


@receiver(user_logged_in)
def note_sign_in(user: User, **_rest: Any) -> None:
    """Keep the sign-in in the trail of acts."""
    audit.record(action="accounts.signed_in", subject=user, actor=user)


@receiver(session_begun)
def note_language(request: HttpRequest | None, user: User, **_rest: Any) -> None:
    """Tell the middleware whose language the answer may speak."""
    if request is not None:
        setattr(request, OWN_LANGUAGE, user.language)


@receiver(authentication_step_completed)
def keep_proof(user: User, method: str, **rest: Any) -> None:
    """A code that came back proves the e-mail it was sent to."""
    email = rest.get("email")
    if method == "code" and email and user.email == email:
        services.prove_address(user=user, address=email)
