"""Figures of appeals for everybody: read from last night's count, never counted here."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts.access import public
from ortaq.modules.appeals import selectors, tables
from ortaq.modules.appeals.labels import LABELS
from ortaq.modules.appeals.workflow.measures import ENDINGS, REMEDIES


@public
def figures(request: HttpRequest) -> HttpResponse:
    """Show what came of appeals in a period, by branch and territory."""
    year, quarter, years = tables.period(request)
    rows = selectors.published(year, quarter)
    context = tables.context(rows, year, quarter, years)
    whole = next((row for row in rows if row.body.level == "centre"), None)
    if whole:
        context["charts"] = [
            (_("How appeals ended"), [(LABELS[m], whole[m]) for m in ENDINGS]),
            (_("What members got"), [(LABELS[m], whole[m]) for m in REMEDIES]),
        ]
    return render(request, "appeals/public/figures.html", context)


@public
def table(request: HttpRequest) -> HttpResponseBase:
    """Give the same numbers as CSV."""
    year, quarter, _years = tables.period(request)
    return tables.csv(selectors.published(year, quarter), year=year, quarter=quarter)
