"""The officer's word on how an appeal is sorted."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.assistant import selectors, services
from ortaq.modules.assistant.forms import SortForm

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


@require_POST
@needs("appeals.work", load=appeals.appeal)
def sort(request: SignedRequest, appeal: "Appeal") -> HttpResponse:
    """Confirm or correct the suggestion; the next one learns from it, the appeal stays."""
    if selectors.has_refused(appeal.author):  # his panel is not there either
        raise Http404
    form = SortForm(request.POST)
    if form.is_valid():
        services.confirm_triage(actor=request.user, appeal=appeal, **form.cleaned_data)
        messages.success(request, _("Confirmed. The next suggestion learns from it."))
    else:
        messages.error(request, _("Choose a topic and who should have it."))
    return redirect(f"{reverse('appeals-desk:show', args=[appeal.number])}#assistant")
