"""A draft checked for everybody, the employer too: nothing is kept."""

import tempfile
from pathlib import Path
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts.access import public
from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.documents.reader import UnreadableError, bounded, read
from ortaq.modules.agreements.forms import DraftForm
from ortaq.modules.agreements.models import VERDICT_LABELS
from ortaq.modules.agreements.refusals import REFUSALS
from ortaq.modules.agreements.running import check_lines
from ortaq.modules.agreements.showing import CHIPS

MOST_LETTERS = 500_000  # about 150 pages: more is checked at the desk, by a job
MOST = 60  # findings on the page; the counts tell of all


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a draft while it is on its way through; keep neither it nor what was found."""
    form = DraftForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if not ratelimit.consume(request, action="agreement_check"):
            context["refusal"], status = _("Too many drafts in a short time. Wait a little."), 429
        elif form.is_valid():
            try:
                report = check_lines(_short(_lines(form.cleaned_data)))
            except UnreadableError as error:
                context["refusal"] = REFUSALS.get(error.reason, REFUSALS["unknown"])
            else:
                context |= _said(report)
                status = 200
    response = render(request, "agreements/public/check.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def _lines(data: dict[str, Any]) -> list[str]:
    upload = data.get("file")
    if not upload:
        return bounded(str(data["text"]).splitlines())
    with tempfile.NamedTemporaryFile() as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        return read(Path(file.name))


def _short(lines: list[str]) -> list[str]:
    if sum(map(len, lines)) > MOST_LETTERS:
        raise UnreadableError("long_draft")
    return lines


def _said(report: Report) -> dict[str, Any]:
    language = get_language() or "kk"
    grave = [f for f in report.findings if f.verdict not in ("better", "equal")]
    return {
        "report": report,
        "rows": [
            {
                "finding": finding,
                "label": VERDICT_LABELS[str(finding.verdict)],
                "chip": CHIPS[str(finding.verdict)],
                "reason": finding.reason.get(language) or finding.reason.get("ru", ""),
            }
            for finding in grave[:MOST]
        ],
        "grave": len(grave),
        "fine": len(report.findings) - len(grave),
        "missing": [
            norm.statement.get(language) or norm.statement["ru"] for norm in report.missing
        ],
    }
