"""The staged rows in the database: written by COPY, judged by layouts in SQL."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from ortaq.foundation.sheets.checking import Block, Checker
from ortaq.foundation.sheets.models import Batch, MadeRow, Row
from ortaq.foundation.sheets.reading.ahead import Ahead

TABLE = "sheets_row"
# Rows that a layout judges: ``where batch_id = %s and `` + OPEN.
OPEN = "sound and not applied"
COPY = "copy sheets_row (batch_id, line, cells, verdict, problems, sound) from stdin"
AHEAD = 8  # blocks of the checker
PER_TRANSACTION = 50_000  # rows; after each the page shows how far it is


def stage(batch: Batch, checker: Checker, rows: Iterator[list[str]]) -> None:
    """Write the rows of a table, replacing what was staged before.

    Each piece in its own transaction, so that the progress is seen; a job that dies in the
    middle begins anew. Rows are read and checked ahead, while PostgreSQL takes the last ones.
    """
    forget(batch)
    batch.rows = batch.passed_over = 0
    with Ahead(checker.blocks(rows), AHEAD) as blocks:
        more = True
        while more:
            with transaction.atomic():
                more = _write_piece(batch, blocks)


def _write_piece(batch: Batch, blocks: Iterator[Block]) -> bool:
    """Copy until a piece is full; False when nothing is left."""
    last: Block | None = None
    with (
        connection.wrap_database_errors,  # the driver's own errors become Django's
        connection.cursor() as cursor,
        cursor.copy(COPY) as copy,
    ):
        for last in blocks:
            copy.write(last.text)
            if last.rows - batch.rows >= PER_TRANSACTION:
                break
    if last is None:
        return False
    batch.rows, batch.passed_over = last.rows, last.passed_over
    batch.save(update_fields=["rows", "passed_over"])
    return True


def forget(batch: Batch) -> None:
    """Delete what is staged of a sheet."""
    Row.objects.filter(batch=batch).delete()


def judge(batch: Batch, sql: str, params: Sequence[Any] = ()) -> int:
    """Set verdicts from a query of a layout; return how many rows it touched.

    The query gives ``line, verdict, target, problems``: target bigint or null; problems jsonb,
    a list of {"column", "code"}, or null. Rows that are applied or not sound are left alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"update sheets_row r set verdict = j.verdict, target = j.target,"  # noqa: S608
            f" problems = j.problems from ({sql}) j (line, verdict, target, problems)"
            " where r.batch_id = %s and r.line = j.line and r.sound and not r.applied",
            [*params, batch.pk],
        )
        return int(cursor.rowcount)


@transaction.atomic
def compare(batch: Batch) -> None:
    """Let the layout judge all rows that are not applied, from a clean slate, and count them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update sheets_row set verdict = 'new', target = null, problems = null"
            " where batch_id = %s and sound and not applied"
            " and (verdict <> 'new' or target is not null or problems is not null)",
            [batch.pk],
        )
        if batch.rows > PER_TRANSACTION:  # the planner knows nothing of so many new rows
            cursor.execute("analyze sheets_row")
        batch.layout.match(batch)
        cursor.execute(  # so that the index of rows to look at holds them
            "update sheets_row set problems = '[]' where batch_id = %s"
            " and verdict = 'doubtful' and problems is null",
            [batch.pk],
        )
        cursor.execute(
            "select verdict, count(*) from sheets_row where batch_id = %s group by verdict",
            [batch.pk],
        )
        batch.verdicts = dict(cursor.fetchall())
    batch.save(update_fields=["verdicts"])


_NEXT = """
select line, cells,
    case when verdict <> 'doubtful' then verdict
        when decision = 'same' then 'changed' else 'new' end,
    case when decision = 'other' then null else target end
from sheets_row
where batch_id = %s and line > %s and sound and not applied and decision <> 'skip'
    and (verdict in ('new', 'changed')
        or (verdict = 'doubtful' and decision in ('same', 'other')))
"""


def count_to_apply(batch: Batch) -> int:
    """Return how many rows a confirmation would write now."""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({_NEXT}) rows", [batch.pk, 0])  # noqa: S608
        return int(cursor.fetchone()[0])


def next_rows(batch: Batch, after: int, limit: int) -> list[tuple[int, list[str], str, Any]]:
    """Return the next rows to apply: line, cells, final verdict, target."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_NEXT} order by line limit %s", [batch.pk, after, limit])
        return list(cursor.fetchall())


def mark_applied(batch: Batch, lines: list[int]) -> None:
    """Mark rows as written."""
    Row.objects.filter(batch=batch, line__in=lines).update(applied=True)


def made_of(batch: Batch, limit: int) -> list[MadeRow]:
    """Return the latest of what the sheet left behind and nobody has tried to undo yet."""
    rows = MadeRow.objects.filter(batch=batch, kept="")
    return list(rows.order_by("-id")[:limit])
