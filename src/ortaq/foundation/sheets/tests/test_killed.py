"""A worker killed with -9 in the middle of a sheet: the rest goes in, and nothing twice."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

from ortaq.foundation.events.services import retry_stalled
from ortaq.foundation.events.tests.processes import until
from ortaq.foundation.sheets import services
from ortaq.foundation.sheets.models import Batch, MadeRow, Row
from ortaq.foundation.sheets.tests.conftest import as_csv, person_row
from ortaq.foundation.sheets.tests.crew import sql
from ortaq.foundation.sheets.workflow import State

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start(tmp_path, transactional_db):
    running = []
    own = connection.settings_dict
    address = f"postgresql://ortaq@{quote(own['HOST'], safe='')}/{own['NAME']}"

    def go(*words: str) -> subprocess.Popen:
        with (tmp_path / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "ortaq.foundation.sheets.tests.worker", tmp_path, *words],
                env=os.environ | {"ORTAQ_DATABASE_URL": address, "PYTHONPATH": "src"},
                stdout=log,
                stderr=log,
            )
        running.append(process)
        return process

    yield go
    for process in running:
        process.kill()
        process.wait()


def applied() -> int:
    return Batch.objects.get().applied


def test_a_sheet_survives_kill_9_in_the_middle(send, world, start, tmp_path) -> None:
    rows = [person_row(n) for n in range(500)]
    batch = send(as_csv(rows))
    services.confirm(actor=world.saule, batch=batch)
    (tmp_path / "slow").touch()
    worker = start()
    until(lambda: applied() >= 100, seconds=90)
    worker.kill()
    worker.wait()
    done = applied()
    assert 100 <= done < 500
    # The progress is the truth: rows written, rows marked, rows listed for the undo.
    assert sql("select count(*) from crew") == [(done,)]
    assert Row.objects.filter(batch=batch, applied=True).count() == done
    assert MadeRow.objects.filter(batch=batch).count() == done

    (tmp_path / "slow").unlink()
    sql("update procrastinate_workers set last_heartbeat = now() - interval '61 s'")
    assert retry_stalled() == 1
    assert start("--one-shot").wait(90) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.applied, batch.made) == (State.DONE, 500, 500)
    assert sql("select count(*), count(distinct iin) from crew") == [(500, 500)]
