"""Counting a year of the whole union by body and quarter, for pages that must not count."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.orgs.models import Body, Line, Path
from ortaq.modules.appeals.calendar import calendar
from ortaq.modules.appeals.models import Appeal, Tally
from ortaq.modules.appeals.selectors.figures import Shown, shown
from ortaq.modules.appeals.workflow import HOURS
from ortaq.modules.appeals.workflow.measures import COUNTS, MEDIANS, SUMS, YEAR, hidden_cells

_ABOVE = """
    above AS MATERIALIZED (
        SELECT DISTINCT path.descendant_id AS body_id, path.ancestor_id
          FROM orgs_path path JOIN orgs_body body ON body.id = path.ancestor_id
         WHERE CASE WHEN %(only)s::bigint IS NULL THEN body.level <> 'primary'
                    ELSE path.ancestor_id = %(only)s END
    )"""
_SUBMITTED = f"""
    WITH {_ABOVE}, here AS (
        SELECT body_id, EXTRACT(quarter FROM submitted_at AT TIME ZONE %(zone)s)::int AS quarter,
               COUNT(*) AS n
          FROM appeals_appeal
         WHERE merged_into_id IS NULL AND submitted_at >= %(since)s AND submitted_at < %(until)s
         GROUP BY 1, 2
    )
    SELECT above.ancestor_id, COALESCE(here.quarter, 0), SUM(here.n)::bigint
      FROM here JOIN above USING (body_id)
     GROUP BY GROUPING SETS ((above.ancestor_id, here.quarter), (above.ancestor_id))
"""  # noqa: S608 -- no word of these comes from outside
# One pass over the appeals that ended in the year. A moment's place on the scale of working time
# is the working minutes before its day plus those of the day itself.
_ENDED = f"""
    WITH {_ABOVE},
    days AS MATERIALIZED (
        SELECT * FROM unnest(%(days)s::date[], %(before)s::int[], %(works)s::int[])
            AS t(day, before, works)
    ),
    ended AS (
        SELECT appeal.id, appeal.body_id, appeal.submitted_at, appeal.first_word_at,
               appeal.answered_at, appeal.closed_at,
               EXTRACT(quarter FROM appeal.closed_at AT TIME ZONE %(zone)s)::int AS quarter
          FROM appeals_appeal appeal
         WHERE appeal.status = 'closed' AND appeal.merged_into_id IS NULL
           AND appeal.closed_at >= %(since)s AND appeal.closed_at < %(until)s
    ),
    last AS (
        SELECT DISTINCT ON (o.appeal_id) o.appeal_id, o.kind, o.remedies, o.tenge, o.verdict,
               o.stated_at
          FROM appeals_outcome o JOIN ended ON ended.id = o.appeal_id
         ORDER BY o.appeal_id, o.stated_at DESC, o.id DESC
    ),
    stars AS (
        SELECT DISTINCT ON (r.appeal_id) r.appeal_id, r.stars
          FROM appeals_reply r JOIN ended ON ended.id = r.appeal_id
         WHERE r.stars IS NOT NULL
         ORDER BY r.appeal_id, r.at DESC, r.id DESC
    ),
    cases AS MATERIALIZED (
        SELECT ended.body_id, ended.quarter, last.kind, last.verdict, stars.stars,
               CASE WHEN last.kind IN ('remedied', 'partly') THEN last.remedies END AS remedies,
               CASE WHEN last.kind IN ('remedied', 'partly') THEN last.tenge ELSE 0 END AS tenge,
               CASE WHEN word.day IS NOT NULL THEN GREATEST(0,
                   word.before + word.works * LEAST(GREATEST(
                   EXTRACT(epoch FROM (ended.first_word_at AT TIME ZONE %(zone)s)::time)::int / 60
                   - %(opens)s, 0), %(length)s)
               - asked.before - asked.works * LEAST(GREATEST(
                   EXTRACT(epoch FROM (ended.submitted_at AT TIME ZONE %(zone)s)::time)::int / 60
                   - %(opens)s, 0), %(length)s)) END AS minutes,
               (COALESCE(last.stated_at, ended.answered_at, ended.closed_at)
                AT TIME ZONE %(zone)s)::date - asked.day AS days
          FROM ended
          LEFT JOIN last ON last.appeal_id = ended.id
          LEFT JOIN stars ON stars.appeal_id = ended.id
          LEFT JOIN days asked ON asked.day = (ended.submitted_at AT TIME ZONE %(zone)s)::date
          LEFT JOIN days word ON word.day = (ended.first_word_at AT TIME ZONE %(zone)s)::date
    )
    SELECT above.ancestor_id, COALESCE(cases.quarter, 0),
           COUNT(*),
           COUNT(*) FILTER (WHERE kind = 'remedied'),
           COUNT(*) FILTER (WHERE kind = 'partly'),
           COUNT(*) FILTER (WHERE kind = 'refused'),
           COUNT(*) FILTER (WHERE kind = 'court'),
           COUNT(*) FILTER (WHERE kind = 'withdrawn'),
           COUNT(*) FILTER (WHERE kind IS NULL),
           COUNT(*) FILTER (WHERE kind <> 'withdrawn' AND verdict = 'yes'),
           COUNT(*) FILTER (WHERE kind <> 'withdrawn' AND verdict <> 'yes'),
           COUNT(stars),
           COUNT(*) FILTER (WHERE stars >= 4),
           COUNT(*) FILTER (WHERE stars < 4),
           COUNT(*) FILTER (WHERE 'money' = ANY(remedies)),
           COUNT(*) FILTER (WHERE 'reinstated' = ANY(remedies)),
           COUNT(*) FILTER (WHERE 'danger_removed' = ANY(remedies)),
           COUNT(*) FILTER (WHERE 'right_restored' = ANY(remedies)),
           COUNT(*) FILTER (WHERE 'explained' = ANY(remedies)),
           SUM(tenge)::bigint,
           COUNT(minutes),
           percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes)::int,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY days)::int
      FROM cases JOIN above USING (body_id)
     GROUP BY GROUPING SETS ((above.ancestor_id, cases.quarter), (above.ancestor_id))
"""  # noqa: S608
_COLUMNS = (*COUNTS[1:], "tenge", "worded", *MEDIANS)
_PLACES = f"""
    WITH {_ABOVE}
    SELECT DISTINCT array_agg(ancestor_id ORDER BY ancestor_id)
      FROM above
     WHERE EXISTS (SELECT 1 FROM appeals_appeal appeal WHERE appeal.body_id = above.body_id)
     GROUP BY body_id
"""  # noqa: S608

Rows = dict[tuple[object, int], dict[str, int]]
Params = dict[str, str | int | datetime | list[date] | list[int] | None]


def count_figures(*, now: datetime, years: Iterable[int] = ()) -> int:
    """Count the years that may have changed, this one and the last; return how many rows it made.

    Idempotent: a year is counted whole and replaces what was counted before, in one transaction,
    so that a page never shows half of it. ``years``: others, for the first time.
    """
    this = timezone.localdate(now).year
    made = 0
    for year in sorted({this, this - 1, *years}):
        made += _count_year(year=year, now=now)
    return made


@transaction.atomic
def _count_year(*, year: int, now: datetime) -> int:
    table = _counted(year)
    parts, rests = _parts()
    for rest, (parent, children) in rests.items():
        for quarter in range(YEAR, 5):
            inside = [table.get((child, quarter), {}) for child in children]
            whole = table.get((parent, quarter), {})
            table[rest, quarter] = {
                m: whole.get(m, 0) - sum(row.get(m, 0) for row in inside) for m in SUMS
            }
    hides = defaultdict(list)
    for where, quarter, measure in hidden_cells(table, parts, rests):
        hides[where, quarter].append(measure)
    Tally.objects.filter(year=year).delete()
    rows = [
        Tally(
            body_id=where,
            year=year,
            quarter=quarter,
            values=values,
            hidden=sorted(hides[where, quarter]),
            counted_at=now,
        )
        for (where, quarter), values in table.items()
        if isinstance(where, int)
    ]
    Tally.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def count_of(body: Body, year: int) -> dict[int, Shown]:
    """Count a year of one body alone, hidden as far as its own sums ask for; for its report.

    For a primary, of which nothing is published. Takes as long as a pass over the year's appeals.
    """
    table = _counted(year, only=body.pk)
    hides = defaultdict(list)
    for where, quarter, measure in hidden_cells(table, {body.pk: frozenset({0})}):
        hides[where, quarter].append(measure)
    now = timezone.now()
    return {
        quarter: shown(
            Tally(
                body=body, year=year, quarter=quarter, values=table[body.pk, quarter],
                hidden=hides[body.pk, quarter], counted_at=now,
            )
        )
        for quarter in range(YEAR, 5)
    }  # fmt: skip


def _counted(year: int, *, only: int | None = None) -> Rows:
    """Return the measures of every body above primaries, or of one, by quarter and year."""
    params: Params = {**_period(year), **_working_days(year), "only": only}
    table: Rows = defaultdict(lambda: dict.fromkeys(SUMS, 0))
    with connection.cursor() as cursor:
        cursor.execute(_SUBMITTED, params)
        for body, quarter, n in cursor.fetchall():
            table[body, quarter]["submitted"] = n
        cursor.execute(_ENDED, params)
        for body, quarter, *numbers in cursor.fetchall():
            table[body, quarter] |= {
                name: n for name, n in zip(_COLUMNS, numbers, strict=True) if n is not None
            }
    above = Body.objects.exclude(level=Body.Level.PRIMARY).values_list("pk", flat=True)
    for pk in [only] if only else above:
        for quarter in range(YEAR, 5):
            table[pk, quarter]  # a body that did nothing says so
    return dict(table)


def _period(year: int) -> Params:
    zone = timezone.get_default_timezone()
    return {
        "zone": settings.TIME_ZONE,
        "since": datetime(year, 1, 1, tzinfo=zone),
        "until": datetime(year + 1, 1, 1, tzinfo=zone),
    }


def _working_days(year: int) -> Params:
    """Return how many working minutes lie before each day that a case of the year may touch."""
    first = Appeal.objects.order_by("submitted_at").values_list("submitted_at", flat=True).first()
    since = timezone.localdate(first) if first else date(year, 1, 1)
    since, until = max(since, date(year - 5, 1, 1)), date(year + 1, 1, 1)
    length = HOURS.a_day * 60
    known = calendar()
    days, before, works, passed = [], [], [], 0
    for n in range((until - since).days):
        day = since + timedelta(days=n)
        is_work = int(known.is_workday(day))
        days.append(day)
        before.append(passed)
        works.append(is_work)
        passed += length * is_work
    opens = HOURS.opens.hour * 60 + HOURS.opens.minute
    return {"days": days, "before": before, "works": works, "opens": opens, "length": length}


Rests = dict[object, tuple[int, list[int]]]


def _parts() -> tuple[dict[object, frozenset[int]], Rests]:
    """Return of what each body is made, and what of a body lies under none of its parts.

    Primaries with the same bodies above them are one place; those without an appeal are none: who
    knows which have none could leave them out too.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"only": None})
        places = [row[0] for row in cursor.fetchall()]
    held: dict[object, set[int]] = defaultdict(set)
    for place, ancestors in enumerate(places):
        for body in ancestors:
            held[body].add(place)
    rests: Rests = {}
    for line in Line.values:
        for parent, children in _families(line).items():
            inside = set().union(*(held[child] for child in children))
            if left := held[parent] - inside:
                rest = f"rest of {parent}, {line}"
                held[rest] = left
                rests[rest] = (parent, children)
    return {name: frozenset(own) for name, own in held.items()}, rests


def _families(line: str) -> dict[int, list[int]]:
    """Return the bodies directly below each in a line, without primaries."""
    below: dict[int, list[int]] = defaultdict(list)
    rows = Path.objects.filter(line=line, depth=1).exclude(descendant__level=Body.Level.PRIMARY)
    for parent, child in rows.values_list("ancestor_id", "descendant_id"):
        below[parent].append(child)
    return below
