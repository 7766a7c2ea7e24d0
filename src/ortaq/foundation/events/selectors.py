"""Reads of jobs: dead letters, the state of the queues."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from ortaq.foundation.events.models import Failure

_SAFE_TEXT = re.compile(r"[A-Za-z_][\w.:-]{0,120}|[0-9a-f-]{32,36}|\d{4}-\d\d-\d\d[T\d:.+Z-]*")


@dataclass(frozen=True)
class QueueState:
    """One queue at this moment; ``oldest_seconds`` is the wait of the first job due."""

    name: str
    waiting: int
    later: int
    running: int
    oldest_seconds: float


@dataclass(frozen=True)
class DeadLetter:
    """A job that used up its tries."""

    id: int
    name: str
    queue: str
    tries: int
    args: dict[str, Any]
    failure: Failure | None

    @property
    def title(self) -> str:
        """The job's name; for a delivery, the receiver that failed."""
        receiver = self.args.get("receiver")
        return f"{self.name} → {receiver}" if receiver else self.name


def dead_jobs(name: str = "") -> QuerySet[ProcrastinateJob]:
    """Return jobs that used up their tries, of one name or all."""
    jobs: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(status="failed")
    return jobs.filter(task_name=name) if name else jobs


def dead_letters(jobs: list[ProcrastinateJob]) -> list[DeadLetter]:
    """Return jobs with their failures, arguments cut to identifiers."""
    failures = Failure.objects.in_bulk([job.id for job in jobs])
    return [
        DeadLetter(
            id=job.id,
            name=job.task_name,
            queue=job.queue_name,
            tries=job.attempts,
            args=only_identifiers(job.args),
            failure=failures.get(job.id),
        )
        for job in jobs
    ]


def only_identifiers(value: Any) -> Any:
    """Replace every text that is not an identifier, a dotted name or a date by '…'."""
    if isinstance(value, dict):
        return {key: only_identifiers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [only_identifiers(item) for item in value]
    if isinstance(value, str) and not _SAFE_TEXT.fullmatch(value):
        return "…"
    return value


def queue_states() -> list[QueueState]:
    """Return the queues that hold something, by name. One index scan over unfinished jobs."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select job.queue_name,
                   count(*) filter (where status = 'todo' and due <= now()),
                   count(*) filter (where status = 'todo' and due > now()),
                   count(*) filter (where status = 'doing'),
                   coalesce(extract(epoch from clock_timestamp() - min(due)
                            filter (where status = 'todo' and due <= now())), 0)
            from procrastinate_jobs job
            cross join lateral (
                select coalesce(scheduled_at, min(at), now()) as due
                from procrastinate_events where job_id = job.id and type = 'deferred') first
            where status in ('todo', 'doing')
            group by queue_name order by queue_name
            """
        )
        return [
            QueueState(name, waiting, later, running, max(0.0, float(oldest)))
            for name, waiting, later, running, oldest in cursor.fetchall()
        ]


def dead_count() -> int:
    """Return the number of dead letters (a partial index counts them)."""
    return dead_jobs().count()


def workers_alive() -> int:
    """Return how many workers gave a sign of life in the last minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_workers"
            " where last_heartbeat > now() - interval '1 minute'"
        )
        (count,) = cursor.fetchone() or (0,)
        return int(count)
