"""Numbers of appeals: 2026-000123."""

from django.db import connection

from ortaq.modules.appeals.models import NumberYear


def next_numbers(year: int, *, count: int = 1) -> list[str]:
    """Return the next numbers of a year without making authors wait for one another.

    One sequence serves all years; a year's numbers begin where the sequence stood when its first
    appeal came. A number is a name, not a count: one is lost when a transaction fails.
    """
    if not NumberYear.objects.filter(year=year).exists():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO appeals_numberyear (year, base)"
                " SELECT %s, CASE WHEN is_called THEN last_value ELSE last_value - 1 END"
                " FROM appeals_number ON CONFLICT DO NOTHING",
                [year],
            )
    base = NumberYear.objects.get(year=year).base
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('appeals_number') FROM generate_series(1, %s)", [count])
        return [f"{year}-{serial - base:06d}" for (serial,) in cursor.fetchall()]
