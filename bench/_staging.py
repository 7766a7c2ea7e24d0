"""One sheet through the engine in a process of its own, so that its memory is its own.

``python -m bench._staging FILE BODY OFFICER [--no-compare] [--enter]``: receives, reads, checks
and stages a list of members; compares it with the register unless told not to; then copies the
very same cells into the same table bare. Prints one JSON object. ``--enter`` also enters it and
takes it back.
"""

import argparse
import json
import logging
import os
import re
import resource
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from ortaq.foundation.accounts.models import User  # noqa: E402
from ortaq.foundation.orgs.models import Body  # noqa: E402
from ortaq.foundation.sheets import layouts, services, staging  # noqa: E402
from ortaq.foundation.sheets.models import Batch  # noqa: E402

MOST_LINES = 10_000_000  # the copied lines stand behind those of the sheet
MEGABYTE = 1024  # ru_maxrss counts kilobytes


class Passes(logging.Handler):
    """Hears what each pass of the comparison took: the layout says it in its log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seconds: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Read "read 1.20, two under one IIN 0.03, alike 4.10"."""
        _before, _colon, told = record.getMessage().partition("seconds: ")
        for name, seconds in re.findall(r"([A-Za-z ]+?) (\d+\.\d+)", told):
            self.seconds[name.strip()] = float(seconds)


def peak() -> dict[str, float]:
    """Return the highest memory of this process, of a child of it, and their sum, in MB."""
    own, child = (
        resource.getrusage(who).ru_maxrss / MEGABYTE
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"own_mb": own, "child_mb": child, "both_mb": own + child}


def cpu() -> list[float]:
    """Return the CPU seconds of this process, of its dead children, of its PostgreSQL process.

    On a busy machine these say more than the clock.
    """
    own = os.times()
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    ticks = int(stat[11]) + int(stat[12])  # user and system
    return [
        own.user + own.system,
        own.children_user + own.children_system,
        ticks / os.sysconf("SC_CLK_TCK"),
    ]


def main() -> None:
    """Run the words."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("body", type=int)
    parser.add_argument("officer", type=int)
    parser.add_argument("--no-compare", action="store_true")
    parser.add_argument("--enter", action="store_true")
    given = parser.parse_args()
    body, officer = Body.objects.get(pk=given.body), User.objects.get(pk=given.officer)
    heard = Passes()
    compared = _time_comparison(skip=given.no_compare)
    matcher = logging.getLogger("ortaq.modules.membership.layouts.matching")
    matcher.addHandler(heard)
    matcher.setLevel(logging.INFO)
    layout = layouts.layout("membership.members")
    with given.file.open("rb") as stream:
        batch = services.receive(
            actor=officer, layout=layout, body=body, name=given.file.name, stream=stream
        )
    began, spent = time.perf_counter(), cpu()
    services.read_sheet(batch_id=batch.pk)
    whole = time.perf_counter() - began
    spent = [round(after - before, 2) for before, after in zip(spent, cpu(), strict=True)]
    memory = peak()
    batch = Batch.objects.get(pk=batch.pk)
    if not batch.rows:
        raise SystemExit(f"nothing was staged: {batch.state} {batch.note} {batch.note_params}")
    found = {
        "rows": batch.rows,
        "state": batch.state,
        "verdicts": batch.verdicts,
        "problems": batch.problem_counts,
        "stage_seconds": whole - sum(compared),
        "compare_seconds": sum(compared),
        "passes": heard.seconds,
        "cpu_seconds": dict(zip(("own", "child", "database"), spent, strict=True)),
        **_bare_copy(batch),
        **memory,
    }
    if given.enter:
        found |= _enter(batch, officer)
    else:
        services.lay_aside(actor=officer, batch=batch)
    print(json.dumps(found, ensure_ascii=False))


def _time_comparison(*, skip: bool) -> list[float]:
    """Time the comparison apart from reading and checking; or leave it out."""
    took: list[float] = []
    compare = staging.compare

    def timed(batch: Batch) -> None:
        began = time.perf_counter()
        if not skip:
            compare(batch)
        took.append(time.perf_counter() - began)

    staging.compare = timed
    return took


def _bare_copy(batch: Batch) -> dict[str, float]:
    """Copy the cells of a batch once more into the staging table, with nothing else done."""
    text, columns = BytesIO(), "batch_id, line, cells, verdict, problems, sound"
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table cells_again as select batch_id, line + %s as line, cells, "
            "'new' as verdict, null::jsonb as problems, true as sound from sheets_row "
            "where batch_id = %s order by 2",
            [MOST_LINES, batch.pk],
        )
        with cursor.copy("copy cells_again to stdout") as copy:
            for block in copy:
                text.write(block)
        cursor.execute("drop table cells_again")
    took, spent = [], []
    for _ in range(3):
        with transaction.atomic(), connection.cursor() as cursor:
            view = memoryview(text.getbuffer())
            began, before = time.perf_counter(), sum(cpu())
            with cursor.copy(f"copy sheets_row ({columns}) from stdin") as copy:
                for at in range(0, len(view), 1 << 20):
                    copy.write(view[at : at + (1 << 20)])
            took.append(time.perf_counter() - began)
            spent.append(sum(cpu()) - before)
            transaction.set_rollback(True)
    return {"bare_copy_seconds": min(took), "bare_copy_cpu_seconds": min(spent)}


def _enter(batch: Batch, officer: User) -> dict[str, Any]:
    """Enter the sheet and take it back; return what it took."""
    services.confirm(actor=officer, batch=batch)
    began = time.perf_counter()
    services.apply_sheet(batch_id=batch.pk)
    entering = time.perf_counter() - began
    batch = Batch.objects.get(pk=batch.pk)
    services.take_back(actor=officer, batch=batch)
    began = time.perf_counter()
    services.undo_sheet(batch_id=batch.pk)
    undoing = time.perf_counter() - began
    after = Batch.objects.get(pk=batch.pk)
    return {
        "entered": batch.applied,
        "enter_seconds": entering,
        "undo_seconds": undoing,
        "kept": after.kept,
        "end": after.state,
    }


if __name__ == "__main__":
    main()
