"""Jobs by stable name: they outlive a release in the database, so a name is never reused.

A job is a row written in the caller's transaction, on Django's own connection, also inside a
worker: procrastinate alone would write it on the worker's connection, outside the transaction.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, TaskNotFound
from procrastinate.jobs import Job, JobDeferrer, Status
from procrastinate.manager import JobManager

from ortaq.foundation.events import rapid
from ortaq.foundation.events.failures import note_failure

Queue = Literal["now", "default", "slow", "alone"]
QUEUES: tuple[Queue, ...] = ("now", "default", "slow", "alone")

# Tries after 9 s, 21 s, 69 s, 4 min, 17 min and 68 min; then a dead letter, seen at /desk/jobs/.
RETRIES = RetryStrategy(max_attempts=6, wait=5, exponential_wait=4)
# A job that waits for its next try holds up all that stand behind the same lock, so: briefly.
RETRIES_ALONE = RetryStrategy(max_attempts=2, wait=5)
ALONE = "alone"


@dataclass(frozen=True)
class Periodic:
    """A job that the clock starts. The docstring's first line is its purpose, the rest says what
    happens when it does not run."""

    name: str
    cron: str
    queue: Queue
    purpose: str
    if_missed: str


_names: set[str] = set()
_periodic: dict[str, Periodic] = {}


class _Manager(JobManager):
    """Writes jobs as procrastinate does, by a statement that is prepared once."""

    def batch_defer_jobs(self, jobs: list[Job], connection: Any | None = None) -> list[Job]:
        if any(job.queueing_lock for job in jobs):  # its refusal has its own words
            return super().batch_defer_jobs(jobs, connection)
        rows = [
            {
                "queue_name": job.queue,
                "task_name": job.task_name,
                "priority": job.priority,
                "lock": job.lock,
                "args": job.task_kwargs,
                "scheduled_at": job.scheduled_at and job.scheduled_at.isoformat(),
            }
            for job in jobs
        ]
        ids = rapid.ask(_DEFER, [json.dumps(rows)])
        return [
            job.evolve(id=key, status=Status.TODO.value)
            for job, (key,) in zip(jobs, ids, strict=True)
        ]


_DEFER = """
SELECT unnest(procrastinate_defer_jobs_v1(array_agg(
           ROW(queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
           ::procrastinate_job_to_defer_v1 ORDER BY n)))
  FROM ROWS FROM (jsonb_to_recordset(%s::jsonb) AS (
           queue_name text, task_name text, priority int, lock text, queueing_lock text,
           args jsonb, scheduled_at timestamptz)) WITH ORDINALITY
       AS rows (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at, n)
"""
_manager = _Manager(DjangoConnector())


def _register(name: str) -> None:
    if name in _names:
        raise ValueError(f"two jobs are called {name}")
    _names.add(name)


def task(
    name: str, *, queue: Queue = "default", retry: RetryStrategy | bool = RETRIES
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function of a ``tasks`` module runnable under a stable dotted name.

    Queues: ``now`` (messages), ``default``, ``slow`` (exports), ``alone`` (one job at a time in
    the whole installation, whatever the number of workers: keep such jobs to seconds).
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _register(name)
        alone = queue == ALONE
        app.task(
            name=name,
            queue=queue,
            retry=RETRIES_ALONE if alone and retry is RETRIES else retry,
            lock=ALONE if alone else None,
            task_middleware=[note_failure],
        )(function)
        return function

    return register


def periodic(
    name: str, *, cron: str, queue: Queue = "default"
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a function run by the clock (cron in UTC), never twice at the same time.

    First line of its docstring: the purpose; the rest: what happens when it does not run. One
    that runs often is not retried (the next tick is the retry) and never queues up; a rare one
    is retried like any job.
    """
    often = runs_often(cron)

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _register(name)

        def run(timestamp: int = 0) -> None:
            function()

        purpose, _, rest = (function.__doc__ or "").strip().partition("\n")
        run.__doc__ = function.__doc__
        lock = ALONE if queue == ALONE else f"periodic:{name}"
        again = RETRIES_ALONE if queue == ALONE else RETRIES
        job = app.task(
            name=name,
            queue=queue,
            lock=lock,
            # With a queueing lock a retry could collide with the next tick and never be written.
            queueing_lock=f"periodic:{name}" if often else None,
            retry=False if often else again,
            task_middleware=[note_failure],
        )(run)
        app.periodic(cron=cron)(job)
        _periodic[name] = Periodic(name, cron, queue, purpose, " ".join(rest.split()))
        return function

    return register


def runs_often(cron: str) -> bool:
    """Whether the clock starts it more than once in an hour: its minute is not one number."""
    return not cron.split(maxsplit=1)[0].isdigit()


def periodic_table() -> list[Periodic]:
    """Return every periodic job by name; ``docs/house.md`` is generated from it."""
    return [_periodic[name] for name in sorted(_periodic)]


def names() -> frozenset[str]:
    """Return the names of all jobs of the house."""
    return frozenset(_names)


def _deferrer(name: str, **options: Any) -> JobDeferrer:
    try:
        deferrer = app.configure_task(name, allow_unknown=False, **options)
    except TaskNotFound:
        raise LookupError(f"no job is called {name}") from None
    if deferrer.job.lock == ALONE and options.get("schedule_at"):
        raise ValueError("a job for later would hold up the queue alone until then")
    deferrer.job_manager = _manager
    return deferrer


def defer(name: str, *, at: datetime | None = None, lock: str | None = None, **args: Any) -> int:
    """Write a job in the caller's transaction, to run after commit; return its id.

    ``args`` are JSON and hold identifiers, not personal text: officers see them when the job
    fails. Jobs with the same ``lock`` run one after another.
    """
    return _deferrer(name, schedule_at=at, **({"lock": lock} if lock else {})).defer(**args)


def defer_once(name: str, *, key: str | None = None, **args: Any) -> int | None:
    """Write a job unless one with the same ``key`` (for a periodic job: the same job) waits.

    Return None when one already waits.
    """
    try:
        with transaction.atomic():  # a refusal must not spoil the caller's transaction
            return _deferrer(name, **({"queueing_lock": key} if key else {})).defer(**args)
    except AlreadyEnqueued:
        return None


def defer_many(
    name: str, rows: Sequence[dict[str, Any]], *, at: datetime | None = None
) -> list[int]:
    """Write one job a row of arguments, in one statement."""
    return _deferrer(name, schedule_at=at).batch_defer(*rows) if rows else []


def add(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write one job a row of arguments, whose ids nobody asks for, at the end of the act.

    In the caller's transaction, like all jobs (``rapid.together``).
    """
    if rows:
        deferrer = _deferrer(name)
        job = deferrer.job
        rapid.later(_write, [job.evolve(task_kwargs={**job.task_kwargs, **row}) for row in rows])


def _write(jobs: list[Job]) -> None:
    _manager.batch_defer_jobs(jobs)
