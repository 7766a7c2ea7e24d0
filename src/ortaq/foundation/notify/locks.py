"""Keys and signatures of this room, all derived from SECRET_KEY."""

import base64

from django.core import signing
from django.utils.crypto import salted_hmac

_UNSUBSCRIBE = "ortaq.notify.unsubscribe"


def parcel_lock() -> bytes:
    """Return the key that closes parcels.

    The database alone (a stolen backup, a dump, an officer who sees jobs) then shows no code.
    """
    return base64.urlsafe_b64encode(
        salted_hmac("ortaq.notify.parcel", "1", algorithm="sha256").digest()
    )


def fingerprint(text: str) -> str:
    """Return a name for a text that tells nothing about it, the same at each call."""
    return salted_hmac("ortaq.notify.message_id", text, algorithm="sha256").hexdigest()[:32]


def unsubscribe_token(person_id: int, group: str) -> str:
    """Return what the link at the end of a letter carries."""
    return signing.dumps([person_id, group], salt=_UNSUBSCRIBE)


def read_unsubscribe_token(token: str) -> tuple[int, str] | None:
    """Return person and group; None for a forged token. It does not expire: letters are kept."""
    try:
        person_id, group = signing.loads(token, salt=_UNSUBSCRIBE)
    except (signing.BadSignature, ValueError):
        return None
    return int(person_id), str(group)
