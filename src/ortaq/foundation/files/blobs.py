"""Bytes on the disk under their SHA-256: FILES_DIR/ab/cd/abcd…, written once, never changed.

Whoever places bytes holds a shared lock on their hash until the transaction ends; whoever removes
them takes the exclusive one. So no row is ever committed whose bytes are being removed.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection

from ortaq.foundation.events import rapid
from ortaq.foundation.files.errors import FileRefusedError

CHUNK = 256 * 1024
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Readable(Protocol):
    """Anything with ``read``: an open file, an upload."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to ``size`` bytes; b'' at the end."""


@dataclass(frozen=True)
class Draft:
    """Bytes received but not yet under their hash."""

    path: Path
    sha256: str
    size: int


def root() -> Path:
    """Return the folder of all bytes."""
    return Path(settings.FILES_DIR)


def path_of(sha256: str) -> Path:
    """Return where bytes of this hash lie, or would lie."""
    return root() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def received(stream: Readable, *, name: str, max_bytes: int) -> Iterator[Draft]:
    """Write a stream to a draft; the draft is gone at the end unless it was placed.

    Raises FileRefusedError when the stream is empty, longer than ``max_bytes``, or the disk is
    full; nothing half-written stays behind.
    """
    folder = root() / "incoming"
    path = folder / secrets.token_hex(16)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield _write(stream, path, name=name, max_bytes=max_bytes)
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise FileRefusedError("no_space", name=name) from error
        raise
    finally:
        path.unlink(missing_ok=True)


def _write(stream: Readable, path: Path, *, name: str, max_bytes: int) -> Draft:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as draft:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                raise FileRefusedError("too_big", name=name, limit=max_bytes // 1024**2)
            digest.update(chunk)
            draft.write(chunk)
        draft.flush()
        os.fsync(draft.fileno())
    if not size:
        raise FileRefusedError("empty", name=name)
    return Draft(path, digest.hexdigest(), size)


def place(draft: Draft) -> None:
    """Move a draft under its hash, in the caller's transaction; equal bytes lie there once."""
    hold(draft.sha256)
    target = path_of(draft.sha256)
    if target.exists() and target.stat().st_size == draft.size:
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft.path.chmod(0o400)
    draft.path.replace(target)
    for folder in (target.parent, target.parent.parent, root()):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Make a folder's entries survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock_key(sha256: str) -> int:
    return int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)


def hold(sha256: str) -> None:
    """Keep bytes of this hash from being removed until the transaction ends."""
    rapid.ask("SELECT pg_advisory_xact_lock_shared(%s::bigint)", [_lock_key(sha256)])


def may_remove(sha256: str) -> bool:
    """Take the remover's lock until the transaction ends; False when somebody is placing them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_lock_key(sha256)])
        return bool(cursor.fetchone()[0])


def shards() -> Iterator[tuple[str, list[str]]]:
    """Yield each first folder's two letters with the hashes that lie under it."""
    for first in sorted(root().glob("[0-9a-f][0-9a-f]")):
        yield first.name, sorted(path.name for path in first.glob("*/*"))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of what lies at ``path`` now."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def forget_drafts(*, before: datetime) -> None:
    """Delete drafts that a killed process left behind."""
    for path in (root() / "incoming").glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
