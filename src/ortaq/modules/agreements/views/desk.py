"""The registry, an agreement's page, and taking its text in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.agreements import selectors, services
from ortaq.modules.agreements.forms import (
    AgreementForm,
    NewAgreementForm,
    PromiseForm,
    RoundForm,
    UploadForm,
)
from ortaq.modules.agreements.models import Agreement
from ortaq.modules.agreements.views import finding_out
from ortaq.modules.agreements.views.finding_out import complain

FORM = "agreements/desk/form.html"
FIELDS = ("title", "level", "employer", "oked", "signed_on", "expires_on", "covered", "above")


@needs("agreements.desk")
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """Show the registry: those that end soon first, when asked."""
    rows = selectors.agreements_for(request.user)
    today = timezone.localdate()
    ending = selectors.ending_soon(rows, today)
    asked = request.GET.get("show") == "ending"
    page = paginate(ending if asked else rows, request, order=("-id",))
    context = {"page": page, "ending": ending.count(), "asked": asked, "today": today}
    return render(request, "agreements/desk/index.html", context)


@needs("agreements.add")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedRequest) -> HttpResponse:
    """Enter an agreement, with its text if it is at hand."""
    form = NewAgreementForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not request.user.has_perm("agreements.write", data["body"]):
            raise Http404
        row = services.register_agreement(
            actor=request.user, body=data["body"], draft=_draft(data)
        )
        if data.get("file"):
            _take_in(request, row, data["file"])
        return redirect("agreements-desk:show", row.public_id)
    context = {"form": form, "title": _("A new agreement"), "button": _("Enter")}
    return render(request, FORM, context, status=422 if form.errors else 200)


def _draft(data: dict[str, Any]) -> services.Draft:
    return services.Draft(**{name: data[name] for name in FIELDS})


@needs("agreements.desk")
@require_safe
def show(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Show an agreement: texts, promises, rounds."""
    row = finding_out.agreement(request, public_id)
    context = {
        "agreement": row,
        "versions": row.versions.order_by("-no").select_related("by"),
        "promises": row.promises.all()[:100],
        "rounds": row.rounds.all()[:20],
        "may_write": request.user.has_perm("agreements.write", row),
        "upload": UploadForm(),
        "promise_form": PromiseForm(),
        "round_form": RoundForm(initial={"proposed_on": timezone.localdate()}),
        "today": timezone.localdate(),
    }
    return render(request, "agreements/desk/show.html", context)


@needs("agreements.add")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Correct what the registry says."""
    row = finding_out.agreement(request, public_id, "write")
    initial = {name: getattr(row, name) for name in FIELDS} | {
        "bin": row.employer.bin if row.employer else ""
    }
    form = AgreementForm(request.POST or None, initial=initial, bodies=[row.body], agreement=row)
    if request.method == "POST" and form.is_valid():
        services.change_agreement(
            actor=request.user, agreement=row, draft=_draft(form.cleaned_data)
        )
        return redirect("agreements-desk:show", row.public_id)
    context = {"form": form, "title": row.title, "button": _("Save"), "agreement": row}
    return render(request, FORM, context, status=422 if form.errors else 200)


@needs("agreements.add")
@require_POST
def upload(request: SignedRequest, public_id: UUID) -> HttpResponse:
    """Take a new text in; a job reads and checks it."""
    row = finding_out.agreement(request, public_id, "write")
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        complain(request, form)
    else:
        _take_in(request, row, form.cleaned_data["file"])
    return redirect("agreements-desk:show", row.public_id)


def _take_in(request: SignedRequest, row: Agreement, file: Any) -> None:
    try:
        services.add_version(actor=request.user, agreement=row, name=file.name or "", stream=file)
    except FileRefusedError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("The text is in. The check takes a few seconds."))
