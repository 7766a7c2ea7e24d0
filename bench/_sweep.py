"""The escalation sweep over 1,000,000 open clocks, in a throw-away database filled by SQL.

``python -m bench._sweep`` runs alone; ``./ortaq bench appeals`` asks for ``figures``. A sweep runs
every three minutes and at this size finds some 250 clocks; a thousand are due here, one in a
thousand: half to be warned of, half to be shown further up. Then one percent at once.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from tools.product import ROOT

from bench._figures import Figure, Limit, report, seconds_of

CLOCKS, BODIES, OFFICERS = 1_000_000, 20_500, 3_000
DUE = 1_000  # one of so many is due
LIMIT = 2.0  # seconds


def figures() -> Iterable[Figure]:
    """Fill, sweep, print what was found."""
    took = _measured()
    print(f"sweep: {json.dumps(took)}", flush=True)
    share = 100 * took["moved"] / took["clocks"]
    yield Limit("filling the clocks", took["filled"], "s", None)
    what = f"sweep over {took['clocks']:,} open clocks, {share:.2f} % due"
    yield Limit(what, took["sweep"], "s", LIMIT if took["clocks"] >= CLOCKS else None)
    yield Limit("sweep again at once, nothing due", took["again"], "s", None)
    yield Limit("sweep with 1 % due at once", took["hour"], "s", LIMIT)
    yield Limit("messages of one chunk of 500 clocks", took["telling"], "s", None)


def _measured() -> dict[str, float]:
    from ortaq.ops.postgres import ADMIN, ROLE, Server  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="ortaq-sweep-") as name:
        place = Path(name)
        place.chmod(0o711)  # the user who runs the database must get in
        server = Server(place / "pg")
        server.start()
        try:
            server.sql(f"grant set on parameter session_replication_role to {ROLE}", role=ADMIN)
            done = subprocess.run(
                [sys.executable, "-m", "bench._sweep", "--inside"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
                    "ORTAQ_MODE": "test",
                    "ORTAQ_DATA_DIR": str(place),
                    "ORTAQ_DATABASE_URL": "",
                    "DJANGO_SETTINGS_MODULE": "ortaq.config.settings",
                },
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            server.stop()
    if done.returncode:
        raise RuntimeError(f"the sweep: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _inside(clocks: int) -> dict[str, float]:
    """Run with the throw-away database open: fill it, then sweep."""
    import django  # noqa: PLC0415 -- only now are its settings known

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from ortaq.modules.appeals import services  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now, began = timezone.now(), monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        indexes = _without_indexes(cursor)
        for statement in _FILL:
            cursor.execute(
                statement,
                {"n": clocks, "bodies": BODIES, "officers": OFFICERS, "due": DUE, "now": now},
            )
        for index in indexes:  # at once, not row by row
            cursor.execute(index)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("RESET synchronous_commit")
        for table in ("appeals_appeal", "appeals_clock", "orgs_body", "orgs_path"):
            cursor.execute(f"VACUUM ANALYZE {table}")
    filled = monotonic() - began
    moved: list[int] = []
    sweep = seconds_of(lambda: moved.append(services.escalate_due(now=now)))
    again = seconds_of(lambda: services.escalate_due(now=now))
    ids = _told(connection)
    telling = seconds_of(
        lambda: services.tell_of_clocks(clock_ids=ids, at=now.isoformat()),
    )
    later = now + timedelta(hours=1)
    _make_due(connection, later)
    hour = seconds_of(lambda: services.escalate_due(now=later))
    return {
        "clocks": clocks,
        "filled": filled,
        "moved": moved[0],
        "sweep": sweep,
        "again": again,
        "hour": hour,
        "telling": telling,
    }


def _without_indexes(cursor: Any) -> list[str]:
    """Drop the indexes that no constraint stands on; return the statements that make them."""
    cursor.execute(
        """
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
          FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
         WHERE c.oid IS NULL
           AND i.indrelid IN ('appeals_appeal'::regclass, 'appeals_clock'::regclass)
        """
    )
    found = cursor.fetchall()
    for name, _made in found:
        cursor.execute(f"DROP INDEX {name}")
    return [made for _name, made in found]


def _told(connection: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM appeals_clock WHERE told > 0 ORDER BY id LIMIT 500")
        return [pk for (pk,) in cursor.fetchall()]


def _make_due(connection: Any, moment: Any) -> None:
    """Make one percent due: half to be warned of, half to be shown further up, as in the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE appeals_clock
               SET next_at = %(at)s,
                   due_at = CASE WHEN id %% 200 = 7 THEN %(at)s - interval '1 minute'
                                 ELSE due_at END
             WHERE id %% 100 = 7
            """,
            {"at": moment},
        )
        cursor.execute("VACUUM ANALYZE appeals_clock")


# One primary in two is a miners' one; every fifth clock is of a first word.
_FILL = (
    """
    INSERT INTO orgs_body (id, name, level, kato, opened_on, address, phone, email, sort_key,
                           search_text)
    SELECT n, '{"kk": "Body"}',
           CASE WHEN n = 1 THEN 'centre' WHEN n <= 26 THEN 'branch' WHEN n <= 46 THEN 'region'
                ELSE 'primary' END,
           '', '2020-01-01', '{}', '', '', n::text, ''
      FROM generate_series(1, %(bodies)s) n
    """,
    """
    INSERT INTO orgs_path (ancestor_id, descendant_id, line, depth)
    SELECT n, n, line, 0 FROM generate_series(1, %(bodies)s) n,
           unnest(ARRAY['branch', 'territory']) line
     UNION ALL
    SELECT 2 + n %% 25, n, 'branch', 1 FROM generate_series(47, %(bodies)s) n
     UNION ALL
    SELECT 27 + n %% 20, n, 'territory', 1 FROM generate_series(47, %(bodies)s) n
     UNION ALL
    SELECT 1, n, line, 2 FROM generate_series(47, %(bodies)s) n,
           unnest(ARRAY['branch', 'territory']) line
    """,
    """
    INSERT INTO accounts_user (id, password, public_id, phone_verified, family_name, given_name,
                               patronymic, sex, language, sort_key, name_words, is_active,
                               created_at)
    SELECT n, '', gen_random_uuid(), false, 'Testov', 'Officer', '', '', 'ru', '', '{}', true,
           %(now)s
      FROM generate_series(1, %(officers)s) n
    """,
    """
    INSERT INTO appeals_appeal (id, public_id, number, receipt_digest, author_id, body_id, topic,
           text, manner, secrecy, bypass, urgency, reasons, status, submitted_at, due_on,
           holder_id, desk_id, idempotency_key)
    SELECT n, gen_random_uuid(), '2026-' || lpad(n::text, 7, '0'), '\\x00', 1 + n %% 1000,
           47 + n %% (%(bodies)s - 46), 'pay', 'The bonus was not paid.', 'online', 'named', false,
           'ordinary', '[]', 'in_work', %(now)s - interval '9 days', %(now)s::date + 9,
           1001 + n %% (%(officers)s - 1000),
           CASE WHEN n %% 3 = 0 THEN 47 + n %% (%(bodies)s - 46) ELSE 2 + n %% 25 END,
           gen_random_uuid()
      FROM generate_series(1, %(n)s) n
    """,
    """
    INSERT INTO appeals_clock (appeal_id, kind, rule, to_whom, started_at, due_at, provisional,
                               next_at, told)
    SELECT n, CASE WHEN n %% 5 = 0 THEN 'first_word' ELSE 'answer' END,
           CASE WHEN n %% 5 = 0 THEN 'first_word' ELSE 'answer' END, '',
           %(now)s - interval '9 days',
           CASE WHEN n %% (2 * %(due)s) = 0 THEN %(now)s - interval '1 minute'
                ELSE %(now)s + make_interval(days => 2 + n %% 9) END,
           false,
           CASE WHEN n %% %(due)s = 0 THEN %(now)s - interval '1 minute'
                ELSE %(now)s + make_interval(days => 1 + n %% 9) END,
           0
      FROM generate_series(1, %(n)s) n
    """,
)


if __name__ == "__main__":
    size = int(os.environ.get("BENCH_CLOCKS", CLOCKS))
    if "--inside" in sys.argv:
        print(json.dumps(_inside(size)))
    else:
        report(list(figures()), load=os.getloadavg()[0])
