"""Acts on jobs: run dead letters again, take back stalled ones, tidy."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django.models import ProcrastinateJob

from ortaq.foundation.events import jobs
from ortaq.foundation.events.models import Failure

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

logger = logging.getLogger(__name__)

KEEP_DAYS = 7
STALLED_AFTER = timedelta(seconds=60)  # a worker says every ten seconds that it lives
MAX_STALLS = 10  # a job that kills its worker each time must not do so for ever


def _audit(action: str, job: ProcrastinateJob, actor: "User") -> None:
    """Record an act on a job through the port that ``audit`` fills."""
    record = import_string(settings.EVENTS_AUDIT)
    record(action=action, subject=job, actor=actor, params={"task": job.task_name, "job": job.id})


def _dead(ids: Sequence[int]) -> list[ProcrastinateJob]:
    return list(
        ProcrastinateJob.objects.select_for_update(of=("self",))
        .filter(id__in=ids, status="failed")
        .order_by("id")
    )


@transaction.atomic
def rerun_jobs(*, actor: "User", ids: Sequence[int]) -> int:
    """Put dead letters back into their queues with all their tries; return how many.

    Those that another officer has already put back are passed over. Audited one by one.
    """
    return sum(_rerun(actor, job) for job in _dead(ids))


def _rerun(actor: "User", job: ProcrastinateJob) -> bool:
    try:
        with transaction.atomic():
            _sql("select procrastinate_retry_job_v2(%s, now(), null, null, null)", job.id)
            _sql("update procrastinate_jobs set attempts=0 where id=%s", job.id)
    except IntegrityError:  # the same periodic job already waits in the queue
        return False
    _audit("events.job_rerun", job, actor)
    return True


@transaction.atomic
def discard_jobs(*, actor: "User", ids: Sequence[int]) -> int:
    """Delete dead letters for good; return how many. Audited one by one."""
    dead = _dead(ids)
    for job in dead:
        _audit("events.job_discarded", job, actor)
        _sql("delete from procrastinate_jobs where id=%s", job.id)
    Failure.objects.filter(job_id__in=[job.id for job in dead]).delete()
    return len(dead)


@transaction.atomic
def retry_stalled() -> int:
    """Put back the jobs whose worker has died; return how many. Also forget dead workers.

    A worker that slept longer than a minute counts as dead, so its job may run twice: jobs are
    idempotent anyway.
    """
    rows = _sql(
        """
        select job.id, job.attempts, job.task_name from procrastinate_jobs job
        left join procrastinate_workers worker on worker.id = job.worker_id
        where job.status = 'doing'
          and (worker.id is null or worker.last_heartbeat < now() - %s)
        for update of job skip locked
        """,
        STALLED_AFTER,
    )
    for job_id, attempts, name in rows:
        logger.warning("job %s (%s) was left by its worker", job_id, name)
        _retry_or_bury(job_id, attempts)
    _sql("select procrastinate_prune_stalled_workers_v1(86400)")
    return len(rows)


def _retry_or_bury(job_id: int, attempts: int) -> None:
    try:
        if attempts < MAX_STALLS:
            with transaction.atomic():
                _sql("select procrastinate_retry_job_v2(%s, now(), null, null, null)", job_id)
            return
    except IntegrityError:  # the next tick of a periodic job already waits
        pass
    _sql("select procrastinate_finish_job_v1(%s, 'failed', false)", job_id)
    Failure.objects.update_or_create(
        job_id=job_id, defaults={"at": timezone.now(), "error": "WorkerDied", "place": ""}
    )


@transaction.atomic
def tidy() -> int:
    """Delete old finished jobs, and failures of frequent periodic jobs that have since succeeded.

    Dead letters stay until an officer runs or discards them. Return the number of deleted jobs.
    """
    often = [row.name for row in jobs.periodic_table() if jobs.runs_often(row.cron)]
    old = _sql(
        """
        delete from procrastinate_jobs where id in (
            select job.id from procrastinate_jobs job
            join procrastinate_events event on event.job_id = job.id
            where job.status in ('succeeded', 'cancelled', 'aborted')
            group by job.id having max(event.at) < now() - %s)
        returning id
        """,
        timedelta(days=KEEP_DAYS),
    )
    healed = _sql(
        """
        delete from procrastinate_jobs job where status = 'failed' and task_name = any(%s)
          and exists (select 1 from procrastinate_jobs later where later.id > job.id
                      and later.task_name = job.task_name and later.status = 'succeeded')
        returning id
        """,
        often,
    )
    _sql(
        "delete from events_failure where job_id not in"
        " (select id from procrastinate_jobs where status in ('todo', 'doing', 'failed'))"
    )
    return len(old) + len(healed)


def _sql(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    """Run one statement; return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []
