"""The nightly clean-up: every registered kind of data, no longer than promised."""

import calendar
import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import personal
from ortaq.foundation.accounts.models import RetentionRun

log = logging.getLogger(__name__)


class RetentionIncompleteError(Exception):
    """Some kinds could not be cleaned; the others were. The job runs again."""


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier, or that month's last day."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(years, month + 1)[1])
    return moment.replace(year=years, month=month + 1, day=day)


def enforce_retention(*, now: datetime | None = None) -> int:
    """Remove what is older than its term and note it, kind by kind; return how many rows went.

    One kind's failure stops neither the others nor the alarm: RetentionIncompleteError at the end.
    """
    now = now or timezone.now()
    removed, failed = 0, []
    for term in personal.retentions():
        if term.months is None:
            continue
        before = months_before(now, term.months) - timedelta(days=term.days)
        try:
            removed += _purge(term, before, now)
        except Exception:
            log.exception("retention of %s failed", term.kind)
            failed.append(term.kind)
    if failed:
        raise RetentionIncompleteError(", ".join(failed))
    return removed


@transaction.atomic
def _purge(term: personal.Retention, before: datetime, now: datetime) -> int:
    count = term.purge(before)
    RetentionRun.objects.create(kind=term.kind, ran_at=now, before=before, removed=count)
    return count


def tidy_throttle() -> int:
    """Drop spent counters of the throttle; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("delete from cache_throttle where expires < now()")  # made by 0002
        return int(cursor.rowcount)
