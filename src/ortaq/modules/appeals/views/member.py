"""The member's pages: submit, receipt, see where it stands, read the answer, rate it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.foundation.accounts.models import User
from ortaq.foundation.files.http import download
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import receipts, selectors, services
from ortaq.modules.appeals.forms import AppealForm, ReceiptForm
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.receipts import CODE_SHOWN_FOR, check_address
from ortaq.modules.appeals.routing import posts_above
from ortaq.modules.appeals.selectors import cases
from ortaq.modules.appeals.timeline import having
from ortaq.modules.appeals.views.carried import carried
from ortaq.modules.appeals.views.uploads import UploadRefusedError, storing
from ortaq.modules.appeals.workflow import TERM, Secrecy
from ortaq.modules.membership import selectors as membership


@signed_in
def mine(request: SignedRequest) -> HttpResponse:
    """List one's own appeals, the newest first."""
    rows = selectors.appeals_of(request.user)
    page = paginate(rows, request, per_page=20, order=("-submitted_at", "-pk"))
    shared = cases.signable_cases(request.user)
    return render(request, "appeals/member/mine.html", {"page": page, "shared": shared})


@signed_in
def new(request: SignedRequest) -> HttpResponse:
    """Ask the union; a person who is no member yet is shown the way in."""
    user = request.user
    bodies = membership.bodies_of(user)
    if not bodies:
        return render(request, "appeals/member/join_first.html")
    is_sent = request.method == "POST"
    form = AppealForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        bodies=bodies,
        posts=[p for body in bodies for p in posts_above(body) if p.officer.pk != user.pk],
        initial=carried(request),
    )
    if form.is_valid() and (appeal := submitted(form, user)):
        return redirect("appeals:receipt", number=appeal.number)
    context = {"form": form, "term": TERM.workdays}
    return render(
        request, "appeals/member/new.html", context, status=422 if form.is_bound else 200
    )


def submitted(form: AppealForm, user: User) -> Appeal | None:
    """Return the appeal of a valid form, the first one of its key; None when a file is refused.

    Files are stored inside the act, in its one transaction, and not at all for a twin.
    """
    data, intake = form.cleaned_data, form.intake()
    nameless = intake.secrecy is Secrecy.CONFIDENTIAL
    try:
        return services.submit_appeal(
            author=user,
            body=data["body"],
            topic=data["topic"],
            text=data["text"],
            idempotency_key=data["key"],
            files=storing(form, user, nameless=nameless),
            intake=intake,
        )
    except UploadRefusedError as refused:
        form.add_error(refused.field, refused.reason)
        return None


@needs("appeals.own", load=selectors.appeal)
def receipt(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show the receipt; its code only in the first hour, so that a lent phone tells nothing."""
    fresh = timezone.now() - appeal.submitted_at < CODE_SHOWN_FOR
    code = receipts.code_of(appeal.public_id) if fresh else ""
    address = check_address(appeal.number, code)
    context = {
        "appeal": appeal,
        "code": code,
        "person": str(request.user.public_id),
        "address": address,
        "having": having(appeal) if appeal.is_open else "",
        "term": TERM.workdays,
    }
    response = render(request, "appeals/member/receipt.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@needs("appeals.own", load=selectors.appeal)
def agree(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Say that what an officer wrote down is what one said."""
    if appeal.entered_by_id:
        services.confirm_entered(author=request.user, appeal=appeal)
        messages.success(request, _("Thank you. You confirmed the words."))
    return redirect("appeals:show", number=appeal.number)


@signed_in
def claim(request: SignedRequest) -> HttpResponse:
    """Take the appeal that one asked as a guest to one's own."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not ratelimit.consume(request, action="check_receipt"):
            form.add_error(None, _("Too many tries. Please wait a few minutes."))
        else:
            try:
                appeal = services.claim(user=request.user, **form.cleaned_data)
            except services.ClaimError:
                form.add_error(
                    None, _("No appeal of a guest has this number and this code together.")
                )
            else:
                messages.success(request, _("The appeal is among your own now."))
                return redirect("appeals:show", number=appeal.number)
    status = 422 if form.is_bound else 200
    return render(request, "appeals/member/claim.html", {"form": form}, status=status)


@needs("appeals.download", load=selectors.attachment)
def file(request: SignedRequest, attachment: Attachment) -> HttpResponseBase:
    """Give the copy without hidden personal details."""
    return download(attachment.file, variant="clean")
