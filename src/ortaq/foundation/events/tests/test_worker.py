"""The real worker process on committed rows, killed in the middle too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ortaq.foundation.events import services
from ortaq.foundation.events.models import Failure
from ortaq.foundation.events.tests.processes import Start, until, workers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start(tmp_path: Path, transactional_db) -> Iterator[Start]:
    with workers(tmp_path) as go:
        yield go


@pytest.fixture
def notes(tmp_path: Path) -> Callable[[], list[str]]:
    def read() -> list[str]:
        path = tmp_path / "notes"
        return path.read_text().splitlines() if path.exists() else []

    return read


def defer(name: str, *, lock: str | None = None, queue: str = "default", **args) -> int:
    """Defer a job that only the worker process knows."""
    return app.configure_task(name, lock=lock, queue=queue).defer(**args)


def status(job_id: int) -> str:
    return ProcrastinateJob.objects.get(id=job_id).status


def test_jobs_committed_while_no_worker_lives_are_run_by_the_next_one(start, notes):
    for n in range(3):
        defer("test.note", line=str(n))
    assert start("--one-shot").wait(60) == 0
    assert notes() == ["0", "1", "2"]


def test_a_job_of_a_killed_worker_is_run_again(start, notes):
    job_id = defer("test.hang_once")
    first = start()
    until(lambda: notes() == ["began"])
    first.kill()
    first.wait()
    assert status(job_id) == "doing"
    assert services.retry_stalled() == 0  # its worker may still live: one minute is not over
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '61 s'")
    assert services.retry_stalled() == 1
    assert start("--one-shot").wait(60) == 0
    assert notes() == ["began", "began", "ended"]
    assert status(job_id) == "succeeded"


def test_what_a_job_defers_lives_and_dies_with_the_jobs_transaction(start, notes):
    """Procrastinate alone would write these jobs on another connection, at once."""
    failed = defer("test.defer_and_fail")
    defer("test.defer_and_succeed")
    assert start("--one-shot").wait(60) == 0
    assert notes() == ["from a transaction that committed"]
    assert status(failed) == "failed"
    failure = Failure.objects.get(job_id=failed)
    assert failure.error == "ZeroDivisionError"
    assert failure.place.startswith("foundation/events/tests/worker.py:")


def test_the_queue_alone_runs_one_job_at_a_time_in_all_workers(start, notes):
    for _ in range(3):
        defer("test.alone_a", queue="alone", lock="alone")
        defer("test.alone_b", queue="alone", lock="alone")
    workers = [
        start("--concurrency", "4", "--fetch-job-polling-interval", "0.2") for _ in range(2)
    ]
    until(lambda: len(notes()) == 12)
    for worker in workers:
        worker.terminate()
        assert worker.wait(30) == 0
    lines = [line.split() for line in notes()]
    assert [word for _name, word, _at in lines] == ["begins", "ends"] * 6
    moments = [float(at) for _name, _word, at in lines]
    assert moments == sorted(moments)
