"""The member's pages: find a primary, apply, see where it stands, leave."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import consents
from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.foundation.accounts.errors import IdentityError, IinConflictError
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.joining import ApplyForm, FindPrimaryForm
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LIVE, IllegalStepError
from ortaq.modules.workplaces import selectors as workplaces


@signed_in
def mine(request: SignedRequest) -> HttpResponse:
    """Show one's memberships and applications."""
    user = request.user
    memberships = selectors.memberships_of(user)
    steps = selectors.steps_of(memberships)
    context = {
        "memberships": [(membership, steps[membership.pk]) for membership in memberships],
        "wishes": selectors.transfers_of(user),
    }
    return render(request, "membership/member/mine.html", context)


@signed_in
def apply(request: SignedRequest) -> HttpResponse:
    """Find one's primary organisation by name and region."""
    form = FindPrimaryForm(request.GET)
    query, region = "", ""
    if form.is_valid():
        query, region = form.cleaned_data["q"], form.cleaned_data["region"]
    page, places = None, []
    if query:
        found = [(site, workplaces.body_of(site)) for site in workplaces.site_search(query, 5)]
        places = [(site, body) for site, body in found if body]
    if query or region:
        bodies = orgs.open_bodies(level=Body.Level.PRIMARY, query=query)
        page = paginate(bodies.filter(kato__startswith=region), request, order=("sort_key", "pk"))
    return render(
        request, "membership/member/apply.html", {"form": form, "page": page, "places": places}
    )


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
    form = ApplyForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid() and _told_iin(form, user):
        services.apply_for_membership(user=user, body=body)
        messages.success(request, _("Your application is with the chair of your organisation."))
        return redirect("membership:mine")
    status = 422 if form.is_bound else 200
    context = {"form": form, "body": body, "consent": consents.purpose(services.CONSENT)}
    return render(request, "membership/member/confirm.html", context, status=status)


def _told_iin(form: ApplyForm, user: User) -> bool:
    """Keep the IIN that an applicant told; put a refusal beside its field."""
    iin = form.cleaned_data.get("iin", "")
    if not iin:
        return True
    try:
        accounts.set_iin(actor=user, user=user, iin=iin)
    except IinConflictError:
        form.add_error("iin", _("The IIN says another birth date or sex. Check both."))
    except IdentityError:
        form.add_error("iin", _("Another record has this IIN, or it is mistyped. Check it."))
    return form.is_valid()


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
