"""A checked text side by side with the norms; decisions; comparison."""

from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.agreements import selectors, services
from ortaq.modules.agreements.forms import DecisionForm
from ortaq.modules.agreements.models import VERDICT_LABELS
from ortaq.modules.agreements.refusals import REFUSALS
from ortaq.modules.agreements.showing import compared, shown
from ortaq.modules.agreements.views import finding_out
from ortaq.modules.agreements.workflow import Check, Decision

GROUPS = ("worse", "below_ilo", "outdated_reference", "advice", "better", "equal")


@needs("agreements.desk")
@require_safe
def show(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Show findings beside the norms, the worst first; a person decides on each."""
    row = finding_out.version(request, public_id)
    counts = dict(row.findings.values_list("verdict").annotate(Count("pk")).order_by())
    group = request.GET.get("show", "")
    if group not in GROUPS:
        group = next((name for name in GROUPS if counts.get(name)), GROUPS[0])
    findings = row.findings.filter(verdict=group).select_related("decided_by")
    page = paginate(findings, request, per_page=20, order=("place", "id"))
    language = get_language() or "kk"
    context = {
        "version": row,
        "agreement": row.agreement,
        "page": page,
        "rows": [shown(one, language) for one in page.items],
        "tabs": [(name, VERDICT_LABELS[name], counts.get(name, 0)) for name in GROUPS],
        "group": group,
        "refusal": REFUSALS.get(row.refusal, ""),
        "is_running": row.state in (Check.WAITING, Check.READING),
        "is_done": row.state == Check.DONE,
        "missing": [
            norm["statement"].get(language) or norm["statement"]["ru"] for norm in row.missing
        ],
        "open": row.findings.filter(
            Q(verdict="worse") | Q(verdict="below_ilo"), decision=""
        ).count(),
        "may_write": request.user.has_perm("agreements.write", row.agreement),
    }
    return render(request, "agreements/desk/text.html", context)


@needs("agreements.add")
@require_POST
def decide(request: SignedRequest, pk: int) -> HttpResponse:
    """Confirm or reject a finding."""
    row = selectors.finding(pk)
    if row is None or not request.user.has_perm("agreements.write", row.version.agreement):
        raise Http404
    form = DecisionForm(request.POST)
    if form.is_valid():
        services.decide(
            actor=request.user,
            finding=row,
            decision=Decision(form.cleaned_data["decision"]),
            note=form.cleaned_data["note"],
        )
    response = redirect("agreements-desk:text", row.version.public_id)
    response["Location"] += f"?show={row.verdict}#finding-{row.pk}"
    return response


@needs("agreements.desk")
@require_safe
def compare(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Show what this text says beside its earlier texts, the agreement above, and peers."""
    row = finding_out.agreement(request, public_id)
    context = {"agreement": row, **compared(row, get_language() or "kk")}
    return render(request, "agreements/desk/compare.html", context)
