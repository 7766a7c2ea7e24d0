"""Receipts: the number that names an appeal, and the code that proves one holds its receipt.

The code is twenty digits (66 bits): easy to read out in any language and to type on a phone's
number keys. It is derived from the appeal's public id under the installation's key, so that a
repeated submission shows the same receipt; only its SHA-256 is stored, and the check needs only
that, so receipts outlive a change of the key.
"""

import hashlib
import hmac
import re
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

DIGITS = 20
CHECK = "/check/"  # of the public door, above us: printed receipts keep it for years
CODE_SHOWN_FOR = timedelta(hours=1)
_NUMBER = re.compile(r"^\d{4}-\d{6,9}$", re.ASCII)


def code_of(public_id: UUID) -> str:
    """Return the code of an appeal, in groups of four digits."""
    digest = salted_hmac("ortaq.appeals.receipt", public_id.bytes, algorithm="sha256").digest()
    digits = f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[at : at + 4] for at in range(0, DIGITS, 4))


def digest_of(code: str) -> bytes:
    """Return what is stored of a code, whatever stands between its digits."""
    digits = "".join(letter for letter in code if letter in "0123456789")
    return hashlib.sha256(digits.encode()).digest()


def matches(code: str, digest: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(digest_of(code), digest)


def is_number(text: str) -> bool:
    """Whether a text has the form of an appeal's number."""
    return bool(_NUMBER.match(text))


def check_address(number: str, code: str) -> str:
    """Return where the state can be seen, for a QR code.

    The code stands after '#': a browser keeps that to itself, so it reaches no log.
    """
    return f"{settings.PUBLIC_URL}{CHECK}?number={number}#{code.replace(' ', '')}"
