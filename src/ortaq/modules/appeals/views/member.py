"""The member's pages: submit, receipt, see where it stands, read the answer, rate it."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.foundation.files.http import download
from ortaq.foundation.ui.paging import paginate
from ortaq.foundation.ui.sections import drawn
from ortaq.modules.appeals import receipts, selectors, services
from ortaq.modules.appeals.forms import AppealForm, RatingForm, ReopenForm
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.timeline import having, left, timeline
from ortaq.modules.appeals.views.uploads import stored
from ortaq.modules.appeals.workflow import TERM, IllegalStepError, Status, Step, can
from ortaq.modules.membership import selectors as membership

CODE_SHOWN_FOR = timedelta(hours=1)


@signed_in
def mine(request: SignedRequest) -> HttpResponse:
    """List one's own appeals, the newest first."""
    rows = selectors.appeals_of(request.user)
    page = paginate(rows, request, per_page=20, order=("-submitted_at", "-pk"))
    return render(request, "appeals/member/mine.html", {"page": page})


@signed_in
def new(request: SignedRequest) -> HttpResponse:
    """Ask the union; a person who is no member yet is shown the way in."""
    user = request.user
    bodies = membership.bodies_of(user)
    if not bodies:
        return render(request, "appeals/member/join_first.html")
    is_sent = request.method == "POST"
    form = AppealForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, bodies=bodies
    )
    if form.is_valid():
        data = form.cleaned_data
        appeal = selectors.by_key(user, data["key"])
        if appeal is None and (files := stored(form, user)) is not None:
            appeal = services.submit_appeal(
                author=user,
                body=data["body"],
                topic=data["topic"],
                text=data["text"],
                idempotency_key=data["key"],
                files=files,
            )
        if appeal is not None:
            return redirect("appeals:receipt", number=appeal.number)
    context = {"form": form, "term": TERM.workdays}
    return render(
        request, "appeals/member/new.html", context, status=422 if form.is_bound else 200
    )


@needs("appeals.own", load=selectors.appeal)
def receipt(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show the receipt; its code only in the first hour, so that a lent phone tells nothing."""
    fresh = timezone.now() - appeal.submitted_at < CODE_SHOWN_FOR
    code = receipts.code_of(appeal.public_id) if fresh else ""
    # The code stands after '#': a browser keeps it to itself, so it reaches no log.
    address = f"{settings.PUBLIC_URL}/check/?number={appeal.number}#{code.replace(' ', '')}"
    context = {
        "appeal": appeal,
        "code": code,
        "address": address,
        "having": having(appeal) if appeal.is_open else "",
        "term": TERM.workdays,
    }
    response = render(request, "appeals/member/receipt.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@needs("appeals.own", load=selectors.appeal)
def show(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show one's appeal: where it stands, what came back, what one can do."""
    return _show(request, appeal)


def _show(
    request: SignedRequest,
    appeal: Appeal,
    *,
    rating: RatingForm | None = None,
    reopening: ReopenForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    status = Status(appeal.status)
    context = {
        "appeal": appeal,
        "replies": selectors.replies_of(appeal),
        "files": selectors.files_of(appeal),
        "steps": timeline(appeal, selectors.moves_of(appeal), reader=request.user, today=today),
        "having": having(appeal) if appeal.is_open else "",
        "left": left(appeal, today=today) if appeal.is_open else "",
        "rating": (rating or RatingForm()) if can(Step.RATE, status) else None,
        "reopening": (reopening or ReopenForm()) if can(Step.REOPEN, status) else None,
        "reopening_open": reopening is not None,
        "sections": drawn(settings.APPEALS_OWN_SECTIONS, request, appeal),
    }
    code = 422 if rating or reopening else 200
    return render(request, "appeals/member/show.html", context, status=code)


@require_POST
@needs("appeals.rate", load=selectors.appeal)
def rate(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Rate the answer; the appeal is closed."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _show(request, appeal, rating=form)
    user = request.user
    try:
        services.rate_answer(author=user, appeal=appeal, **form.cleaned_data)
        messages.success(request, _("Thank you. Your word is counted."))
    except IllegalStepError:
        messages.info(request, _("This answer is already rated."))
    return redirect("appeals:show", number=appeal.number)


@require_POST
@needs("appeals.reopen", load=selectors.appeal)
def reopen(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Ask again; a new term begins."""
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _show(request, appeal, reopening=form)
    user = request.user
    try:
        services.reopen_appeal(author=user, appeal=appeal, reason=form.cleaned_data["reason"])
        messages.success(request, _("Your appeal is in work again."))
    except IllegalStepError:
        messages.info(request, _("This appeal is already in work."))
    except services.TooLateError:
        messages.info(
            request, _("The answer is more than 90 days old. Please submit a new appeal.")
        )
    return redirect("appeals:show", number=appeal.number)


@needs("appeals.download", load=selectors.attachment)
def file(request: SignedRequest, attachment: Attachment) -> HttpResponseBase:
    """Give the copy without hidden personal details."""
    return download(attachment.file, variant="clean")
