"""What a person decides about a sheet: its columns, its doubtful rows, whether it goes in."""

from collections.abc import Mapping as Places
from typing import Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.models import Batch, Mapping, Row
from ortaq.foundation.sheets.services.steps import go, locked
from ortaq.foundation.sheets.workflow import UNDO_WITHIN, IllegalStepError, State


@transaction.atomic
def choose_columns(*, actor: User, batch: Batch, places: Places[str, int]) -> None:
    """Say which column stands where, remember it for sheets with these headers, read anew.

    Decisions about rows are forgotten: the rows may be other ones now.
    """
    now = locked(batch.pk)
    known = {name: at for name, at in places.items() if name in now.layout.names}
    go(now, State.READING, mapping=known)
    Mapping.objects.update_or_create(
        body=now.body,
        layout_name=now.layout_name,
        fingerprint=now.fingerprint,
        defaults={"places": known, "used_at": timezone.now()},
    )
    _record("sheets.columns_chosen", actor, now)
    jobs.defer("sheets.read", batch_id=now.pk)


@transaction.atomic
def choose_head(*, actor: User, batch: Batch, line: int) -> None:
    """Say in which row the headers stand, and read anew: what is above it is passed over."""
    now = locked(batch.pk)
    if not 1 <= line <= max(len(now.top), 1):
        raise IllegalStepError("no such row")
    go(now, State.READING, header_line=line, headers=[], mapping={}, preset="")
    _record("sheets.head_chosen", actor, now, row=line)
    jobs.defer("sheets.read", batch_id=now.pk)


@transaction.atomic
def try_again(*, actor: User, batch: Batch, sheet: int | None = None) -> None:
    """Read a sheet anew from its file, or another sheet of the same workbook."""
    now = locked(batch.pk)
    columns: dict[str, Any] = (
        {} if sheet is None else {"sheet": sheet, "header_line": 0, "mapping": {}}
    )
    go(now, State.READING, **columns)
    _record("sheets.read_again", actor, now)
    jobs.defer("sheets.read", batch_id=now.pk)


@transaction.atomic
def decide_rows(*, actor: User, batch: Batch, decisions: Places[int, str]) -> int:
    """Say of doubtful rows, by line: the same person, another one, or leave out; '' takes it back.

    Return how many rows were doubtful and are decided now. ``actor`` is not written per row: the
    confirmation names who answers for all of them.
    """
    del actor
    now = locked(batch.pk)
    if now.state != State.READY:
        raise IllegalStepError(now.state)
    rows = Row.objects.filter(batch=now, verdict="doubtful")
    return sum(
        rows.filter(
            line__in=[line for line, word in decisions.items() if word == decision]
        ).update(decision=decision)
        for decision in set(decisions.values())
    )


@transaction.atomic
def confirm(*, actor: User, batch: Batch) -> None:
    """Let a job enter the sheet. Audited; the confirming person answers for it."""
    now = locked(batch.pk)
    go(
        now,
        State.QUEUED,
        confirmed_by=actor,
        confirmed_at=timezone.now(),
        to_apply=staging.count_to_apply(now),
    )
    _record("sheets.confirmed", actor, now, rows=now.to_apply)
    _defer_apply(now)


@transaction.atomic
def resume(*, actor: User, batch: Batch) -> None:
    """Go on with a stopped sheet; the rows that are in stay in."""
    now = locked(batch.pk)
    if now.wiped_at:
        raise IllegalStepError("its rows are wiped")
    go(now, State.QUEUED, confirmed_by=actor)
    _record("sheets.resumed", actor, now)
    _defer_apply(now)


def _defer_apply(batch: Batch) -> None:
    # The same lock: one after another. It is not relied upon; ``apply_sheet`` asks the database.
    lock = f"sheets:{batch.layout_name}:{batch.body_id}"
    jobs.defer("sheets.apply", lock=lock, batch_id=batch.pk)


@transaction.atomic
def take_back(*, actor: User, batch: Batch) -> None:
    """Let a job undo what a sheet entered, within a day of its end."""
    now = locked(batch.pk)
    if now.wiped_at or now.ended_at is None or now.ended_at + UNDO_WITHIN < timezone.now():
        raise IllegalStepError("the day for taking it back is over")
    go(now, State.UNDOING, undone_by=actor, undone_at=timezone.now())
    _record("sheets.taken_back", actor, now)
    jobs.defer("sheets.undo", lock=f"sheets:{now.layout_name}:{now.body_id}", batch_id=now.pk)


@transaction.atomic
def lay_aside(*, actor: User, batch: Batch) -> None:
    """Drop a sheet that is not entered: its rows go at once, its file within a day."""
    now = locked(batch.pk)
    go(now, State.CANCELLED)
    wipe_rows(now)
    _record("sheets.laid_aside", actor, now)


def wipe_rows(batch: Batch) -> None:
    """Forget everything of people that a locked batch holds; its counts stay."""
    staging.forget(batch)
    batch.made_rows().delete()
    batch.sample, batch.top, batch.file, batch.wiped_at = [], [], None, timezone.now()
    batch.save(update_fields=["sample", "top", "file", "wiped_at"])


def _record(action: str, actor: User, batch: Batch, **params: int) -> None:
    audit.record(
        action=action,
        subject=batch,
        actor=actor,
        body_id=batch.body_id,
        params={"layout": batch.layout_name, **params},
    )
