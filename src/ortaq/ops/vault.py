"""Closing and opening a stream with a key: the format of backups, version 1.

A file is a header and chunks. The header is the magic ``ORTAQ-BACKUP`` and a version byte, eight
bytes that name the key, and sixteen random bytes. HKDF-SHA-256 makes the file's own AES-256 key of
the given key and those bytes. Each chunk is up to 1 MiB of plain text under AES-GCM; its nonce is
an eleven-byte counter and one byte that is 1 in the last chunk only, and the header is additional
data of every chunk. So a wrong key, a flipped bit, a chunk moved, left out or cut off is noticed
before its plain text is used (the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár).
"""

import base64
import io
import os
import secrets
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ortaq.ops.errors import StartError

MAGIC = b"ORTAQ-BACKUP\x01"
KEY_ID, SALT, TAG = 8, 16, 16
HEADER = len(MAGIC) + KEY_ID + SALT
CHUNK = 1024 * 1024
KEY_PREFIX = "ortaq-backup-key-1 "


def new_key(path: Path) -> None:
    """Write a new key, readable by its owner only; never over an existing file."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise StartError(f"{path} exists, and a key is never overwritten: name another.") from None
    except OSError as error:
        raise StartError(f"{path} cannot be written ({error.strerror}): name another.") from error
    with os.fdopen(descriptor, "w") as file:
        file.write(KEY_PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() + "\n")


def read_key(path: Path | None) -> bytes:
    """Return the backup key. StartError says what is wrong with it."""
    if path is None:
        raise StartError(
            "No backup key is set: make one with ./ortaq backup --new-key FILE, keep a copy of it "
            "away from this machine, and name the file in ORTAQ_BACKUP_KEY_FILE."
        )
    try:
        text = path.read_text().strip()
        is_open = path.stat().st_mode & 0o077
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"The backup key {path} cannot be read ({error}).") from error
    if is_open:
        raise StartError(f"Others may read the backup key {path}: run chmod 600 on it.")
    if not text.startswith(KEY_PREFIX.strip()):
        raise StartError(f"{path} is no backup key: make one with ./ortaq backup --new-key FILE.")
    return base64.urlsafe_b64decode(text.removeprefix(KEY_PREFIX))


class Sealer(io.RawIOBase):
    """A writable stream that closes what is written to it. ``finish()`` makes it whole.

    A stream that was not finished is noticed as cut off, so a failed backup cannot pass as one.
    """

    def __init__(self, out: IO[bytes], key: bytes) -> None:
        super().__init__()
        self._out = out
        self._header = MAGIC + _derive(key, b"ortaq backup key id", b"", KEY_ID)
        self._header += secrets.token_bytes(SALT)
        self._cipher = _cipher(key, self._header)
        self._buffer = bytearray()
        self._count = 0
        out.write(self._header)

    def writable(self) -> bool:
        """Say that one may write."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take plain text; a chunk goes out once it is sure not to be the last."""
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._seal(bytes(self._buffer[:CHUNK]), is_last=False)
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._buffer), is_last=True)
        self._buffer.clear()
        self._out.flush()

    def _seal(self, plain: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._count, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, plain, self._header))
        self._count += 1


class Opener(io.RawIOBase):
    """A readable stream of the plain text of a closed one."""

    def __init__(self, source: IO[bytes], key: bytes) -> None:
        super().__init__()
        self._source = source
        self._header = _exactly(source, HEADER)
        if not self._header.startswith(MAGIC[:-1]):
            raise StartError("This is no backup of Ortaq.")
        if not self._header.startswith(MAGIC):
            raise StartError("This backup was written by a newer Ortaq: restore it with that one.")
        wanted = _derive(key, b"ortaq backup key id", b"", KEY_ID)
        if self._header[len(MAGIC) : len(MAGIC) + KEY_ID] != wanted:
            raise StartError(
                "This backup was closed with another key: name the right one in "
                "ORTAQ_BACKUP_KEY_FILE."
            )
        self._cipher = _cipher(key, self._header)
        self._ahead = _exactly(source, CHUNK + TAG)
        self._plain = b""
        self._count = 0
        self._is_done = False

    def readable(self) -> bool:
        """Say that one may read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` with opened plain text."""
        while not self._plain and not self._is_done:
            self._open_next()
        count = min(len(buffer), len(self._plain))
        buffer[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _open_next(self) -> None:
        chunk, self._ahead = self._ahead, _exactly(self._source, CHUNK + TAG)
        self._is_done = not self._ahead
        nonce = _nonce(self._count, is_last=self._is_done)
        try:
            self._plain = self._cipher.decrypt(nonce, chunk, self._header)
        except InvalidTag:
            raise StartError(
                f"This backup is damaged or cut off (part {self._count + 1}): use another copy."
            ) from None
        self._count += 1


def _derive(key: bytes, info: bytes, salt: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)


def _cipher(key: bytes, header: bytes) -> AESGCM:
    return AESGCM(_derive(key, b"ortaq backup file", header[-SALT:], 32))


def _nonce(count: int, *, is_last: bool) -> bytes:
    return count.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")


def _exactly(source: IO[bytes], count: int) -> bytes:
    """Read ``count`` bytes, fewer only at the end; pipes give less at a time."""
    parts = bytearray()
    while len(parts) < count and (part := source.read(count - len(parts))):
        parts += part
    return bytes(parts)
