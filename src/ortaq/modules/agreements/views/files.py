"""Files to take away: the commented DOCX, the PDF report, JSON, the protocol."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.http import content_disposition
from ortaq.foundation.files.pdf import pdf_of
from ortaq.modules.agreements import papers, selectors
from ortaq.modules.agreements.views import finding_out

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition(name)
    response["Cache-Control"] = "private, no-store"
    return response


@needs("agreements.desk")
@require_safe
def docx(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Give the text with comments."""
    row = finding_out.version(request, public_id)
    return _file(papers.commented(row), DOCX, f"agreement-{row.no}-checked.docx")


@needs("agreements.desk")
@require_safe
def pdf(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Give the report."""
    row = finding_out.version(request, public_id)
    data = pdf_of(papers.report_html(row))
    return _file(data, "application/pdf", f"agreement-{row.no}-checked.pdf")


@needs("agreements.desk")
@require_safe
def as_json(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Give the findings in the shape of ``agreement_check --json``, with people's decisions."""
    row = finding_out.version(request, public_id)
    fields = (
        "verdict",
        "clause",
        "item",
        "norm_id",
        "param_key",
        "article",
        "point",
        "stated",
        "required",
        "quote",
        "confidence",
        "reason",
        "proposed",
        "decision",
    )
    rows = list(selectors.spoken(row).values(*fields))
    body = {
        "findings": [one for one in rows if one["verdict"] != "advice"],
        "missing": [
            {"norm_id": norm["id"], "param_key": norm["param_key"]} for norm in row.missing
        ],
        "advice": [one for one in rows if one["verdict"] == "advice"],
        "edition": row.edition,
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = content_disposition(f"agreement-{row.no}-checked.json")
    return response


@needs("agreements.desk")
@require_safe
def protocol(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Give the protocol of disagreements."""
    row = finding_out.round_(request, public_id)
    return _file(papers.protocol(row), DOCX, "protocol-of-disagreements.docx")
