"""Going from state to state, under the lock of the batch's own row."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.workflow import State, step

NO_SPACE = "53100"  # PostgreSQL's code of a full disk


def locked(batch_id: int) -> Batch:
    """Return the batch as it is now, locked until the transaction ends."""
    return Batch.objects.select_for_update(of=("self",)).select_related("body").get(pk=batch_id)


def go(batch: Batch, state: State, *, note: str = "", **columns: Any) -> Batch:
    """Save a locked batch in its next state; IllegalStepError when there is no such step."""
    batch.state = step(batch.state, state)
    batch.state_since = timezone.now()
    batch.note = note
    batch.note_params = columns.pop("note_params", {})
    for name, value in columns.items():
        setattr(batch, name, value)
    batch.save(update_fields=["state", "state_since", "note", "note_params", *columns])
    return batch


@transaction.atomic
def halt(batch_id: int, state: State, *, note: str, **params: Any) -> None:
    """Stop or refuse a batch that a job was at, unless somebody has moved it meanwhile."""
    batch = locked(batch_id)
    if batch.is_at_work:
        ended = {"ended_at": timezone.now()} if state == State.STOPPED else {}
        go(batch, state, note=note, note_params=params, **ended)


def is_full_disk(error: BaseException) -> bool:
    """Whether the database or the file system says that there is no room."""
    cause = error.__cause__
    state = getattr(error, "sqlstate", None) or getattr(cause, "sqlstate", None)
    number = getattr(error, "errno", None)
    return state == NO_SPACE or number in {28, 122}
