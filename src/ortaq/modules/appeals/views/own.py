"""One's own appeal: where it stands, what came of it, and one's word on that."""

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.sections import drawn
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms import ReopenForm, VerdictForm, WithdrawForm
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.timeline import having, left, promises, timeline
from ortaq.modules.appeals.workflow import IllegalStepError, Status, Step, Verdict, can


@needs("appeals.own", load=selectors.appeal)
def show(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show one's appeal: where it stands, what came back, what one can do."""
    return _show(request, appeal)


def _show(request: SignedRequest, appeal: Appeal, wrong: Form | None = None) -> HttpResponse:
    """Draw the page; ``wrong`` is a form that must be filled in better."""
    today = timezone.localdate()
    status = Status(appeal.status)
    context = {
        "appeal": appeal,
        "replies": selectors.replies_of(appeal),
        "files": selectors.files_of(appeal),
        "steps": timeline(appeal, selectors.moves_of(appeal), reader=request.user, today=today),
        "having": having(appeal) if appeal.is_open else "",
        "left": left(appeal, today=today) if appeal.is_open else "",
        "promises": _promises(appeal),
        "promised_on": selectors.promised_day(appeal),
        "outcome": selectors.waiting_outcome(appeal),
        "wrong": wrong,
        "agreed": appeal.entered_by_id and selectors.is_agreed(appeal),
        **_forms(appeal, status, wrong),
        "sections": drawn(settings.APPEALS_OWN_SECTIONS, request, appeal),
    }
    code = 422 if wrong else 200
    return render(request, "appeals/member/show.html", context, status=code)


def _promises(appeal: Appeal) -> list[str]:
    if not appeal.is_open:
        return []
    return promises(appeal, selectors.clocks_of(appeal), now=timezone.now())


def _forms(appeal: Appeal, status: Status, wrong: Form | None) -> dict[str, Form | None]:
    """Return what one can say now: yes or no to an outcome; ask again; ask no more."""
    answered, closed = status is Status.ANSWERED, status is Status.CLOSED
    may_reopen = closed and appeal.merged_into_id is None
    denying = wrong if isinstance(wrong, VerdictForm) else VerdictForm(auto_id="no_%s")
    reopening = wrong if isinstance(wrong, ReopenForm) else ReopenForm()
    withdrawing = wrong if isinstance(wrong, WithdrawForm) else WithdrawForm()
    return {
        "confirming": VerdictForm(auto_id="yes_%s") if answered else None,
        "denying": denying if answered else None,
        "reopening": reopening if may_reopen else None,
        "withdrawing": withdrawing if can(Step.WITHDRAW, status) else None,
    }


@require_POST
@needs("appeals.confirm", load=selectors.appeal)
def confirm(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Take the author's yes or no to the outcome, with stars and words if he likes."""
    form = VerdictForm(request.POST, auto_id="no_%s")
    if not form.is_valid():
        return _show(request, appeal, form)
    data = form.cleaned_data
    verdict = Verdict(data["verdict"])
    try:
        services.confirm_outcome(
            author=request.user,
            appeal=appeal,
            verdict=verdict,
            words=data["words"],
            stars=data["stars"],
        )
    except IllegalStepError:
        messages.info(request, _("There is nothing to confirm here."))
    else:
        if verdict is Verdict.YES:
            messages.success(request, _("Thank you. Your word is counted."))
        else:
            messages.success(request, _("Your appeal is in work again."))
    return redirect("appeals:show", number=appeal.number)


@require_POST
@needs("appeals.reopen", load=selectors.appeal)
def reopen(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Ask again; a new term begins."""
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _show(request, appeal, form)
    try:
        services.reopen_appeal(
            author=request.user, appeal=appeal, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("Your appeal is in work again."))
    except IllegalStepError:
        messages.info(request, _("This appeal is already in work."))
    except services.TooLateError:
        messages.info(
            request, _("The answer is more than 90 days old. Please submit a new appeal.")
        )
    return redirect("appeals:show", number=appeal.number)


@require_POST
@needs("appeals.withdraw", load=selectors.appeal)
def withdraw(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Ask no more; the officer is told."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show(request, appeal, form)
    try:
        services.withdraw(author=request.user, appeal=appeal, reason=form.cleaned_data["reason"])
        messages.success(request, _("Your appeal is withdrawn."))
    except IllegalStepError:
        messages.info(request, _("This appeal is not open any more."))
    return redirect("appeals:show", number=appeal.number)
