"""Entering a confirmed sheet, chunk by chunk: each chunk and its progress in one transaction."""

import json
import logging
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, InterfaceError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.events import SheetEntered
from ortaq.foundation.sheets.layouts import Made, StagedRow
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.services.steps import go, halt, is_full_disk, locked
from ortaq.foundation.sheets.services.turns import turn
from ortaq.foundation.sheets.workflow import State

log = logging.getLogger(__name__)

LATER = timedelta(seconds=5)
TRIES = 3  # of a chunk that met the same people entered by somebody else
OF_CONNECTION = ("08", "57")  # PostgreSQL went away: the job is tried again, the sheet stays


class StoppedError(Exception):
    """The sheet cannot go on now; ``code`` is a code of ``layouts.problem``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def apply_sheet(*, batch_id: int) -> None:
    """Enter a confirmed sheet to its end; called by a job, and again after a kill.

    Rows that are in are marked in the transaction that wrote them, so nothing is entered twice.
    While another sheet of the kind is being entered in the body, it comes again later.
    """
    batch = Batch.objects.get(pk=batch_id)
    if batch.state not in {State.QUEUED, State.APPLYING}:
        return
    with turn(batch) as is_mine:
        if not is_mine:
            jobs.defer("sheets.apply", at=timezone.now() + LATER, batch_id=batch_id)
            return
        try:
            _enter(batch_id)
        except StoppedError as error:
            halt(batch_id, State.STOPPED, note=error.code)
        except (OSError, DatabaseError, InterfaceError) as error:
            if is_full_disk(error):
                halt(batch_id, State.STOPPED, note="no_space")
                return
            if not _is_lost_connection(error):
                halt(batch_id, State.STOPPED, note="failed")
            raise
        except Exception:
            halt(batch_id, State.STOPPED, note="failed")
            raise  # the job becomes a dead letter, which administrators see


def _is_lost_connection(error: Exception) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, (DatabaseError, InterfaceError)) and (
        state is None or state.startswith(OF_CONNECTION)
    )


def _enter(batch_id: int) -> None:
    _begin(batch_id)
    after, conflicts = 0, 0
    while True:
        try:
            last = _chunk(batch_id, after)
        except IntegrityError as error:
            conflicts += 1
            if conflicts == TRIES:
                log.exception("sheet %s cannot be entered", batch_id)
                raise StoppedError("conflict") from error
            _begin(batch_id)  # compare again: somebody has entered the same people meanwhile
            continue
        if last is None:
            break
        after, conflicts = last, 0
    _end(batch_id)


@transaction.atomic
def _begin(batch_id: int) -> None:
    """Compare with the register as it is now, under the turn."""
    batch = locked(batch_id)
    if batch.state == State.QUEUED:
        go(batch, State.APPLYING)
    if batch.state != State.APPLYING:
        return
    staging.compare(batch)
    batch.to_apply = batch.applied + staging.count_to_apply(batch)
    batch.save(update_fields=["to_apply"])


@transaction.atomic
def _chunk(batch_id: int, after: int) -> int | None:
    """Enter the next rows; return the last line, or None when nothing is left."""
    batch = locked(batch_id)
    if batch.state != State.APPLYING:
        raise StoppedError("failed")
    layout = batch.layout
    _ask_again(batch)
    found = staging.next_rows(batch, after, layout.chunk)
    if not found:
        return None
    rows = [
        StagedRow(line, dict(zip(layout.names, cells, strict=True)), verdict, target)  # type: ignore[arg-type]
        for line, cells, verdict, target in found
    ]
    with connection.wrap_database_errors:  # a layout may COPY: the driver raises its own errors
        made = layout.apply(batch, rows)
    _keep(batch, made)
    staging.mark_applied(batch, [row.line for row in rows])
    batch.applied += len(rows)
    batch.made += sum(row.verdict == "new" for row in rows)
    batch.changed += sum(row.verdict == "changed" for row in rows)
    batch.save(update_fields=["applied", "made", "changed"])
    return rows[-1].line


def _ask_again(batch: Batch) -> None:
    """Ask in each chunk whether it may still be done; hold the body as it is meanwhile."""
    with connection.cursor() as cursor:  # a share lock: it cannot close before the chunk is in
        cursor.execute("select 1 from orgs_body where id = %s for share", [batch.body_id])
    batch.body.refresh_from_db()
    if not batch.body.is_open_on(timezone.localdate()):
        raise StoppedError("body_closed")
    # Asked for anew: mandates are kept on the object.
    person = User.objects.filter(pk=batch.confirmed_by_id or 0).first()
    if person is None or not person.has_perm(batch.layout.permission, batch.body):
        raise StoppedError("no_permission")


_COPY = "copy sheets_maderow (batch_id, line, subject, target, before) from stdin"


def _keep(batch: Batch, made: list[Made]) -> None:
    """Write down what was made, for the undo."""
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(_COPY) as copy,
    ):
        for one in made:
            before = None if one.before is None else json.dumps(one.before, cls=DjangoJSONEncoder)
            copy.write_row((batch.pk, one.line, one.subject, one.pk, before))


@transaction.atomic
def _end(batch_id: int) -> None:
    batch = locked(batch_id)
    if batch.state != State.APPLYING:
        return
    go(batch, State.DONE, ended_at=timezone.now())
    audit.record(
        action="sheets.entered",
        subject=batch,
        actor=batch.confirmed_by,
        body_id=batch.body_id,
        params={"layout": batch.layout_name, "made": batch.made, "changed": batch.changed},
    )
    publish(
        SheetEntered(
            batch_id=batch.pk,
            layout=batch.layout_name,
            body_id=batch.body_id,
            made=batch.made,
            changed=batch.changed,
        )
    )
    if batch.confirmed_by:
        notify(
            users=[batch.confirmed_by],
            kind="sheets.entered",
            params={"made": batch.made, "changed": batch.changed},
            url=reverse("sheets:show", args=[batch.public_id]),
            key=f"sheets.entered:{batch.pk}",
        )
