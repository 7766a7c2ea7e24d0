"""For layouts of small registers (employers, bodies): staged rows read and judged in Python.

Lists of people are judged in SQL (see ``staging``); these have thousands of rows, not millions.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from ortaq.foundation.sheets.layouts import Verdict
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.staging import OPEN, judge

PAGE = 5_000
_PAGE = f"""
select line, cells from sheets_row where batch_id = %s and line > %s and {OPEN}
order by line limit %s
"""  # noqa: S608 -- OPEN is our own constant
_SAID = """
select line, verdict, target,
    case when code is not null
        then jsonb_build_array(jsonb_build_object('column', "column", 'code', code)) end
from sheets_said
"""


class Said(NamedTuple):
    """What is said of a row; ``code`` is a problem or a note about one of its columns."""

    line: int
    verdict: Verdict
    target: int | None = None
    code: str | None = None
    column: str = ""


def pages(batch: Batch) -> Iterator[list[tuple[int, dict[str, str]]]]:
    """Yield the rows that are to be judged, so many at once, in the order of the file."""
    names, after = batch.layout.names, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, [batch.pk, after, PAGE])
            page = [
                (line, dict(zip(names, cells, strict=True))) for line, cells in cursor.fetchall()
            ]
        if not page:
            return
        yield page
        after = page[-1][0]


def say(batch: Batch, said: Iterable[Said]) -> None:
    """Write verdicts; needs the transaction in which the engine calls ``match``."""
    rows = list(said)  # first: while a COPY runs, the connection answers no questions
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table sheets_said (line integer, verdict text, target bigint, "
            'code text, "column" text) on commit drop'
        )
        with cursor.copy("copy sheets_said from stdin") as copy:
            for one in rows:
                copy.write_row(one)
        judge(batch, _SAID)
        cursor.execute("drop table sheets_said")
