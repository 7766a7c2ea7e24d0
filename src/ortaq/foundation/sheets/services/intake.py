"""Taking a sheet in: the file is kept, then a job reads, checks and compares it."""

import logging
from datetime import timedelta
from itertools import chain, islice
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.files import blobs
from ortaq.foundation.files import services as files
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets import reading, staging
from ortaq.foundation.sheets.checking import Checker, TooManyRowsError
from ortaq.foundation.sheets.headers import (
    LOOKED_AT,
    SAMPLE,
    TOP,
    TOP_CELLS,
    Head,
    find_head,
    head_at,
    trimmed,
)
from ortaq.foundation.sheets.layouts import Layout
from ortaq.foundation.sheets.models import Batch, Mapping
from ortaq.foundation.sheets.reading import Source, UnreadableError
from ortaq.foundation.sheets.services.steps import go, halt, is_full_disk, locked
from ortaq.foundation.sheets.workflow import State

log = logging.getLogger(__name__)

SCAN_AGAIN = timedelta(minutes=5)
MOSTLY = 0.5  # of a column's cells are wrong: then it is the column, not the cells
ENOUGH_ROWS = 10
STILL_THERE = (
    State.READING,
    State.MAPPING,
    State.READY,
    State.QUEUED,
    State.APPLYING,
    State.STOPPED,
)


@transaction.atomic
def receive(*, actor: User, layout: Layout, body: Body, name: str, stream: IO[bytes]) -> Batch:
    """Keep a sheet for a body and let a job read it; nothing of the register changes.

    The very file that is still on its way there is not taken twice: its batch is returned, and
    ``uploaded_at`` tells. Raises FileRefusedError, and then nothing is kept.
    """
    stored = files.store(
        owner=actor,
        name=name,
        stream=stream,
        admission=files.Admission(reading.inspect, settings.SHEETS_MAX_BYTES, of_sender=False),
    )
    blobs_lock = f"{layout.name}:{body.pk}:{stored.sha256}"
    with connection.cursor() as cursor:  # a second press waits for the first
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [blobs_lock])
    again = Batch.objects.filter(
        layout_name=layout.name, body=body, sha256=stored.sha256, state__in=STILL_THERE
    )
    if found := again.first():
        return found  # the new row of the file is an orphan, removed by files within a day
    now = timezone.now()
    batch = Batch.objects.create(
        layout_name=layout.name,
        body=body,
        uploaded_by=actor,
        uploaded_at=now,
        state_since=now,
        file=stored,
        file_name=stored.name,
        sha256=stored.sha256,
    )
    audit.record(
        action="sheets.received",
        subject=batch,
        actor=actor,
        body_id=body.pk,
        params={"layout": layout.name},
    )
    jobs.defer("sheets.read", batch_id=batch.pk)
    return batch


def read_sheet(*, batch_id: int) -> None:
    """Read, check and compare a sheet. Idempotent; called by a job, also after a kill."""
    batch = Batch.objects.select_related("file", "body").get(pk=batch_id)
    if batch.state != State.READING or batch.file is None:
        return
    if batch.file.scan == batch.file.Scan.WAITING:  # held until the virus scanner speaks
        jobs.defer("sheets.read", at=timezone.now() + SCAN_AGAIN, batch_id=batch_id)
        return
    if batch.file.is_held:
        halt(batch_id, State.REFUSED, note="infected")
        return
    try:
        with reading.opened(blobs.path_of(batch.file.sha256), batch.file.media_type) as source:
            _read(batch, source)
    except UnreadableError as error:
        halt(batch_id, State.REFUSED, note=error.code, line=error.line)
    except TooManyRowsError:
        halt(batch_id, State.REFUSED, note="too_many_rows")
    except (OSError, DatabaseError) as error:
        if not is_full_disk(error):
            raise
        halt(batch_id, State.REFUSED, note="no_space")


def _read(batch: Batch, source: Source) -> None:
    layout = batch.layout
    sheet, head = _head_of(batch, source, layout)
    rows = source.rows(sheet)
    first = list(islice(rows, max(head.line + SAMPLE, TOP)))
    batch.sample = [trimmed(row) for row in first[head.line :][:SAMPLE]]
    batch.top = [[cell[:40] for cell in trimmed(row)[:TOP_CELLS]] for row in first[:TOP]]
    batch.sheet, batch.sheets, batch.shape = sheet, source.sheets, source.shape
    batch.encoding, batch.delimiter = source.encoding, source.delimiter
    batch.header_line, batch.headers = head.line, head.headers
    batch.fingerprint, batch.preset, batch.mapping = head.fingerprint, head.preset, head.places
    batch.save()
    if head.lacks(layout):
        note = "lacks_column" if head.headers else "no_rows"
        _finish(batch, State.MAPPING, note)
        return
    checker = Checker(layout, head, batch.pk, this_year=timezone.localdate().year)
    staging.stage(batch, checker, chain(first[head.line :], rows))
    _conclude(batch, checker)


def _head_of(batch: Batch, source: Source, layout: Layout) -> tuple[int, Head]:
    """Return the sheet and its head: as a person chose, as remembered, or as found."""
    chosen = batch.header_line > 0  # a person, or an earlier run, has settled it
    named = chosen or batch.sheets  # a person has seen the names of the sheets and chose one
    candidates = [batch.sheet] if named else range(max(len(source.sheets), 1))
    found = [
        (number, find_head(list(islice(source.rows(number), LOOKED_AT)), layout))
        for number in candidates
    ]
    sheet, head = max(found, key=lambda pair: len(pair[1].places), default=(0, Head(0, [], {})))
    if chosen and batch.headers:
        return sheet, Head(batch.header_line, batch.headers, batch.mapping, batch.preset)
    if chosen:  # a person has said the row, and nobody has read it yet
        row = next(islice(source.rows(sheet), batch.header_line - 1, None), [])
        head = head_at(batch.header_line, row, layout)
    kept = Mapping.objects.filter(
        body=batch.body, layout_name=layout.name, fingerprint=head.fingerprint
    ).first()
    if kept:
        places = {k: v for k, v in kept.places.items() if k in layout.names}
        head = Head(head.line, head.headers, places, head.preset)
    return sheet, head


def _conclude(batch: Batch, checker: Checker) -> None:
    tally = checker.tally
    batch.rows, batch.passed_over = tally.rows, tally.passed_over
    batch.problem_counts = dict(tally.problems)
    batch.save(update_fields=["rows", "passed_over", "problem_counts"])
    if not tally.rows:
        halt(batch.pk, State.REFUSED, note="no_rows")
        return
    staging.compare(batch)
    _finish(batch, State.READY, *_doubt_about_columns(batch))


def _doubt_about_columns(batch: Batch) -> tuple[str, str]:
    """Return a note about the column most of whose cells are wrong, if there is one."""
    per_column: dict[str, int] = {}
    for key, count in batch.problem_counts.items():
        column, code = key.split(" ")
        if column and code != "required":
            per_column[column] = per_column.get(column, 0) + count
    worst = max(per_column, key=lambda name: per_column[name], default="")
    if batch.rows >= ENOUGH_ROWS and worst and per_column[worst] > MOSTLY * batch.rows:
        return "wrong_column", worst
    return "", ""


@transaction.atomic
def _finish(batch: Batch, state: State, note: str, column: str = "") -> None:
    now = locked(batch.pk)
    if now.state == State.READING:
        go(now, state, note=note, note_params={"column": column} if column else {})
