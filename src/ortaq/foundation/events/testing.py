"""Running jobs inside a test, on the test's own connection and inside its transaction."""

from datetime import datetime

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ortaq.foundation.events.failures import note

LIMIT = 10_000  # a job that defers itself for ever should fail the test, not hang it


def _next(moment: datetime) -> ProcrastinateJob | None:
    ready = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at__gt=moment)
    return ready.order_by("-priority", "id").first()


def run_jobs(*, at: datetime | None = None) -> int:
    """Run all that is ready (at ``at``; default now), as the worker would; return the count.

    Jobs deferred by jobs run too. An error of a job is raised, and the job is marked failed.
    """
    for done in range(LIMIT):
        job = _next(at or timezone.now())
        if job is None:
            return done
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set status='doing' where id=%s", [job.id])
        try:
            app.tasks[job.task_name](**job.args)
        except Exception as error:
            note(job.id, error)
            _finish(job.id, "failed")
            raise
        _finish(job.id, "succeeded")
    raise AssertionError(f"more than {LIMIT} jobs: does one defer itself?")


def waiting(name: str | None = None) -> list[ProcrastinateJob]:
    """Return the jobs that wait, oldest first; of one name, or all."""
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return list(jobs.filter(task_name=name) if name else jobs)


def _finish(job_id: int, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select procrastinate_finish_job_v1(%s, %s, false)", [job_id, status])
