"""The member's own pages: wish to move, circumstances."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import consents
from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts import services as accounts_services
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.life import MoveForm, OwnCircumstancesForm
from ortaq.modules.membership.models import Membership, Transfer
from ortaq.modules.membership.views.moving import found_bodies, goal
from ortaq.modules.membership.workflow import IllegalStepError


@needs("membership.own", load=selectors.membership)
def move(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Find another organisation and ask to move there with the years and the card number."""
    if not membership.is_member:
        return redirect("membership:mine")
    to_body = goal(request)
    if to_body is None or to_body.pk == membership.body_id:
        context = found_bodies(request, but=membership.body_id) | {"membership": membership}
        return render(request, "membership/member/move.html", context)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.ask_transfer(
                actor=request.user,
                membership=membership,
                body=to_body,
                ground=form.cleaned_data["ground"],
            )
        except services.MembershipError as error:
            messages.error(request, str(error))
        except IllegalStepError:
            messages.info(request, _("This was already done."))
        else:
            messages.success(request, _("Both chairs are asked. We will tell you."))
        return redirect("membership:mine")
    context = {"membership": membership, "to_body": to_body, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "membership/member/move.html", context, status=status)


def _own_wish(pk: int) -> Membership | None:
    """Return the membership of an open wish, carrying the wish."""
    wish = selectors.transfer(pk)
    if wish is None or wish.state != Transfer.State.ASKED:
        return None
    wish.membership.wish = wish  # type: ignore[attr-defined]
    return wish.membership


@needs("membership.own", load=_own_wish)
def withdraw(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Take the wish to move back."""
    if request.method == "POST":
        wish: Transfer = membership.wish  # type: ignore[attr-defined]
        try:
            services.withdraw_transfer(user=request.user, transfer=wish)
            messages.success(request, _("Your wish is taken back."))
        except services.MembershipError as error:
            messages.info(request, str(error))
    return redirect("membership:mine")


@needs("membership.own", load=selectors.membership)
def circumstances(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Tell that one is retired, a veteran or has a disability; agree or take it back."""
    user = request.user
    if not membership.is_member:
        return redirect("membership:mine")
    initial = {
        "retired": membership.is_retired,
        "veteran": membership.is_veteran,
        "disabled": membership.is_disabled,
        "consent": accounts.has_consent(user, services.CIRCUMSTANCES),
    }
    posted = request.POST if request.method == "POST" else None
    form = OwnCircumstancesForm(posted, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        if values.pop("consent"):
            accounts_services.give_consent(user=user, code=services.CIRCUMSTANCES)
        else:
            accounts_services.withdraw_consent(user=user, code=services.CIRCUMSTANCES)
        services.mark_circumstances(actor=user, user=user, **values)
        messages.success(request, _("Written down."))
        return redirect("membership:mine")
    purpose = consents.purpose(services.CIRCUMSTANCES)
    status = 422 if form.is_bound else 200
    context = {"form": form, "purpose": purpose}
    return render(request, "membership/member/circumstances.html", context, status=status)
