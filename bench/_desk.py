"""A union with 1,000,000 appeals at 20,500 bodies, filled by SQL into the product's own schema."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tools.product import ROOT, Product

APPEALS, BODIES, PEOPLE = 1_000_000, 20_500, 100_000
OPEN, DESK, OWN = 60_000, 5_000, 200  # open of all; at the measured desk; in the lawyer's hands
BRANCHES, REGIONS = 25, 20
FILLED = "appeals.filled"


def folder() -> Path:
    """Where it lives: BENCH_APPEALS, or a folder of var that is kept and used again."""
    return Path(os.environ.get("BENCH_APPEALS", ROOT / "var" / "bench-appeals"))


@contextmanager
def desk() -> Iterator[tuple[Product, float]]:
    """Serve the filled union, filling it when it is not there; yield the seconds of filling."""
    place = folder()
    with Product(place, size="small", patience=600) as product:
        os.environ.update(
            ORTAQ_MODE="demo",
            ORTAQ_DATA_DIR=str(place),
            ORTAQ_DATABASE_URL="",
            ORTAQ_EMAIL_HOST="",
            ORTAQ_PUBLIC_URL=product.address,
            DJANGO_SETTINGS_MODULE="ortaq.config.settings",
        )
        import django  # noqa: PLC0415 -- only now are its settings known

        django.setup()
        seconds = 0.0
        if not (place / FILLED).exists():
            print(f"filling {place} with {APPEALS:,} appeals: some minutes, once", flush=True)
            began = time.perf_counter()
            _fill(place)
            seconds = time.perf_counter() - began
            (place / FILLED).write_text(f"{seconds:.0f} s\n")
        yield product, seconds


def _fill(place: Path) -> None:
    """Bodies and posts by the product's own models; people, appeals and moves by SQL."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now

    from ortaq.foundation.accounts.models import User  # noqa: PLC0415
    from ortaq.ops.postgres import ADMIN, Server  # noqa: PLC0415

    server = Server(place / "pg")
    first = (User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    columns = _columns(connection, "accounts_user")
    _run(server, ADMIN, _people(columns), first=first, last=first + PEOPLE - 1)
    lawyer, branch, colleague = _posts(_bodies(), first)
    _run(
        server,
        ADMIN,
        _SQL,
        appeals=APPEALS,
        open=OPEN,
        desk=DESK,
        own=OWN,
        lawyer=lawyer,
        colleague=colleague,
        branch=branch,
        first=first,
        people=PEOPLE,
    )
    for table in ("appeals_appeal", "appeals_move", "appeals_clock", "orgs_path", "orgs_mandate"):
        _run(server, ADMIN, f"VACUUM ANALYZE {table}")


def _columns(connection: Any, table: str) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in described]


def _run(server: Any, role: str, statement: str, **values: int) -> None:
    """Run a script as the superuser of this scratch database: foreign keys are not asked."""
    for name, value in values.items():
        statement = statement.replace(f":{name}:", str(int(value)))
    server.sql(statement, database="ortaq", role=role)


def _people(columns: list[str]) -> str:
    """Copies of one person with ids of their own; nobody of them signs in."""
    own = {
        "id": "n",
        "public_id": "gen_random_uuid()",
        "email": "NULL",
        "phone": "NULL",
        "family_name": "'Азамат' || (n % 997)",
        "given_name": "'Айбек' || (n % 89)",
        "sort_key": "lpad(n::text, 8, '0')",
        "language": "CASE WHEN n % 3 = 0 THEN 'ru' ELSE 'kk' END",
        "is_staff": "false",
        "is_superuser": "false",
    }
    chosen = ", ".join(own.get(name, f"one.{name}") for name in columns)
    names = ", ".join(columns)
    return f"""
        SET session_replication_role = replica;
        INSERT INTO accounts_user ({names})
        SELECT {chosen} FROM (SELECT * FROM accounts_user WHERE email = 'aigul@example.org') one,
               generate_series(:first:, :last:) n;
        SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), :last:);
        ANALYZE accounts_user;
    """  # noqa: S608 -- names of our own columns


def _bodies() -> dict[str, list[Any]]:
    """Open branches, regions and primaries below them, as the demo's bulk loads do."""
    from django.utils import timezone  # noqa: PLC0415

    from ortaq.foundation.orgs import selectors as orgs  # noqa: PLC0415
    from ortaq.foundation.orgs.models import Body, Line, Link  # noqa: PLC0415
    from ortaq.foundation.orgs.services import rebuild_paths  # noqa: PLC0415

    rng, day, centre = Random(4), timezone.localdate(), orgs.centre()  # noqa: S311 -- invention
    day = day.replace(year=day.year - 5, day=1)

    def made(level: str, count: int, word: str) -> list[Body]:
        rows = [
            Body(
                name={"kk": f"{word} {n}", "ru": f"{word} {n}", "en": f"{word} {n}"},
                level=level,
                opened_on=day,
                sort_key=f"{word} {n:06d}",
                search_text=f"{word} {n}".casefold(),
            )
            for n in range(count)
        ]
        return Body.objects.bulk_create(rows, batch_size=2_000)

    there = Body.objects.count()
    levels = Body.Level
    branches, regions = (
        made(levels.BRANCH, BRANCHES, "Сала"),
        made(levels.REGION, REGIONS, "Аймақ"),
    )
    primaries = made(levels.PRIMARY, BODIES - there - BRANCHES - REGIONS, "Бастауыш")
    links = [Link(child=one, parent=centre, line=Line.BRANCH, since=day) for one in branches]
    links += [Link(child=one, parent=centre, line=Line.TERRITORY, since=day) for one in regions]
    for one in primaries:
        links.append(Link(child=one, parent=rng.choice(branches), line=Line.BRANCH, since=day))
        links.append(Link(child=one, parent=rng.choice(regions), line=Line.TERRITORY, since=day))
    Link.objects.bulk_create(links, batch_size=5_000)
    rebuild_paths()
    return {"branches": branches, "regions": regions}


def _posts(bodies: dict[str, list[Any]], first: int) -> tuple[int, int, int]:
    """Fill the posts above; return the measured lawyer, his branch and a colleague there."""
    from django.utils import timezone  # noqa: PLC0415

    from ortaq.foundation.accounts import selectors as accounts  # noqa: PLC0415
    from ortaq.foundation.orgs import selectors as orgs  # noqa: PLC0415
    from ortaq.foundation.orgs.kinds import Kind  # noqa: PLC0415
    from ortaq.foundation.orgs.models import Mandate  # noqa: PLC0415

    since = timezone.localdate().replace(month=1, day=1)
    lawyers = (Kind.LAWYER, Kind.LAWYER, Kind.LAWYER)
    kinds = (Kind.CHAIR, Kind.OFFICER, *lawyers, Kind.INSPECTOR)
    posts, person = [], first
    for body in [*bodies["branches"], *bodies["regions"]]:
        for kind in kinds:
            posts.append((person, body.pk, kind))
            person += 1
    daniyar = accounts.find_by_address("daniyar@example.org")
    if daniyar is None:
        raise LookupError("the demo has no Daniyar")
    home = orgs.mandates_of(daniyar)[0].body_id
    colleague = person
    posts.append((colleague, home, Kind.LAWYER))
    Mandate.objects.bulk_create(
        Mandate(
            user_id=user,
            body_id=body,
            kind=kind,
            state=Mandate.State.HELD,
            since=since,
            proposed_by_id=first + PEOPLE - 1,
            confirmed_by_id=first + PEOPLE - 2,
        )
        for user, body, kind in posts
    )
    return daniyar.pk, home, colleague


# The newest numbers are open. A body's appeals lie at its branch with one of its three lawyers;
# the first :desk: open ones lie at the desk that is measured. Indexes are made after the rows.
_SQL = """
SET session_replication_role = replica;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
SET synchronous_commit = off;
SELECT setval('appeals_number', (SELECT last_value FROM appeals_number) + :appeals:);
CREATE TEMP TABLE place AS
SELECT row_number() OVER (ORDER BY down.descendant_id) - 1 AS nr, down.descendant_id AS body,
       up.id AS desk
  FROM orgs_path down
  JOIN orgs_body up ON up.id = down.ancestor_id AND up.level = 'branch'
  JOIN orgs_body here ON here.id = down.descendant_id AND here.level = 'primary'
 WHERE down.line = 'branch' AND down.depth = 1;
CREATE TEMP TABLE lawyer AS
SELECT body_id AS desk, user_id,
       row_number() OVER (PARTITION BY body_id ORDER BY user_id) - 1 AS nr,
       count(*) OVER (PARTITION BY body_id) AS many
  FROM orgs_mandate WHERE kind = 'lawyer' AND state = 'held';
CREATE INDEX ON place (nr); ANALYZE place; ANALYZE lawyer;
CREATE TEMP TABLE made AS
SELECT n, n <= :open: AS is_open, n <= :desk: AS is_here,
       place.body, CASE WHEN n <= :desk: THEN :branch: ELSE place.desk END AS desk,
       CASE WHEN n <= :own: THEN :lawyer: WHEN n <= :desk: THEN :colleague:
            ELSE lawyer.user_id END AS holder,
       :first: + (hashint8(n) & 2147483647) % :people: AS author,
       (ARRAY['pay', 'pay', 'dismissal', 'hours', 'safety', 'pressure', 'agreement'])
           [1 + (hashint8(n + 7) & 2147483647) % 7] AS topic,
       CASE WHEN n <= :open:
            THEN now() - make_interval(mins => (hashint8(n + 1) & 2147483647) % 40000)
            ELSE now() - interval '30 days'
                 - make_interval(mins => (hashint8(n + 1) & 2147483647) % 2000000) END AS at
  FROM generate_series(1, :appeals:) n
  JOIN place ON place.nr = (hashint8(n + 3) & 2147483647) % (SELECT count(*) FROM place)
  LEFT JOIN lawyer ON lawyer.desk = place.desk AND lawyer.nr = n % lawyer.many;
CREATE TEMP TABLE kept_index AS
SELECT i.indexname, i.indexdef FROM pg_indexes i
 WHERE i.tablename IN ('appeals_appeal', 'appeals_move') AND NOT EXISTS (
       SELECT FROM pg_constraint c WHERE c.conname = i.indexname);
DO $do$ DECLARE one record; BEGIN
    FOR one IN SELECT * FROM kept_index LOOP EXECUTE format('DROP INDEX %I', one.indexname);
    END LOOP; END $do$;
INSERT INTO appeals_appeal
       (public_id, number, receipt_digest, author_id, body_id, topic, text, manner, secrecy,
        bypass, urgency, reasons, status, submitted_at, due_on, holder_id, desk_id,
        idempotency_key, answered_at, closed_at, first_word_at)
SELECT gen_random_uuid(), '2025-' || lpad((:appeals: + n)::text, 8, '0'),
       sha256(n::text::bytea), author, body, topic,
       'Қазан айының сыйлықақысы ауысымға төленбеді. Бригадирден сұрадық, жауап болмады. ' || n,
       'online', CASE WHEN n % 10 = 0 THEN 'confidential' ELSE 'named' END, false,
       CASE WHEN n % 50 = 0 THEN 'danger' WHEN n % 5 = 0 THEN 'simple' ELSE 'ordinary' END, '[]',
       CASE WHEN is_open THEN CASE WHEN n % 3 = 0 THEN 'submitted' ELSE 'in_work' END
            WHEN n % 40 = 0 THEN 'answered' ELSE 'closed' END,
       at, (at + interval '21 days')::date, holder, desk, gen_random_uuid(),
       CASE WHEN NOT is_open THEN at + interval '6 days' END,
       CASE WHEN NOT is_open AND n % 40 > 0 THEN at + interval '9 days' END,
       CASE WHEN NOT is_open OR n % 3 > 0 THEN at + interval '5 hours' END
  FROM made WHERE author <> holder OR holder IS NULL ORDER BY n DESC;
INSERT INTO appeals_move (appeal_id, kind, at, who_id, to_id, words)
SELECT id, 'submitted', submitted_at, author_id, holder_id, '' FROM appeals_appeal
 WHERE number LIKE '2025-________';
INSERT INTO appeals_move (appeal_id, kind, at, who_id, to_id, words)
SELECT id, CASE status WHEN 'closed' THEN 'rated' WHEN 'answered' THEN 'answered' ELSE 'taken' END,
       COALESCE(closed_at, answered_at, first_word_at), holder_id, holder_id, ''
  FROM appeals_appeal WHERE number LIKE '2025-________' AND first_word_at IS NOT NULL;
DO $do$ DECLARE one record; BEGIN
    FOR one IN SELECT * FROM kept_index LOOP EXECUTE one.indexdef; END LOOP; END $do$;
INSERT INTO appeals_clock (appeal_id, kind, rule, started_at, due_at, told, to_whom,
       provisional)
SELECT id, 'answer', 'answer', submitted_at, due_on + time '18:00', 0, '', false
  FROM appeals_appeal WHERE number LIKE '2025-________' AND status IN ('submitted', 'in_work');
"""
