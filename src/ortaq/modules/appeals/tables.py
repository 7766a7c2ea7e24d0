"""Figures as a table: the same columns on a page and in a file."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets.writing import OutColumn, csv_response
from ortaq.modules.appeals.labels import LABELS
from ortaq.modules.appeals.selectors.figures import Shown, periods
from ortaq.modules.appeals.workflow.measures import COUNTS, QUARTERS, YEAR

PAGE = ("submitted", "ended", "remedied", "tenge")  # what fits a page; the file has all
FILE = (*(name for name in COUNTS if name in LABELS), "tenge", "days")


def period(request: HttpRequest) -> tuple[int, int, list[int]]:
    """Return the year and the quarter that a page asks for, and the years there are."""
    years = periods()
    asked = request.GET.get("year", ""), request.GET.get("quarter", "")
    year = next((one for one in years if str(one) == asked[0]), years[0] if years else 0)
    quarter = next((one for one in QUARTERS if str(one) == asked[1]), YEAR)
    return year, quarter, years


def context(rows: list[Shown], year: int, quarter: int, years: list[int]) -> dict[str, object]:
    """Return what the figures' template draws."""
    return {
        "rows": [(row, [row[name] for name in PAGE]) for row in rows],
        "heads": [LABELS[name] for name in PAGE],
        "whole": next((row for row in rows if row.body.level == "centre"), None),
        "year": year,
        "quarter": quarter,
        "years": years,
        "quarters": QUARTERS,
        "counted_at": rows[0].counted_at if rows else None,
    }


def csv(rows: Iterable[Shown], *, year: int, quarter: int) -> StreamingHttpResponse:
    """Return the figures as CSV; what is hidden is three dots."""
    columns = [
        OutColumn(_("Organisation")),
        *(OutColumn(LABELS[name], "number") for name in FILE),
        OutColumn(LABELS["first_word"], "number"),
    ]
    name = f"appeals-{year}" + (f"-q{quarter}" if quarter else "")
    return csv_response(_lines(rows), columns, name=name)


def _lines(rows: Iterable[Shown]) -> Iterator[list[object]]:
    for row in rows:
        numbers = [row[name] for name in FILE] + [row.first_word_hours]
        yield [str(row.body), *("…" if n is None else n for n in numbers)]
