"""Reads of the audit trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from ortaq.foundation.audit.models import Entry, Head
from ortaq.foundation.audit.sentences import act_of, actor_of

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

MAX_WAIT = timedelta(minutes=5)
MAX_PENDING = 10_000


@dataclass(frozen=True)
class Lag:
    """How far the chain is behind: entries waiting, and the age of the oldest."""

    pending: int
    seconds: float


@dataclass(frozen=True)
class Step:
    """One act on a subject, ready for ``ui/_timeline.html``."""

    title: str
    who: str
    at: datetime
    action: str
    detail: str = ""
    state: str = "done"


def lag() -> Lag:
    """Return how far the chain is behind. Cheap while it works: ``Pending`` is then near empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select count(*), coalesce(extract(epoch from clock_timestamp() - min(at)), 0)
            from (select entry_id from audit_pending order by entry_id limit 100000) waiting
            join audit_entry on id = entry_id
            """
        )
        pending, seconds = cursor.fetchone() or (0, 0)
    return Lag(pending=pending, seconds=max(0.0, float(seconds)))


def is_lagging(state: Lag) -> bool:
    """Whether somebody should be told: over five minutes, or over ten thousand entries."""
    return state.seconds > MAX_WAIT.total_seconds() or state.pending > MAX_PENDING


def entries() -> QuerySet[Entry]:
    """Return all entries with their actors; for code that has asked for permission itself."""
    return Entry.objects.select_related("actor")


def readable_entries(reader: "User") -> QuerySet[Entry]:
    """Return the entries of the bodies whose trail a person reads.

    Which bodies is said by the port AUDIT_READABLE_BODIES: ``(user) -> QuerySet | None``, where
    None means all, entries without a body included.
    """
    bodies = import_string(settings.AUDIT_READABLE_BODIES)(reader)
    if bodies is None:
        return entries()
    return entries().filter(body_id__in=bodies.values("pk"))


def entries_about(subject: models.Model) -> QuerySet[Entry]:
    """Return the entries about one thing, newest first."""
    return (
        entries()
        .filter(
            subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django documents it
            subject_id=str(subject.pk),
        )
        .order_by("-id")
    )


def timeline_of(subject: models.Model, limit: int = 50) -> list[Step]:
    """Return what was done to a thing, oldest first: the last ``limit`` acts, in words.

    The caller has asked whether the reader may see the thing.
    """
    return [
        Step(title=act_of(entry), who=actor_of(entry), at=entry.at, action=entry.action)
        for entry in reversed(entries_about(subject)[:limit])
    ]


def actions() -> list[str]:
    """Return the actions that occur, by name: a loose index scan, quick on millions of rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with recursive step as (
                (select action from audit_entry order by action limit 1)
                union all
                select (select action from audit_entry where action > step.action
                        order by action limit 1)
                from step where step.action is not null)
            select action from step where action is not null
            """
        )
        return [name for (name,) in cursor.fetchall()]


def heads() -> QuerySet[Head]:
    """Return the heads of the days, oldest first."""
    return Head.objects.order_by("day")
