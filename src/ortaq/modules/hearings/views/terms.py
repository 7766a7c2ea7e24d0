"""The desk's pages of terms: opened in two taps, explained line by line, stopped with a reason."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.hearings import selectors, services
from ortaq.modules.hearings.forms import RunForm, StandForm, StopForm, TermsForm
from ortaq.modules.hearings.models import Limitation
from ortaq.modules.hearings.reading import spoken
from ortaq.modules.hearings.workflow import Limit, StopReason

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


@needs("hearings.desk")
@require_safe
def running(request: SignedRequest) -> HttpResponse:
    """List the running terms of one's desks, the nearest last day first."""
    page = paginate(selectors.terms_for(request.user), request, order=("due_on", "pk"))
    today = timezone.localdate()
    days = appeals.calendar()
    rows = [spoken(selectors.watched(row, today=today, calendar=days)) for row in page.items]
    return render(request, "hearings/desk/terms.html", {"page": page, "rows": rows})


@needs("hearings.set", load=appeals.appeal)
@require_http_methods(["GET", "POST"])
def open_terms(request: SignedRequest, appeal: "Appeal") -> HttpResponse:
    """Watch the terms that run from an event: the day and the terms are filled in already."""
    road = (request.POST or request.GET).get("road", "")
    has_commission = road != "direct"
    limits = selectors.offered(appeal, has_commission=has_commission)
    form = TermsForm(
        request.POST or None,
        limits=limits,
        today=timezone.localdate(),
        initial={"event_on": appeal.event_on} if _from_event(limits) else {},
    )
    if request.method == "POST" and form.is_valid():
        services.open_limitations(
            actor=request.user,
            appeal=appeal,
            keys=form.cleaned_data["keys"],
            event_on=form.cleaned_data["event_on"],
        )
        messages.success(request, _("The terms are watched; the member is told."))
        return redirect("appeals-desk:show", number=appeal.number)
    context = {
        "form": form,
        "appeal": appeal,
        "limits": limits,
        "has_commission": has_commission,
    }
    code = 422 if form.is_bound else 200
    return render(request, "hearings/desk/open_terms.html", context, status=code)


def _from_event(limits: list[Limit]) -> bool:
    """Whether the day of the event is the right one: a commission's decision has its own."""
    return all(limit.starts == "event" for limit in limits)


@needs("hearings.keep_term", load=selectors.limitation)
@require_safe
def show(request: SignedRequest, limitation: Limitation) -> HttpResponse:
    """Explain a term line by line, and offer what can be done with it."""
    return _show(request, limitation)


def _show(request: SignedRequest, limitation: Limitation, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    watched = selectors.watched(limitation, today=today, calendar=appeals.calendar())
    context = {
        "appeal": limitation.appeal,
        "row": limitation,
        "term": spoken(watched),
        "stopping": forms.get("stopping") or StopForm(),
        "standing": None if watched.term.stands else forms.get("standing") or StandForm(),
        "running": (forms.get("running") or RunForm()) if watched.term.stands else None,
    }
    code = 422 if forms else 200
    return render(request, "hearings/desk/term.html", context, status=code)


@require_POST
@needs("hearings.keep_term", load=selectors.limitation)
def stop(request: SignedRequest, limitation: Limitation) -> HttpResponse:
    """Watch a term no longer, with a reason."""
    form = StopForm(request.POST)
    if not form.is_valid():
        return _show(request, limitation, stopping=form)
    services.stop_limitation(
        actor=request.user,
        limitation=limitation,
        reason=StopReason(form.cleaned_data["reason"]),
        words=form.cleaned_data["words"],
    )
    messages.success(request, _("This term is watched no longer; the reason stays readable."))
    return redirect("appeals-desk:show", number=limitation.appeal.number)


@require_POST
@needs("hearings.keep_term", load=selectors.limitation)
def stand(request: SignedRequest, limitation: Limitation) -> HttpResponse:
    """Let a term stand still."""
    form = StandForm(request.POST)
    if form.is_valid():
        try:
            services.stand_still(actor=request.user, limitation=limitation, **form.cleaned_data)
        except services.HearingError as error:
            form.add_error("since", str(error))
        else:
            messages.success(request, _("The term stands still."))
            return redirect("hearings-desk:term", limitation.pk)
    return _show(request, limitation, standing=form)


@require_POST
@needs("hearings.keep_term", load=selectors.limitation)
def run(request: SignedRequest, limitation: Limitation) -> HttpResponse:
    """Let a term run again."""
    form = RunForm(request.POST)
    if form.is_valid():
        try:
            services.end_standstill(actor=request.user, limitation=limitation, **form.cleaned_data)
        except services.HearingError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("The term runs again, with a later last day."))
            return redirect("hearings-desk:term", limitation.pk)
    return _show(request, limitation, running=form)
