"""Whether this installation can serve people now, each question with its reason."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from ortaq.foundation.audit import selectors as audit
from ortaq.foundation.events import selectors as events

JOBS_LATE = 300  # seconds that a job may wait
LEAST_FREE = 0.05
LEAST_BYTES = 256 * 1024**2


@dataclass(frozen=True)
class Answer:
    """One answer. ``stops`` says that without it nobody can be served."""

    name: str
    ok: bool
    reason: str = ""
    stops: bool = False


def database() -> Answer:
    """Ask the database something."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Answer("database", ok=False, reason="does not answer", stops=True)
    return Answer("database", ok=True, stops=True)


def migrations() -> Answer:
    """Ask whether the tables are of this version."""
    missing = 0 if _migrated() else _missing()
    reason = f"{missing} not applied: run ./ortaq migrate" if missing else ""
    return Answer("migrations", ok=not missing, reason=reason, stops=True)


def _missing() -> int:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        _remembered()["done"] = True
    return missing


@cache
def _remembered() -> dict[str, bool]:
    return {}


def _migrated() -> bool:
    """Whether this process has seen all migrations applied; they are not taken back under it."""
    return _remembered().get("done", False)


def jobs() -> Answer:
    """Ask whether jobs run: mail, cleaned copies, deadlines depend on them."""
    if not events.workers_alive():
        return Answer("jobs", ok=False, reason="no worker has been heard of for a minute")
    oldest = max((queue.oldest_seconds for queue in events.queue_states()), default=0)
    if oldest > JOBS_LATE:
        return Answer("jobs", ok=False, reason=f"the first job due has waited {oldest:.0f} s")
    return Answer("jobs", ok=True)


def audit_chain() -> Answer:
    """Ask whether the audit chain keeps up."""
    lag = audit.lag()
    if audit.is_lagging(lag):
        return Answer("audit", ok=False, reason=f"the chain is {lag.seconds:.0f} s behind")
    return Answer("audit", ok=True)


def free_share() -> float:
    """Return the free share of the disk where files lie."""
    return _usage().free / _usage().total


def _usage() -> "shutil._ntuple_diskusage":
    folder = settings.FILES_DIR
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder)


def disk() -> Answer:
    """Ask whether files can still be kept."""
    if free_share() < LEAST_FREE or _usage().free < LEAST_BYTES:
        return Answer("disk", ok=False, reason=f"{free_share():.1%} free")
    return Answer("disk", ok=True)


def all_answers() -> list[Answer]:
    """Ask everything; without a database the questions to it are not asked."""
    first = database()
    if not first.ok:
        return [first, disk()]
    return [first, *(_asked(question) for question in (migrations, jobs, audit_chain)), disk()]


def _asked(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except DatabaseError:  # a table that is not there yet
        return Answer(question.__name__, ok=False, reason="could not be asked", stops=True)
