"""A plan: all appeals of an officer in other hands, suggested and confirmed on one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals import services
from ortaq.modules.appeals.forms.desk import PlanForm
from ortaq.modules.appeals.selectors import plans as planned
from ortaq.modules.appeals.selectors import queue as queued


@needs("appeals.desk")
def plans(request: SignedRequest) -> HttpResponse:
    """List the officers at one's desks and what each has open: whose appeals are to go?"""
    context = {"rows": planned.loads_at_desks(request.user)}
    return render(request, "appeals/desk/plans.html", context)


@needs("appeals.plan", load=accounts.person)
def plan(request: SignedRequest, person: User) -> HttpResponse:
    """Suggest to whom each open appeal of an officer goes; confirm it on this page."""
    rows = planned.held_open(person, request.user)
    going = planned.suggest_plan(person, rows)
    officers = list({user.pk: user for one in going for user in one.choices}.values())
    numbers = [one.appeal.number for one in going]
    form = PlanForm(request.POST or None, officers=officers, numbers=numbers)
    if form.is_valid():
        handed = services.hand_over_many(
            actor=request.user,
            officer_from=person,
            plan=form.cleaned_data["plan"],
            reason=form.cleaned_data["reason"],
        )
        _say(request, handed)
        return redirect("appeals-desk:plans")
    context = {
        "person": person,
        "going": [(one, queued.name_for(one.appeal, request.user)) for one in going],
        "form": form,
        "counts": planned.counts_of(going),
    }
    code = 422 if form.is_bound else 200
    return render(request, "appeals/desk/plan.html", context, status=code)


def _say(request: SignedRequest, handed: services.Handed) -> None:
    n = handed.given
    words = ngettext(
        "{n} appeal has another officer now.", "{n} appeals have another officer now.", n
    )
    messages.success(request, words.format(n=n))
    if handed.stayed:
        words = _("These stayed, because the officer chosen may not have them: {numbers}.")
        messages.warning(request, words.format(numbers=", ".join(handed.stayed[:20])))
