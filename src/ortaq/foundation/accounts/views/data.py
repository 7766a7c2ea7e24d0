"""My data: what we hold and why, consents, corrections, a copy, erasure, who looked."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts import challenge, consents, personal, phones, selectors, services
from ortaq.foundation.accounts.access import SignedRequest, signed_in
from ortaq.foundation.accounts.adapter import TOO_MANY, WRONG_CODE
from ortaq.foundation.accounts.errors import (
    AddressTakenError,
    BadIinError,
    CodeExpiredError,
    ErasureBlockedError,
    NotOpenError,
    WrongCodeError,
)
from ortaq.foundation.accounts.forms import (
    AddressForm,
    CodeForm,
    CorrectionForm,
    EraseForm,
    ProfileForm,
)
from ortaq.foundation.accounts.proof import freshly_proven
from ortaq.foundation.ui.paging import paginate


@signed_in
@never_cache
def data(request: SignedRequest) -> HttpResponse:
    """Show what the house holds of the reader and the five things he can do about it."""
    user = request.user
    context = {
        "person": user,
        "has_iin": hasattr(user, "identity"),
        "held": personal.registered(),
        "corrections": selectors.corrections_of(user)[:3],
        "exports": selectors.exports_of(user)[:3],
        "openings": selectors.openings_of(user)[:3],
        "outdated": selectors.outdated_consents(user),
    }
    return render(request, "accounts/data/home.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: SignedRequest) -> HttpResponse:
    """Change at once what needs no document."""
    user = request.user
    form = ProfileForm(
        request.POST or None,
        initial={"language": user.language, "sex": user.sex},
        sex_is_fixed=hasattr(user, "identity"),
    )
    if request.method == "POST" and form.is_valid():
        services.update_profile(
            user=user,
            language=form.cleaned_data["language"],
            sex=form.cleaned_data.get("sex", user.sex),
        )
        messages.success(request, _("Saved."))
        return redirect("accounts:data")
    return render(request, "accounts/data/profile.html", {"form": form})


@signed_in
@never_cache
@freshly_proven
@require_http_methods(["GET", "POST"])
def address(request: SignedRequest) -> HttpResponse:
    """Ask for a new e-mail or phone, to be proven by a code; the answer is always the same."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["address"]
        if new in (request.user.email, request.user.phone):
            form.add_error("address", _("This is the same as now."))
        else:
            try:
                challenge.begin(request, purpose="address", address=new)
            except challenge.TooManyError:
                form.add_error(None, TOO_MANY)
            else:
                return redirect("accounts:address_code")
    return render(request, "accounts/data/address.html", {"form": form, "person": request.user})


@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def address_code(request: SignedRequest) -> HttpResponse:
    """Take the code that proves the new address."""
    sent = challenge.current(request, "address")
    if sent is None:
        return redirect("accounts:address")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = _finish_address(request, form)
        if response:
            return response
    context = {"form": form, "address": phones.masked(sent.address)}
    return render(request, "accounts/data/address_code.html", context)


def _finish_address(request: SignedRequest, form: CodeForm) -> HttpResponse | None:
    old = request.user.email
    try:
        proven = challenge.answer(request, "address", form.cleaned_data["code"])
        services.change_address(user=request.user, address=proven.address)
    except WrongCodeError:
        form.add_error("code", WRONG_CODE)
        return None
    except CodeExpiredError:
        messages.error(request, _("This code no longer works. Begin again and ask for a new one."))
    except AddressTakenError:
        messages.error(
            request,
            _(
                "This address stands in another record. If both records are yours, write to the "
                "union: an officer will join them."
            ),
        )
    else:
        if old and "@" in proven.address:
            get_adapter(request).send_notification_mail(
                "account/email/email_changed", request.user, email=old
            )
        messages.success(request, _("Saved. From now on codes go there."))
    return redirect("accounts:data")


@signed_in
@require_http_methods(["GET", "POST"])
def consents_page(request: SignedRequest) -> HttpResponse:
    """Give a consent or take it back."""
    if request.method == "POST":
        purpose = consents.purpose(request.POST.get("purpose", ""))
        if purpose is None:
            raise Http404
        if request.POST.get("act") == "give":
            services.give_consent(user=request.user, code=purpose.code)
            messages.success(request, _("Thank you. You can take it back at any time."))
        elif purpose.required:
            return redirect("accounts:erase")
        else:
            services.withdraw_consent(user=request.user, code=purpose.code)
            messages.success(request, _("Taken back."))
        return redirect("accounts:consents")
    given = selectors.consents_of(request.user)
    rows = [(purpose, given.get(purpose.code)) for purpose in consents.PURPOSES]
    return render(request, "accounts/data/consents.html", {"rows": rows})


@signed_in
@never_cache
@sensitive_post_parameters("iin")
@require_http_methods(["GET", "POST"])
def correct(request: SignedRequest) -> HttpResponse:
    """Ask to correct what documents prove."""
    form = CorrectionForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_correction(
                person=request.user, note=form.cleaned_data["note"], **form.changes()
            )
        except NotOpenError:
            form.add_error(
                None, _("Your earlier wish is still with an officer. Wait for the answer.")
            )
        except BadIinError:
            form.add_error("iin", _("This is not an IIN."))
        else:
            messages.success(request, _("Sent. An officer answers within three working days."))
            return redirect("accounts:data")
    return render(request, "accounts/data/correct.html", {"form": form})


@signed_in
def openings(request: SignedRequest) -> HttpResponse:
    """Show who opened the reader's record, when and why."""
    page = paginate(selectors.openings_of(request.user), request, order=("-opened_at", "-pk"))
    return render(request, "accounts/data/openings.html", {"page": page})


@signed_in
@never_cache
@freshly_proven
@require_http_methods(["GET", "POST"])
def export(request: SignedRequest) -> HttpResponse:
    """Ask for a copy of one's data and see those that can be fetched."""
    if request.method == "POST":
        services.request_export(user=request.user)
        messages.success(request, _("Your copy is being made. It takes a minute or two."))
        return redirect("accounts:export")
    context = {"exports": selectors.exports_of(request.user)}
    return render(request, "accounts/data/export.html", context)


@signed_in
@never_cache
@freshly_proven
def export_file(request: SignedRequest, pk: int) -> StreamingHttpResponse:
    """Hand over the reader's own copy; anybody else's does not exist for him."""
    content = services.open_export(user=request.user, export_id=pk)
    if content is None:
        raise Http404
    response = StreamingHttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="ortaq-my-data.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@signed_in
@never_cache
@freshly_proven
@require_http_methods(["GET", "POST"])
def erase(request: SignedRequest) -> HttpResponse:
    """Say what goes and what stays and why; on confirmation, close the account and erase."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.request_erasure(user=request.user)
        except ErasureBlockedError as error:
            for reason in error.reasons:
                form.add_error(None, str(reason))
        else:
            request.session.flush()
            return redirect("accounts:erased")
    preview = services.preview_erasure(user=request.user)
    return render(request, "accounts/data/erase.html", {"form": form, "preview": preview})
