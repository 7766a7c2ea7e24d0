"""Acts: take a file in, make its cleaned copy, let it go."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs, rapid
from ortaq.foundation.files import blobs, scanning
from ortaq.foundation.files.cleaning import Cleaned, CleaningError, clean_copy
from ortaq.foundation.files.inspection import inspect
from ortaq.foundation.files.kinds import Kind
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.naming import clean_name
from ortaq.foundation.files.ports import ScannerUnavailableError
from ortaq.foundation.files.selectors import (
    HASHES,
    is_referenced,
    referenced_among,
    unattached_before,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Admission:
    """What a room takes in besides attachments: its own kinds and size, shown to nobody else.

    ``of_sender=False``: it tells of other people (a list of members), so it does not join the
    sender's copy of his own data, and no cleaned copy is made.
    """

    inspect: Callable[..., Kind]  # (stream, *, name), raises FileRefusedError
    max_bytes: int
    of_sender: bool = True


def store(
    *, owner: User, name: str, stream: IO[bytes], admission: Admission | None = None
) -> StoredFile:
    """Keep a file as it is; a job makes the cleaned copy after the caller's transaction.

    Reads the stream from its start. Raises FileRefusedError, and then nothing is kept. Refer to
    the row by a foreign key within a day, or the nightly job takes it for an orphan. A refusal
    comes before anything is written, so within the caller's transaction it needs no savepoint.
    """
    if not connection.in_atomic_block:
        with transaction.atomic():
            return store(owner=owner, name=name, stream=stream, admission=admission)
    if stream.seekable():
        stream.seek(0)
    admission = admission or Admission(inspect, settings.FILES_MAX_BYTES)
    with blobs.received(stream, name=name, max_bytes=admission.max_bytes) as draft:
        with draft.path.open("rb") as received:
            kind = admission.inspect(received, name=name)
            scan = scanning.scan_of(received, name=name)
        blobs.place(draft)
        stored = StoredFile(
            owner=owner,
            name=clean_name(name, kind),
            media_type=kind.media_type,
            size=draft.size,
            sha256=draft.sha256,
            stored_at=timezone.now(),
            scan=scan,
            of_sender=admission.of_sender,
        )
        if not admission.of_sender:
            stored.clean_state = StoredFile.CleanState.UNAVAILABLE
        stored.clean_fields(exclude=["owner"])  # the table's constraints hold the rest
        rapid.insert(stored)
    audit.record(
        action="files.stored", subject=stored, actor=owner, params={"type": kind.media_type}
    )
    if not stored.is_held and admission.of_sender:
        jobs.add("files.clean", [{"stored_id": stored.pk}])
    return stored


def make_clean_copy(*, stored_id: int) -> None:
    """Make the copy without hidden personal details. Idempotent; called by a job.

    A file that cannot be cleaned is said to be so for good; a full disk raises, to be retried.
    """
    stored = StoredFile.objects.filter(pk=stored_id).first()
    if not stored or stored.is_held or stored.clean_state != StoredFile.CleanState.WAITING:
        return
    try:
        with clean_copy(blobs.path_of(stored.sha256), stored.media_type) as cleaned:
            _keep(stored, cleaned)
    except CleaningError as error:
        log.info("no cleaned copy of file %s: %s", stored.public_id, error.code)
        _finish(stored, StoredFile.CleanState.UNAVAILABLE, clean_note=error.code)


@transaction.atomic
def _keep(stored: StoredFile, cleaned: Cleaned) -> None:
    limit = 4 * settings.FILES_MAX_BYTES  # a lossless picture may grow when drawn anew
    with blobs.received(cleaned.body, name=stored.name, max_bytes=limit) as draft:
        blobs.place(draft)
    thumbnail = ""
    if cleaned.thumbnail:
        with blobs.received(cleaned.thumbnail, name=stored.name, max_bytes=limit) as small:
            blobs.place(small)
            thumbnail = small.sha256
    _finish(
        stored,
        StoredFile.CleanState.READY,
        clean_media_type=cleaned.media_type,
        clean_size=draft.size,
        clean_sha256=draft.sha256,
        thumbnail_sha256=thumbnail,
    )


def _finish(stored: StoredFile, state: StoredFile.CleanState, **columns: str | int) -> None:
    StoredFile.objects.filter(pk=stored.pk, clean_state=StoredFile.CleanState.WAITING).update(
        clean_state=state, **columns
    )


def scan_waiting() -> int:
    """Scan the files that came while the scanner was silent; return how many got a verdict."""
    waiting = StoredFile.objects.filter(scan=StoredFile.Scan.WAITING).order_by("id")
    done = 0
    for stored in waiting[:500]:
        try:
            _scan_again(stored=stored)
        except ScannerUnavailableError:
            break  # still silent: the next run goes on
        done += 1
    return done


@transaction.atomic
def _scan_again(*, stored: StoredFile) -> None:
    scanner = scanning.scanner()
    if scanner is None:  # the operator took the scanner away: held files are let go
        stored.scan = StoredFile.Scan.NONE
    else:
        with blobs.path_of(stored.sha256).open("rb") as original:
            verdict = scanner.scan(original)
        stored.scan = StoredFile.Scan.INFECTED if verdict.virus else StoredFile.Scan.PASSED
    if stored.scan == StoredFile.Scan.INFECTED:
        stored.clean_state = StoredFile.CleanState.UNAVAILABLE
        stored.clean_note = "infected"
        audit.record(action="files.infected", subject=stored, actor=None)
    else:
        jobs.defer("files.clean", stored_id=stored.pk)
    stored.save(update_fields=["scan", "clean_state", "clean_note"])


@transaction.atomic
def remove(*, actor: User | None, stored: StoredFile) -> bool:
    """Remove a file that nothing refers to; False when something does.

    The bytes go after the caller's transaction, unless another row holds the same.
    """
    # The lock stops a new reference: inserting one asks for a share lock on this row.
    locked = StoredFile.objects.select_for_update().filter(pk=stored.pk).first()
    if locked is None:
        return True
    if is_referenced(locked):
        return False
    audit.record(action="files.removed", subject=locked, actor=actor)
    jobs.defer("files.drop", hashes=[h for c in HASHES if (h := getattr(locked, c))])
    locked.delete()
    return True


def remove_unattached(*, before: datetime) -> int:
    """Remove the files sent before a moment that nothing refers to; return how many."""
    return sum(
        remove(actor=None, stored=stored) for stored in unattached_before(before).iterator()
    )


def drop_bytes(*, hashes: Iterable[str]) -> int:
    """Delete bytes that no row needs any more; return how many. Safe beside people who upload.

    Bytes that somebody is placing at this moment are left for the nightly run.
    """
    dropped = 0
    for sha256 in set(hashes):
        with transaction.atomic():
            if blobs.may_remove(sha256) and not referenced_among([sha256]):
                blobs.path_of(sha256).unlink(missing_ok=True)
                dropped += 1
    return dropped


def tidy() -> int:
    """Delete bytes that no row names and drafts of killed processes; return how many bytes went.

    The rows that nothing refers to are removed by the term of retention (``personal.py``).
    """
    dropped = sum(
        drop_bytes(hashes=set(hashes) - referenced_among(hashes))
        for _shard, hashes in blobs.shards()
    )
    blobs.forget_drafts(before=timezone.now() - timedelta(days=1))
    return dropped
