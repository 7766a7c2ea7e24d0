"""Sealed boxes and keyed look-ups under ``settings.IDENTITY_KEYS`` (newest first).

From each installation key two others are derived by HKDF: one that closes boxes (AES-256-GCM)
and one that makes look-ups (HMAC-SHA-256), so that knowing one tells nothing of the other. A box
is bound to its ``place`` (whose, and what for): moved elsewhere it does not open.
"""

import base64
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
KEY_ID = 4  # bytes


class SealBrokenError(Exception):
    """No key of the installation opens this box here."""


@dataclass(frozen=True)
class Key:
    """One installation key's two children."""

    id: str
    box: bytes
    lookup: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"


@lru_cache(maxsize=16)
def _derive(secret: str) -> Key:
    def child(purpose: str, length: int = 32) -> bytes:
        kdf = HKDF(SHA256(), length, salt=b"ortaq.identity.v1", info=purpose.encode())
        return kdf.derive(secret.encode())

    return Key(id=child("id", KEY_ID).hex(), box=child("box"), lookup=child("lookup"))


def ring() -> list[Key]:
    """Return the keys, newest first."""
    return [_derive(secret) for secret in settings.IDENTITY_KEYS]


def seal(content: bytes, *, place: str) -> bytes:
    """Close ``content`` with the newest key: key id ‖ nonce ‖ ciphertext."""
    key, nonce = ring()[0], os.urandom(NONCE)
    return bytes.fromhex(key.id) + nonce + AESGCM(key.box).encrypt(nonce, content, place.encode())


def unseal(box: bytes | memoryview, *, place: str) -> bytes:
    """Open a box with the key that closed it. SealBrokenError names no content."""
    box = bytes(box)
    key_id, nonce, closed = box[:KEY_ID].hex(), box[KEY_ID : KEY_ID + NONCE], box[KEY_ID + NONCE :]
    for key in ring():
        if key.id == key_id:
            try:
                return AESGCM(key.box).decrypt(nonce, closed, place.encode())
            except InvalidTag:
                break
    raise SealBrokenError("no key of this installation opens the box")


def seal_text(text: str, *, place: str) -> str:
    """Close a text into printable characters."""
    return base64.b64encode(seal(text.encode(), place=place)).decode()


def unseal_text(box: str, *, place: str) -> str:
    """Open what seal_text closed."""
    try:
        raw = base64.b64decode(box, validate=True)
    except ValueError as error:
        raise SealBrokenError("not a box") from error
    return unseal(raw, place=place).decode()


def is_newest(box: bytes | memoryview) -> bool:
    """Whether a box is closed with the newest key."""
    return bytes(box)[:KEY_ID].hex() == ring()[0].id


def lookups(text: str) -> list[bytes]:
    """Return the look-up of a text under each key, the newest first."""
    plain = text.encode()
    return [hmac.digest(key.lookup, plain, "sha256") for key in ring()]


def is_newest_text(box: str) -> bool:
    """Whether a box in printable characters is closed with the newest key."""
    return is_newest(base64.b64decode(box))
