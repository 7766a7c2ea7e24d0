"""The desk writes down for who came; confirms roads; types the words of voice messages."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals import receipts, selectors, services
from ortaq.modules.appeals.forms import GuestForm, InPersonForm, RouteForm
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.receipts import CODE_SHOWN_FOR, check_address
from ortaq.modules.appeals.workflow import IllegalStepError
from ortaq.modules.membership import selectors as membership


class FindForm(forms.Form):
    """Whom to look for; it goes by POST, for a number has no place in an address."""

    q = forms.CharField(
        label=gettext_lazy("Card number, IIN, phone or name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


@needs("appeals.desk")
def enter(request: SignedRequest) -> HttpResponse:
    """Find the member who came."""
    form = FindForm(request.POST if request.method == "POST" else None)
    people = None
    if form.is_valid():
        people = membership.search_members(request.user, form.cleaned_data["q"])
    context = {"form": form, "people": people}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "appeals/desk/enter.html", context, status=status)


def _person(public_id: UUID) -> User | None:
    return accounts.person(public_id)


@needs("appeals.enter_for", load=_person)
def enter_for(request: SignedRequest, person: User) -> HttpResponse:
    """Write down what a member says."""
    bodies = membership.bodies_of(person)
    if not bodies:
        raise Http404
    form = InPersonForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if form.is_valid():
        data = form.cleaned_data
        try:
            appeal = services.enter_for(
                officer=request.user,
                author=person,
                body=data["body"],
                text=data["text"],
                idempotency_key=data["key"],
                topic=data["topic"],
                intake=form.intake(),
            )
        except (services.NotSuitableError, services.OwnAppealError):
            form.add_error(None, _("You cannot write down an appeal for this person."))
        else:
            return redirect("appeals-desk:entered", number=appeal.number)
    near = request.user.has_perm("membership.read_person", person)
    context = {
        "form": form,
        "name": person.full_name if near else "",
        "draft": f"{person.public_id}:{request.user.public_id}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "appeals/desk/entering.html", context, status=status)


@needs("appeals.desk")
def enter_guest(request: SignedRequest) -> HttpResponse:
    """Write down what somebody says who is no member."""
    form = GuestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        appeal = services.submit_as_guest(
            guest=form.guest(get_language() or "kk"),
            body=form.body(),
            text=data["text"],
            idempotency_key=data["key"],
            topic=data["topic"],
            officer=request.user,
            intake=form.intake(),
        )
        return redirect("appeals-desk:entered", number=appeal.number)
    context = {"form": form, "draft": f"guest:{request.user.public_id}"}
    status = 422 if form.is_bound else 200
    return render(request, "appeals/desk/entering.html", context, status=status)


@needs("appeals.entered", load=selectors.appeal)
def entered(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show the receipt to who wrote the appeal down, to be printed; its code for one hour."""
    fresh = timezone.now() - appeal.submitted_at < CODE_SHOWN_FOR
    code = receipts.code_of(appeal.public_id) if fresh else ""
    context = {"appeal": appeal, "code": code, "address": check_address(appeal.number, code)}
    response = render(request, "appeals/desk/receipt.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@needs("appeals.work", load=selectors.appeal)
def route(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Confirm or correct the topic and the urgency; the appeal may go to another officer."""
    form = RouteForm(request.POST)
    was = appeal.holder_id
    if not form.is_valid():
        messages.error(request, _("Choose a topic and an urgency."))
        return redirect("appeals-desk:show", number=appeal.number)
    try:
        after = services.confirm_route(officer=request.user, appeal=appeal, **form.cleaned_data)
    except IllegalStepError:
        messages.info(request, _("This appeal is not open any more."))
    except services.NotSuitableError:
        messages.error(request, _("Say why it is no danger: the author reads it."))
    else:
        if after.holder_id == was:
            messages.success(request, _("Confirmed."))
        else:
            messages.success(request, _("It has gone to the officer for that topic."))
            return redirect("appeals-desk:queue")
    return redirect("appeals-desk:show", number=appeal.number)


@require_POST
@needs("appeals.transcribe", load=selectors.attachment)
def transcribe(request: SignedRequest, attachment: Attachment) -> HttpResponse:
    """Keep the typed words of a voice message."""
    number = attachment.appeal.number
    words = request.POST.get("words", "").replace("\0", "").strip()[:10_000]
    if words:
        services.transcribe(officer=request.user, attachment=attachment, words=words)
        messages.success(request, _("The words are kept; the member reads them too."))
    return redirect("appeals-desk:show", number=number)
