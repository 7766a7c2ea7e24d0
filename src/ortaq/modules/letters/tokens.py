"""The secret in a link for a counterpart: random, signed by the installation, kept as a digest.

The signature lets a flood of guesses be refused without asking the database. Whoever holds the
link may answer: it says that it came from the letter's addressee, and proves no more than that.
"""

import hashlib
import hmac
import secrets

from django.utils.crypto import salted_hmac

_SALT = "ortaq.letters.answer"
_SECRET, _MARK = 32, 16  # letters of each part


def new_token() -> str:
    """Return a new token: 192 random bits and their signature."""
    secret = secrets.token_urlsafe(24)
    return secret + _mark(secret)


def digest_of(token: str) -> bytes | None:
    """Return what is stored of a token; None when it bears no signature of ours."""
    secret, mark = token[:_SECRET], token[_SECRET:]
    if len(token) != _SECRET + _MARK or not hmac.compare_digest(
        mark.encode(), _mark(secret).encode()
    ):
        return None
    return hashlib.sha256(token.encode()).digest()


def _mark(secret: str) -> str:
    return salted_hmac(_SALT, secret, algorithm="sha256").hexdigest()[:_MARK]
