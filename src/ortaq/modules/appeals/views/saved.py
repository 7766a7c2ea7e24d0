"""Saved replies of a desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals import services
from ortaq.modules.appeals.forms.desk import SavedReplyForm
from ortaq.modules.appeals.models import SavedReply
from ortaq.modules.appeals.rules import WORKERS, keeps_replies
from ortaq.modules.appeals.selectors import cases as kept


def _desks(request: SignedRequest) -> list[Body]:
    found = orgs.mandates_of(request.user, kinds=WORKERS)
    return list(dict.fromkeys(mandate.body for mandate in found))


@needs("appeals.desk")
def replies(request: SignedRequest) -> HttpResponse:
    """List the replies at hand, those of bodies above too; add one to one's own desk."""
    form = SavedReplyForm(request.POST or None, bodies=_desks(request))
    if form.is_valid():
        services.save_reply(officer=request.user, **form.cleaned_data)
        messages.success(request, _("The reply is at hand now, here and at the desks below."))
        return redirect("appeals-desk:replies")
    rows = [
        (reply, keeps_replies(request.user, reply.body_id))
        for reply in kept.saved_replies(request.user)
    ]
    context = {"rows": rows, "form": form, "is_open": form.is_bound}
    code = 422 if form.is_bound else 200
    return render(request, "appeals/desk/replies.html", context, status=code)


@needs("appeals.keep_reply", load=kept.saved_reply)
def reply(request: SignedRequest, reply: SavedReply) -> HttpResponse:
    """Change a saved reply."""
    form = SavedReplyForm(request.POST or None, bodies=_desks(request), reply=reply)
    if form.is_valid():
        services.save_reply(officer=request.user, reply=reply, **form.cleaned_data)
        messages.success(request, _("The reply is changed."))
        return redirect("appeals-desk:replies")
    context = {"reply": reply, "form": form}
    code = 422 if form.is_bound else 200
    return render(request, "appeals/desk/reply.html", context, status=code)


@require_POST
@needs("appeals.keep_reply", load=kept.saved_reply)
def drop_reply(request: SignedRequest, reply: SavedReply) -> HttpResponse:
    """Throw a saved reply away."""
    services.drop_reply(officer=request.user, reply=reply)
    messages.success(request, _("The reply is gone."))
    return redirect("appeals-desk:replies")
