"""The member's page: which hearings come, what to bring, a word whether he comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.modules.hearings import selectors, services
from ortaq.modules.hearings.models import Attendance, Hearing

MANY = 50


@signed_in
@require_safe
def mine(request: SignedRequest) -> HttpResponse:
    """List the hearings to come of one's own matters."""
    rows = list(selectors.own_hearings(request.user)[:MANY])
    said = Attendance.objects.filter(person=request.user, hearing__in=rows)
    comes = dict(said.values_list("hearing_id", "comes"))
    context = {"rows": [(row, comes.get(row.pk)) for row in rows]}
    return render(request, "hearings/member/mine.html", context)


@require_POST
@needs("hearings.called", load=selectors.hearing)
def answer(request: SignedRequest, hearing: Hearing) -> HttpResponse:
    """Keep the word whether one comes."""
    if hearing.state != "planned":
        messages.info(request, _("This hearing has another time now, or is over."))
    else:
        comes = request.POST.get("comes") == "yes"
        services.answer_hearing(person=request.user, hearing=hearing, comes=comes)
        messages.success(
            request,
            _("Good: you are expected there.")
            if comes
            else _("Your officer knows now that you cannot come."),
        )
    return redirect("hearings:mine")
