"""Numbers of appeals: 2026-000123."""

from django.db import connection

from ortaq.foundation.events import rapid


def next_numbers(year: int, *, count: int = 1) -> list[str]:
    """Return the next numbers of a year without making authors wait for one another.

    One sequence serves all years; a year's numbers begin where the sequence stood when its first
    appeal came. A number is a name, not a count: one is lost when a transaction fails.
    """
    numbers = _take(year, count)
    if not numbers:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO appeals_numberyear (year, base)"
                " SELECT %s, CASE WHEN is_called THEN last_value ELSE last_value - 1 END"
                " FROM appeals_number ON CONFLICT DO NOTHING",
                [year],
            )
        numbers = _take(year, count)
    return numbers


def _take(year: int, count: int) -> list[str]:
    """Return the numbers by one question, or none when the year has no beginning yet."""
    rows = rapid.ask(
        "SELECT nextval('appeals_number') - base"
        " FROM appeals_numberyear, generate_series(1, %s::int) WHERE year = %s",
        [count, year],
    )
    return [f"{year}-{serial:06d}" for (serial,) in rows]
