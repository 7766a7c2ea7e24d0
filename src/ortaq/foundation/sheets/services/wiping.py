"""Forgetting what was staged: nobody needs it when the day for taking back is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.services.deciding import wipe_rows
from ortaq.foundation.sheets.services.steps import go, locked
from ortaq.foundation.sheets.workflow import (
    ENDED,
    KEEP_UNDECIDED,
    UNDECIDED,
    UNDO_WITHIN,
    State,
)


def wipe(*, now: datetime) -> int:
    """Wipe the rows of ended sheets after a day, and lay aside what lay undecided for a week.

    Return how many sheets. Idempotent; called by the clock.
    """
    ended = Q(state__in=ENDED, ended_at__lt=now - UNDO_WITHIN)
    forgotten = Q(state__in=UNDECIDED, state_since__lt=now - KEEP_UNDECIDED)
    found = Batch.objects.filter(ended | forgotten, wiped_at__isnull=True)
    return sum(_wipe_one(pk, now) for pk in found.values_list("pk", flat=True))


@transaction.atomic
def _wipe_one(batch_id: int, now: datetime) -> bool:
    batch = locked(batch_id)
    if batch.wiped_at or batch.state_since > now - UNDO_WITHIN:
        return False
    if batch.state in UNDECIDED:
        go(batch, State.CANCELLED)
    wipe_rows(batch)
    return True
