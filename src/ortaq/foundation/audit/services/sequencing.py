"""The sequencer: gives each entry its place in the chain, a moment after it was written."""

import logging
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.audit.chain import GENESIS, Row, link
from ortaq.foundation.audit.events import AuditLagging
from ortaq.foundation.audit.models import ChainLink, Head
from ortaq.foundation.audit.selectors import is_lagging, lag
from ortaq.foundation.events import jobs
from ortaq.foundation.events.bus import publish

logger = logging.getLogger(__name__)

BATCH = 2_000
LOCK = 0x0A0D_17  # one number in the whole database; not used elsewhere

# Arrays, not joins: the planner then goes by the indexes however large the trail has grown.
_TAKE = """
delete from audit_pending where entry_id = any(array(
    select entry_id from audit_pending order by entry_id limit %s))
returning entry_id
"""
_READ = """
select id, at, actor_id, action, subject_type, subject_id, body_id, params
from audit_entry where id = any(%s) order by id
"""


def sequence() -> int:
    """Chain all that waits, batch by batch; return how many entries.

    Entries are taken as their transactions commit, so one that commits late gets a later place
    and none is passed over: what to do stands in ``Pending``, not in a high-water mark.
    """
    done = 0
    while batch := _sequence_batch():
        done += batch
    return done


@transaction.atomic
def _sequence_batch() -> int:
    """Chain one batch; 0 when nothing waits or another sequencer is at work."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute(_TAKE, [BATCH])
        taken = [entry_id for (entry_id,) in cursor.fetchall()]
        if not taken:
            return 0
        cursor.execute(_READ, [taken])
        rows = [Row(*values) for values in cursor.fetchall()]
        seq, head = last_link()
        with cursor.copy("copy audit_chainlink (seq, entry_id, hash) from stdin") as copy:
            for seq, row in enumerate(rows, seq + 1):  # noqa: B020 -- continues the count
                head = link(head, row)
                copy.write_row((seq, row.id, head))
    return len(rows)


def last_link() -> tuple[int, bytes]:
    """Return number and hash of the last link; 0 and zeros before the first."""
    last = ChainLink.objects.order_by("-seq").values_list("seq", "hash").first()
    return (last[0], bytes(last[1])) if last else (0, GENESIS)


def sequence_soon() -> None:
    """Ask for the sequencer in the caller's transaction, unless it has been asked already."""
    jobs.defer_once("audit.sequence")


@transaction.atomic
def close_day(*, day: date | None = None) -> Head | None:
    """Keep the chain's head at the end of a day (default: yesterday); None for an empty chain.

    It is written to the log too, which lives outside the database. Again changes nothing.
    """
    day = day or timezone.localdate() - timedelta(days=1)
    known = Head.objects.filter(day=day).first()
    seq, digest = last_link()
    if known or not seq:
        return known
    head = Head.objects.create(day=day, seq=seq, hash=digest)
    logger.info("audit head %s %s %s", day, seq, digest.hex())
    return head


@transaction.atomic
def watch() -> None:
    """State AuditLagging when the chain lags; its receiver tells once an hour."""
    state = lag()
    if is_lagging(state):
        logger.error("the audit chain lags: %s entries, %.0f s", state.pending, state.seconds)
        publish(AuditLagging(pending=state.pending, seconds=int(state.seconds)))
