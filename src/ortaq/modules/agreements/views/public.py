"""A draft checked for everybody, the employer too: nothing is kept."""

import tempfile
from pathlib import Path
from threading import Lock
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts.access import public
from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.documents.reader import GUEST, UnreadableError, bounded, read
from ortaq.modules.agreements.forms import DraftForm
from ortaq.modules.agreements.models import VERDICT_LABELS
from ortaq.modules.agreements.refusals import REFUSALS
from ortaq.modules.agreements.running import QUICK, check_apart, norms_on
from ortaq.modules.agreements.showing import CHIPS

BUSY, RETRY_AFTER = 503, "30"  # a draft takes at most ten seconds to read and fifteen to check
# A process checks one guest's draft at a time: many at once would leave no one to draw pages.
_one_at_a_time = Lock()
MOST = 60  # findings on the page; the counts tell of all


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a draft while it is on its way through; keep neither it nor what was found."""
    form = DraftForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        said, status = _answered(request, form)
        context |= said
    response = render(request, "agreements/public/check.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    if status == BUSY:
        response["Retry-After"] = RETRY_AFTER
    return response


def _answered(request: HttpRequest, form: DraftForm) -> tuple[dict[str, Any], int]:
    if not ratelimit.consume(request, action="agreement_check"):
        return {"refusal": _("Too many drafts in a short time. Wait a little.")}, 429
    if not form.is_valid():
        return {}, 422
    if not _one_at_a_time.acquire(blocking=False):
        return {
            "refusal": _(
                "Another draft is being checked. Press the button again in half a minute."
            )
        }, BUSY
    try:
        report = check_apart(_lines(form.cleaned_data), norms_on(), limits=QUICK)
    except UnreadableError as error:
        return {"refusal": REFUSALS.get(error.reason, REFUSALS["unknown"])}, 422
    finally:
        _one_at_a_time.release()
    return _said(report), 200


def _lines(data: dict[str, Any]) -> list[str]:
    upload = data.get("file")
    if not upload:
        return bounded(str(data["text"]).splitlines(), GUEST)
    with tempfile.NamedTemporaryFile() as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        return read(Path(file.name), GUEST)


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
