"""The sweep over the clocks: officers are warned, and what has passed is shown further up.

Set-based: some statements a batch, whatever its size. A batch is one transaction with its
timeline, its trail and the job that tells people, so a killed sweep leaves nothing half done and
the next one finds the same clocks. Rows that another worker has in hand are left to it.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.calendar import calendar
from ortaq.modules.appeals.models import Appeal, Clock
from ortaq.modules.appeals.routing import away_among, kinds_of
from ortaq.modules.appeals.rules import LEADERS
from ortaq.modules.appeals.selectors.clocks import needing_help
from ortaq.modules.appeals.workflow import TERMS, ClockKind, end_of

BATCH = 20_000
TOLD_AT_ONCE = 500  # clocks a job of telling

# The steps of the way up (``models.Told``): primary 1, branch union and territory 2, centre 3.
# Whoever is complained of, or bypassed, sits in the primary: such a matter is shown above it.
# Locked clocks are updated by where they lie and their appeals looked up one by one: by ids alone
# the planner reads both tables whole for one percent of them. A clock that another transaction
# changed just before it was locked here waits for the next sweep.
_SWEEP = """
    WITH due AS MATERIALIZED (
        SELECT ctid AS place, id, appeal_id, kind, rule, due_at, told FROM appeals_clock
         WHERE stopped_at IS NULL AND next_at IS NOT NULL AND next_at <= %(now)s
         ORDER BY next_at LIMIT %(batch)s
           FOR UPDATE SKIP LOCKED
    ), seen AS (
        SELECT due.place, due.due_at <= %(now)s AS passed, due.kind = 'forwarded' AS theirs,
               LEAST(3, GREATEST(
                   due.told + 1,
                   CASE desk.level WHEN 'primary' THEN 1 WHEN 'centre' THEN 3 ELSE 2 END,
                   CASE WHEN appeal.bypass OR appeal.against_id IS NOT NULL THEN 2 ELSE 1 END
               )) AS level,
               appeal.status IN ('submitted', 'in_work') AS open,
               appeal.number, appeal.desk_id, appeal.body_id
          FROM due
         CROSS JOIN LATERAL (
               SELECT status, number, desk_id, body_id, bypass, against_id
                 FROM appeals_appeal WHERE id = due.appeal_id LIMIT 1
               ) appeal
          JOIN orgs_body desk ON desk.id = appeal.desk_id
    ), moved AS (
        UPDATE appeals_clock clock
           SET stopped_at = CASE WHEN NOT seen.open THEN %(now)s ELSE clock.stopped_at END,
               warned_at = CASE WHEN seen.passed THEN clock.warned_at ELSE %(now)s END,
               rung_at = CASE WHEN seen.passed THEN COALESCE(clock.rung_at, %(now)s) END,
               told = CASE WHEN seen.passed AND NOT seen.theirs THEN seen.level
                           ELSE clock.told END,
               next_at = CASE WHEN NOT seen.passed THEN clock.due_at
                              WHEN seen.theirs OR seen.level >= 3 THEN NULL
                              ELSE again.at END
          FROM seen, (SELECT * FROM unnest(%(rules)s::text[], %(again)s::timestamptz[])
                             AS t(rule, at)) again
         WHERE clock.ctid = seen.place AND again.rule = clock.rule
     RETURNING clock.id, clock.appeal_id, seen.open, seen.passed AND NOT seen.theirs AS shown,
               clock.told, seen.number, seen.desk_id, seen.body_id
    ), noted AS (
        INSERT INTO appeals_move (appeal_id, kind, at, who_id, to_id, words)
        SELECT appeal_id, 'escalated', %(now)s, NULL, NULL, MAX(told)::text
          FROM moved WHERE shown AND open
         GROUP BY appeal_id
    )
    SELECT id, appeal_id, open, shown, number, desk_id FROM moved ORDER BY body_id, id
"""


class _Moved(NamedTuple):
    clock: int
    appeal: int
    open: bool
    shown: bool
    number: str
    desk: int


def escalate_due(*, now: datetime) -> int:
    """Warn of clocks that ring soon and show those that rang further up; return how many moved.

    Idempotent: a clock that was looked at says itself when to look again. Safe under several
    workers, and when one of them dies.
    """
    rules = list(TERMS)
    days, here = calendar(), timezone.localtime(now)
    again = [end_of(between, here, days) if (between := TERMS[r].between) else None for r in rules]
    total = 0
    while moved := _sweep(now=now, rules=rules, again=again):
        total += moved
    return total


@transaction.atomic
def _sweep(*, now: datetime, rules: list[str], again: list[datetime | None]) -> int:
    values: dict[str, Any] = {"now": now, "batch": BATCH, "rules": rules, "again": again}
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, values)
        moved = [_Moved(*row) for row in cursor.fetchall()]
    alive = [row for row in moved if row.open]
    shown = {row.appeal: row for row in alive if row.shown}
    if shown:
        audit.record_each(
            action="appeals.escalated",
            model=Appeal,
            rows=[(row.appeal, row.desk, {"number": row.number}) for row in shown.values()],
            actor=None,
        )
    ids = [row.clock for row in alive]
    chunks = [ids[n : n + TOLD_AT_ONCE] for n in range(0, len(ids), TOLD_AT_ONCE)]
    at = now.isoformat()
    jobs.defer_many("appeals.tell_of_clocks", [{"clock_ids": c, "at": at} for c in chunks])
    return len(moved)


def tell_of_clocks(*, clock_ids: list[int], at: str) -> int:
    """Tell officers and leaders of the clocks that a sweep moved; return how many were told.

    Idempotent by the sweep's moment: a leader hears once of a sweep, with the number of appeals
    that need help now; an officer of his own, one by one or, when many, in one message.
    """
    rows = Clock.objects.filter(pk__in=clock_ids, stopped_at__isnull=True)
    clocks = list(rows.select_related("appeal__holder", "appeal__desk").order_by("due_at", "pk"))
    told = _tell_officers(clocks, at)
    late = [clock for clock in clocks if clock.rung_at and clock.kind != ClockKind.FORWARDED]
    return told + sum(_tell_leader(leader, at) for leader in _leaders_of(late))


def _tell_officers(clocks: list[Clock], at: str) -> int:
    """Tell who has the appeals; of one clock by its number, of more by how many."""
    mine: dict[User, list[Clock]] = defaultdict(list)
    nobodys: dict[tuple[int, frozenset[str]], list[User]] = {}
    away = away_among({c.appeal.holder_id for c in clocks if c.appeal.holder_id})
    deputies = User.objects.in_bulk(away.values())
    for clock in clocks:
        for officer in _officers(clock.appeal, nobodys):
            mine[deputies.get(away.get(officer.pk, 0), officer)].append(clock)
    return sum(_tell_officer(officer, found, at) for officer, found in mine.items())


def _officers(appeal: Appeal, known: dict[tuple[int, frozenset[str]], list[User]]) -> list[User]:
    """Return who has an appeal; when nobody by name, everybody at its desk who might take it."""
    if appeal.holder:
        return [appeal.holder]
    kinds = kinds_of(appeal)
    key = (appeal.desk_id, frozenset(kinds))
    if key not in known:
        known[key] = orgs.holders(appeal.desk, kinds=kinds)
    return [officer for officer in known[key] if officer.pk != appeal.author_id]


def _tell_officer(officer: User, clocks: list[Clock], at: str) -> int:
    if len(clocks) > 1:
        return notify(
            users=[officer],
            kind="appeals.clocks",
            params={"count": len(clocks)},
            url="/desk/appeals/",
            key=f"appeals.clocks:{at}",
        )
    [clock] = clocks
    what = "theirs_late" if clock.kind == ClockKind.FORWARDED else _what(clock)
    return notify(
        users=[officer],
        kind=f"appeals.{what}",
        params={"number": clock.appeal.number},
        url=f"/desk/appeals/{clock.appeal.number}/",
        key=f"appeals.{what}:{clock.pk}:{clock.due_at.isoformat()}",
    )


def _what(clock: Clock) -> str:
    return "overdue" if clock.rung_at else "due_soon"


_LEADERS = """
    SELECT DISTINCT held.user_id
      FROM appeals_clock clock
      JOIN appeals_appeal appeal ON appeal.id = clock.appeal_id
      JOIN orgs_path path ON path.descendant_id = appeal.body_id
      JOIN orgs_body body ON body.id = path.ancestor_id AND clock.told
             = CASE body.level WHEN 'primary' THEN 1 WHEN 'centre' THEN 3 ELSE 2 END
      JOIN orgs_mandate held ON held.body_id = body.id AND held.kind = ANY(%s)
     WHERE clock.id = ANY(%s)
"""


def _leaders_of(clocks: list[Clock]) -> list[User]:
    """Return the leaders at the step of the way up that was just taken, on either line."""
    if not clocks:
        return []
    kinds, ids = [kind.value for kind in LEADERS], [clock.pk for clock in clocks]
    with connection.cursor() as cursor:
        cursor.execute(_LEADERS, [kinds, ids])
        people = [pk for (pk,) in cursor.fetchall()]
    return list(User.objects.filter(pk__in=people, is_active=True).order_by("pk"))


def _tell_leader(leader: User, at: str) -> int:
    """Say how many appeals need help from him: those that he may see, and no other."""
    count = needing_help(leader).count()
    if not count:
        return 0
    return notify(
        users=[leader],
        kind="appeals.needs_help",
        params={"count": count},
        url="/desk/appeals/needs-help/",
        key=f"appeals.needs_help:{at}",
    )
