"""A code sent to an address, to be typed back: sign-up, a new address, proof of presence.

Kept in the session: who has not the session cannot guess, and the page can be closed and opened.
Only a keyed hash of the code is kept. Tries are counted in the session and, because parallel
requests read the same session, once more in the shared throttle.
"""

import hmac
import time
from dataclasses import dataclass
from typing import Any, Literal

from allauth.core import ratelimit
from allauth.core.exceptions import RateLimited
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from ortaq.foundation.accounts.adapter import send_code
from ortaq.foundation.accounts.errors import CodeExpiredError, WrongCodeError

Purpose = Literal["sign_up", "address", "prove"]

LIVES = 10 * 60  # seconds
TRIES = 3
RESENDS = 2
_KEY = "accounts.challenge"


class TooManyError(Exception):
    """The throttle says wait."""


@dataclass(frozen=True)
class Challenge:
    """A code that is out."""

    purpose: str
    address: str
    data: dict[str, Any]
    can_resend: bool


def _digest(code: str, address: str) -> str:
    return salted_hmac("accounts.challenge", f"{address}:{normalize_user_code(code)}").hexdigest()


def _send(request: HttpRequest, state: dict[str, Any]) -> None:
    try:
        ratelimit.consume(request, action="send_code", key=state["address"], raise_exception=True)
    except RateLimited:
        raise TooManyError from None
    code = generate_user_code(**settings.ALLAUTH_USER_CODE_FORMAT)
    state.update(digest=_digest(code, state["address"]), at=time.time(), tries=0)
    send_code(address=state["address"], code=code)
    request.session[_KEY] = state


def begin(
    request: HttpRequest, *, purpose: Purpose, address: str, data: dict[str, Any] | None = None
) -> None:
    """Send a code to an address. TooManyError when the throttle says wait."""
    _send(request, {"purpose": purpose, "address": address, "data": data or {}, "resends": 0})


def current(request: HttpRequest, purpose: Purpose) -> Challenge | None:
    """Return the code that is out for this purpose; None when there is none or it is too old."""
    state = request.session.get(_KEY)
    if not state or state["purpose"] != purpose or time.time() - state["at"] > LIVES:
        return None
    return Challenge(
        purpose=state["purpose"],
        address=state["address"],
        data=state["data"],
        can_resend=state["resends"] < RESENDS,
    )


def resend(request: HttpRequest, purpose: Purpose) -> None:
    """Send a new code instead of the last one, a few times at most."""
    challenge = current(request, purpose)
    if challenge is None or not challenge.can_resend:
        raise CodeExpiredError
    state = request.session[_KEY]
    state["resends"] += 1
    _send(request, state)


def answer(request: HttpRequest, purpose: Purpose, code: str) -> Challenge:
    """Return what was proven and forget the code.

    WrongCodeError: tries are left. CodeExpiredError: none are, or the code is too old.
    """
    challenge = current(request, purpose)
    if challenge is None:
        raise CodeExpiredError
    state = request.session[_KEY]
    if not ratelimit.consume(request, action="confirm_code", key=f"own:{state['digest']}"):
        cancel(request)
        raise CodeExpiredError
    if hmac.compare_digest(state["digest"], _digest(code, state["address"])):
        cancel(request)
        return challenge
    state["tries"] += 1
    request.session[_KEY] = state
    if state["tries"] >= TRIES:
        cancel(request)
        raise CodeExpiredError
    raise WrongCodeError


def cancel(request: HttpRequest) -> None:
    """Forget the code that is out."""
    request.session.pop(_KEY, None)
