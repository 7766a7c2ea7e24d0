"""Figures of the bodies within reach, how one's own answers are rated, and yearly reports."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.http import download
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals import selectors, services, tables
from ortaq.modules.appeals.forms import ReportForm
from ortaq.modules.appeals.models import Report
from ortaq.modules.appeals.rules import REVIEWERS

LATEST = 20  # reports on the page


@needs("appeals.reports")
def figures(request: SignedRequest) -> HttpResponse:
    """Show the published numbers of what lies within reach, and the reports."""
    return _page(request)


def _page(request: SignedRequest, form: ReportForm | None = None) -> HttpResponse:
    year, quarter, years = tables.period(request)
    rows = selectors.published_for(request.user, year, quarter)
    context = tables.context(rows, year, quarter, years) | {
        "content": selectors.content_of(request.user),
        "reports": list(selectors.reports_for(request.user)[:LATEST]),
        "form": form or _form(request),
    }
    return render(request, "appeals/desk/figures.html", context, status=422 if form else 200)


def _form(request: HttpRequest, data: object = None) -> ReportForm | None:
    """Return the form for a report of one's own bodies, or None: who leads none asks for none."""
    mandates = orgs.mandates_of(request.user, kinds=REVIEWERS)
    bodies = list(dict.fromkeys(mandate.body for mandate in mandates))
    this = timezone.localdate().year
    return ReportForm(data, bodies=bodies, years=[this, this - 1]) if bodies else None


@needs("appeals.reports")
def table(request: SignedRequest) -> HttpResponseBase:
    """Give the same numbers as CSV."""
    year, quarter, _years = tables.period(request)
    rows = selectors.published_for(request.user, year, quarter)
    return tables.csv(rows, year=year, quarter=quarter)


@require_POST
@needs("appeals.reports")
def ask(request: SignedRequest) -> HttpResponse:
    """Ask for a yearly report; a job makes it."""
    form = _form(request, request.POST)
    if form is None:
        return redirect("appeals-desk:figures")
    if not form.is_valid():
        return _page(request, form)
    data = form.cleaned_data
    services.ask_report(
        leader=request.user, body=data["body"], year=data["year"], language=data["language"]
    )
    messages.success(request, _("The report is being made. You will be told when it is ready."))
    return redirect("appeals-desk:figures")


@needs("appeals.download_report", load=selectors.report)
def download_report(_request: SignedRequest, report: Report) -> HttpResponseBase:
    """Give a report that is made."""
    if report.file is None:
        return redirect("appeals-desk:figures")
    return download(report.file, variant="original")
