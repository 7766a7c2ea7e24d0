"""Taking back what a sheet entered, the latest first, chunk by chunk."""

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.events.bus import publish
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.events import SheetUndone
from ortaq.foundation.sheets.layouts import Made
from ortaq.foundation.sheets.models import Batch, MadeRow
from ortaq.foundation.sheets.services.applying import LATER
from ortaq.foundation.sheets.services.steps import go, locked
from ortaq.foundation.sheets.services.turns import turn
from ortaq.foundation.sheets.workflow import State


def undo_sheet(*, batch_id: int) -> None:
    """Take a sheet back to its beginning; called by a job, and again after a kill.

    What cannot be undone, because somebody has used it since, stays, and is listed with why.
    """
    batch = Batch.objects.get(pk=batch_id)
    if batch.state != State.UNDOING:
        return
    with turn(batch) as is_mine:
        if not is_mine:
            jobs.defer("sheets.undo", at=timezone.now() + LATER, batch_id=batch_id)
            return
        while _chunk(batch_id):
            pass
        _end(batch_id)


@transaction.atomic
def _chunk(batch_id: int) -> bool:
    batch = locked(batch_id)
    rows = staging.made_of(batch, batch.layout.chunk)
    if not rows or batch.state != State.UNDOING:
        return False
    by_made = {Made(row.line, row.subject, row.target): row for row in rows}
    made = [Made(row.line, row.subject, row.target, row.before) for row in rows]
    kept = batch.layout.undo(batch, made)
    stay = []
    for one in kept:
        row = by_made[Made(one.made.line, one.made.subject, one.made.pk)]
        row.kept = one.code
        stay.append(row)
    MadeRow.objects.bulk_update(stay, ["kept"])
    gone = {row.pk for row in rows} - {row.pk for row in stay}
    MadeRow.objects.filter(pk__in=gone).delete()
    batch.kept += len(stay)
    batch.save(update_fields=["kept"])
    return True


@transaction.atomic
def _end(batch_id: int) -> None:
    batch = locked(batch_id)
    if batch.state != State.UNDOING:
        return
    go(batch, State.UNDONE, ended_at=timezone.now())
    audit.record(
        action="sheets.undone",
        subject=batch,
        actor=batch.undone_by,
        body_id=batch.body_id,
        params={"layout": batch.layout_name, "kept": batch.kept},
    )
    publish(
        SheetUndone(
            batch_id=batch.pk,
            layout=batch.layout_name,
            body_id=batch.body_id,
            kept=batch.kept,
        )
    )
