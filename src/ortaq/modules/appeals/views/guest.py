"""A guest asks without an account, and gets a number and a code."""

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ortaq.foundation.accounts.access import public
from ortaq.modules.appeals import receipts, selectors, services
from ortaq.modules.appeals.forms import GuestForm
from ortaq.modules.appeals.receipts import check_address
from ortaq.modules.appeals.views.carried import carried
from ortaq.modules.workplaces import selectors as workplaces

if TYPE_CHECKING:
    from ortaq.modules.workplaces.models import Site

RECEIPT = "guest_receipt"  # a signed cookie: whose browser sent it sees the code, nobody else
SHOWN_FOR = 600  # seconds
DIGITS = 18


class WhereForm(forms.Form):
    """Words of an employer's or a site's name."""

    q = forms.CharField(
        label=gettext_lazy("Your employer or workplace"),
        help_text=gettext_lazy(
            "So that its managers never get this appeal. You can leave it out."
        ),
        max_length=80,
        required=False,
    )
    quiet = True


@public
def ask(request: HttpRequest) -> HttpResponse:
    """Ask without an account; throttled by address."""
    query = request.GET.get("q", "").replace("\0", "")[:80]
    chosen = request.GET.get("site", "")
    digits = chosen.isascii() and chosen.isdigit() and len(chosen) <= DIGITS
    site = workplaces.site(int(chosen)) if digits else None
    form = GuestForm(
        request.POST if request.method == "POST" else None,
        is_site_known=site is not None,
        initial=carried(request),
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if ratelimit.consume(request, action="guest_appeal"):
            return _sent(form, site)
        form.add_error(None, _("Too many tries. Please wait a few minutes."))
        status = 429
    context = {
        "form": form,
        "where": WhereForm({"q": query}) if query else WhereForm(),
        "sites": workplaces.site_search(query, 5) if query else [],
        "site": site,
        "check": receipts.CHECK,
    }
    return render(request, "appeals/guest/ask.html", context, status=status)


def _sent(form: GuestForm, site: "Site | None") -> HttpResponse:
    data = form.cleaned_data
    appeal = services.submit_as_guest(
        guest=form.guest(get_language() or "kk"),
        body=form.body(),
        text=data["text"],
        idempotency_key=data["key"],
        topic=data["topic"],
        intake=form.intake(site),
    )
    response = redirect("appeals-guest:receipt")
    response.set_signed_cookie(
        RECEIPT, str(appeal.public_id), max_age=SHOWN_FOR, httponly=True, samesite="Lax"
    )
    return response


@public
def receipt(request: HttpRequest) -> HttpResponse:
    """Show number and code to the browser that has just sent the appeal."""
    kept = request.get_signed_cookie(RECEIPT, default="", max_age=SHOWN_FOR)
    appeal = selectors.by_public_id(UUID(kept)) if kept else None
    if appeal is None:
        return redirect(receipts.CHECK)
    code = receipts.code_of(appeal.public_id)
    context = {"appeal": appeal, "code": code, "address": check_address(appeal.number, code)}
    response = render(request, "appeals/guest/receipt.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response
