"""Promises, rounds of bargaining, proposals."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.agreements import errors, selectors, services
from ortaq.modules.agreements.checking.offered import OFFERED
from ortaq.modules.agreements.forms import (
    AnswerForm,
    MarkForm,
    PromiseForm,
    ProposalForm,
    RoundForm,
)
from ortaq.modules.agreements.models import Promise, Proposal, Round
from ortaq.modules.agreements.views import finding_out
from ortaq.modules.agreements.views.finding_out import complain
from ortaq.modules.agreements.workflow import DAYS_TO_SIGN, Kept, Outcome

SUGGESTED = 20


@needs("agreements.desk")
@require_safe
def show(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Show the table of proposals: the union's words, the employer's, what came of it."""
    row = finding_out.round_(request, public_id)
    context = {
        "round": row,
        "agreement": row.agreement,
        "proposals": row.proposals.all()[:200],
        "form": ProposalForm(),
        "may_write": request.user.has_perm("agreements.write", row.agreement)
        and row.closed_on is None,
        "days_to_sign": DAYS_TO_SIGN,
        "suggested": _suggested(row),
    }
    return render(request, "agreements/desk/round.html", context)


def _suggested(row: Round) -> list[dict[str, Any]]:
    """Words for what the check found, without those that are on the table already."""
    latest = selectors.latest_checked(row.agreement)
    if latest is None:
        return []
    language = get_language() or "kk"
    known = set(row.proposals.values_list("idempotency_key", flat=True))
    found = selectors.spoken(latest).filter(verdict__in=selectors.GRAVE)[:SUGGESTED]
    suggested = [
        {"clause": one.clause, "key": key, "words": words}
        for one in found
        if (key := uuid5(row.public_id, f"finding {one.pk}")) not in known
        and (words := one.proposed.get(language) or one.proposed.get("ru") or one.required)
    ]
    return suggested + [
        {"clause": "", "key": key, "words": OFFERED[norm["param_key"]][language == "kk"]}
        for norm in latest.missing
        if norm["param_key"] in OFFERED
        and (key := uuid5(row.public_id, f"missing {norm['param_key']}")) not in known
    ]


@needs("agreements.add")
@require_POST
def open_round(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Begin bargaining."""
    row = finding_out.agreement(request, public_id, "write")
    form = RoundForm(request.POST)
    if not form.is_valid():
        complain(request, form)
        return redirect("agreements-desk:show", row.public_id)
    try:
        made = services.open_round(actor=request.user, agreement=row, **form.cleaned_data)
    except errors.RoundOpenError:
        messages.error(request, _("A round of bargaining is open already."))
        return redirect("agreements-desk:show", row.public_id)
    return redirect("agreements-desk:round", made.public_id)


@needs("agreements.add")
@require_POST
def propose(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Put a clause on the table."""
    row = finding_out.round_(request, public_id, "write")
    form = ProposalForm(request.POST)
    if not form.is_valid():
        complain(request, form)
    else:
        _try(request, services.propose, actor=request.user, round_=row, **form.cleaned_data)
    return redirect("agreements-desk:round", row.public_id)


def _try(request: SignedRequest, act: Any, **arguments: Any) -> None:
    try:
        act(**arguments)
    except errors.RoundClosedError:
        messages.error(request, _("The round of bargaining has ended."))


@needs("agreements.add")
@require_POST
def close(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """End the round."""
    row = finding_out.round_(request, public_id, "write")
    _try(request, services.close_round, actor=request.user, round_=row)
    return redirect("agreements-desk:round", row.public_id)


@needs("agreements.add")
@require_POST
def answer(request: SignedRequest, pk: int) -> HttpResponse:
    """Write down the employer's answer to a proposal."""
    row = Proposal.objects.select_related("round__agreement__body").filter(pk=pk).first()
    if row is None or not request.user.has_perm("agreements.write", row.round.agreement):
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        complain(request, form)
    else:
        _try(
            request,
            services.answer_proposal,
            actor=request.user,
            proposal=row,
            employer_text=form.cleaned_data["employer_text"],
            outcome=Outcome(form.cleaned_data["outcome"]),
        )
    return redirect("agreements-desk:round", row.round.public_id)


@needs("agreements.add")
@require_POST
def promise(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Put a duty on the checklist."""
    row = finding_out.agreement(request, public_id, "write")
    form = PromiseForm(request.POST)
    if form.is_valid():
        services.promise(actor=request.user, agreement=row, **form.cleaned_data)
    else:
        complain(request, form)
    return redirect("agreements-desk:show", row.public_id)


@needs("agreements.add")
@require_POST
def mark(request: SignedRequest, pk: int) -> HttpResponse:
    """Write down whether a promise is kept."""
    row = Promise.objects.select_related("agreement__body").filter(pk=pk).first()
    if row is None or not request.user.has_perm("agreements.write", row.agreement):
        raise Http404
    form = MarkForm(request.POST)
    if form.is_valid():
        services.mark_promise(
            actor=request.user,
            promise=row,
            state=Kept(form.cleaned_data["state"]),
            note=form.cleaned_data["note"],
        )
    return redirect("agreements-desk:show", row.agreement.public_id)
