"""The member's pages: find a primary, apply, see where it stands, leave."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import consents
from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.joining import ApplyForm, FindPrimaryForm
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LIVE, IllegalStepError


@signed_in
def mine(request: SignedRequest) -> HttpResponse:
    """Show one's memberships and applications."""
    user = request.user
    return render(
        request,
        "membership/member/mine.html",
        {"memberships": selectors.memberships_of(user)},
    )


@signed_in
def apply(request: SignedRequest) -> HttpResponse:
    """Find one's primary organisation by name and region."""
    form = FindPrimaryForm(request.GET)
    query, region = "", ""
    if form.is_valid():
        query, region = form.cleaned_data["q"], form.cleaned_data["region"]
    page = None
    if query or region:
        bodies = orgs.open_bodies(level=Body.Level.PRIMARY, query=query)
        page = paginate(bodies.filter(kato__startswith=region), request, order=("sort_key", "pk"))
    return render(request, "membership/member/apply.html", {"form": form, "page": page})


@signed_in
def confirm(request: SignedRequest, body_id: int) -> HttpResponse:
    """Read what applying means, agree, and send the application."""
    user = request.user
    body = orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=body_id).first()
    if body is None:
        raise Http404
    live = [m for m in selectors.memberships_of(user) if m.body_id == body_id and m.state in LIVE]
    if live:
        return redirect("membership:mine")
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.apply_for_membership(user=user, body=body)
        messages.success(request, _("Your application is with the chair of your organisation."))
        return redirect("membership:mine")
    status = 422 if form.is_bound else 200
    context = {"form": form, "body": body, "consent": consents.purpose(services.CONSENT)}
    return render(request, "membership/member/confirm.html", context, status=status)


@needs("membership.leave", load=selectors.membership)
def leave(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Ask once more, then take the application back or leave."""
    if membership.state not in LIVE:
        return redirect("membership:mine")
    if request.method == "POST":
        try:
            services.leave(user=request.user, membership=membership)
        except IllegalStepError:
            messages.info(request, _("This was already done."))
        else:
            messages.success(request, _("Done. You can apply again whenever you like."))
        return redirect("membership:mine")
    return render(request, "membership/member/leave.html", {"membership": membership})
