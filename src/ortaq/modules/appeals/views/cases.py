"""Collective cases: the officer's page, and the page where members sign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import services
from ortaq.modules.appeals.forms import AnswerForm
from ortaq.modules.appeals.forms.desk import WordCaseForm
from ortaq.modules.appeals.models import ENDING_LABELS, Appeal, Case
from ortaq.modules.appeals.selectors import cases as kept
from ortaq.modules.appeals.selectors import queue as queued
from ortaq.modules.appeals.workflow import STATED, Ending

# The officer's pages


@needs("appeals.case", load=kept.case)
def case(request: SignedRequest, case: Case) -> HttpResponse:
    """Show a collective case: its appeals, its crowd, one answer to all."""
    return _case(request, case)


def _case(
    request: SignedRequest,
    case: Case,
    *,
    wording: WordCaseForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    officer = request.user
    page = paginate(kept.appeals_of_case(case, officer), request, order=queued.ORDER)
    crowd = kept.crowd_of(case)
    mine = kept.open_with(case, officer)
    may_answer = bool(mine) and officer.has_perm("appeals.answer_case", case)
    may_keep = case.closed_at is None and officer.has_perm("appeals.keep_case", case)
    initial = {"title": case.title, "words": case.words}
    context = {
        "case": case,
        "page": page,
        "rows": queued.rows_of(page.items, officer),
        "crowd": crowd,
        "mine": mine,
        "replies": kept.case_replies_of(case),
        "answer": (answer or answer_form(case, _ending(request))) if may_answer else None,
        "endings": [(one.value, ENDING_LABELS[one]) for one in STATED],
        "wording": (wording or WordCaseForm(initial=initial)) if may_keep else None,
        "wording_open": wording is not None,
        "may_close": may_keep and not crowd.open,
    }
    code = 422 if wording or answer else 200
    return render(request, "appeals/desk/case.html", context, status=code)


def _ending(request: SignedRequest) -> Ending:
    asked = request.POST.get("kind") or request.GET.get("as", "")
    return Ending(asked) if asked in {one.value for one in STATED} else Ending.REMEDIED


def answer_form(case: Case, ending: Ending, data: object = None) -> AnswerForm:
    """Return the form of one answer to all: words and outcome, no files."""
    like = Appeal(topic=case.topic)  # the form asks only what it is about
    form = AnswerForm(data, appeal=like, ending=ending)
    del form.fields["attachments"]
    return form


@require_POST
@needs("appeals.answer_case", load=kept.case)
def answer_case(request: SignedRequest, case: Case) -> HttpResponse:
    """Answer all open appeals of a case, each in its own thread."""
    form = answer_form(case, _ending(request), request.POST)
    if not form.is_valid():
        return _case(request, case, answer=form)
    try:
        services.answer_case(
            officer=request.user,
            case=case,
            text=form.cleaned_data["text"],
            outcome=form.stated,
        )
        messages.success(
            request, _("The answer goes to each member. This page shows how far it is.")
        )
    except services.CaseBusyError:
        messages.info(request, _("The last answer is still on its way to the members."))
    except (services.NotOfCaseError, services.NotHolderError):
        messages.info(request, _("Nothing in this case waits for an answer of yours."))
    return redirect("appeals-desk:case", number=case.number)


@require_POST
@needs("appeals.keep_case", load=kept.case)
def word_case(request: SignedRequest, case: Case) -> HttpResponse:
    """Say what a case is about, for those who may sign it."""
    form = WordCaseForm(request.POST)
    if not form.is_valid():
        return _case(request, case, wording=form)
    services.word_case(actor=request.user, case=case, **form.cleaned_data)
    messages.success(request, _("Members of the same place read these words now."))
    return redirect("appeals-desk:case", number=case.number)


@require_POST
@needs("appeals.keep_case", load=kept.case)
def close_case(request: SignedRequest, case: Case) -> HttpResponse:
    """Close a case in which nothing is open."""
    try:
        services.close_case(actor=request.user, case=case)
        messages.success(request, _("The case is closed."))
    except services.NotOfCaseError:
        messages.info(request, _("An appeal in this case is still open."))
    return redirect("appeals-desk:case", number=case.number)


# The member's page


@needs("appeals.sign_case", load=kept.case)
def shared(request: SignedRequest, case: Case) -> HttpResponse:
    """Show a collective case to who may sign it: the matter and the count, nobody's name."""
    context = {
        "case": case,
        "crowd": kept.crowd_of(case),
        "has_signed": kept.has_signed(request.user, case),
        "own": kept.own_in_case(request.user, case),
    }
    return render(request, "appeals/member/case.html", context)


@require_POST
@needs("appeals.sign_case", load=kept.case)
def sign(request: SignedRequest, case: Case) -> HttpResponse:
    """Sign a case, or take one's signature back."""
    try:
        if request.POST.get("back"):
            services.unsign_case(person=request.user, case=case)
            messages.success(request, _("Your signature is taken back."))
        else:
            services.sign_case(person=request.user, case=case)
            messages.success(request, _("You have signed. Nobody but you sees your name here."))
    except services.NotSignableError:
        messages.info(request, _("This case is closed."))
    return redirect("appeals:case", number=case.number)
