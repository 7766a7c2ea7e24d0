"""Numbers of appeals: 2026-000123."""

from typing import cast

from django.db import connection

from ortaq.modules.appeals.models import NumberYear


def next_number(year: int) -> str:
    """Return the next number of a year without making authors wait for one another.

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
        cursor.execute("SELECT nextval('appeals_number')")
        serial = cast("int", cursor.fetchone()[0]) - base
    return f"{year}-{serial:06d}"
