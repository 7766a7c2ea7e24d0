"""An officer's absence, and the working calendar that the centre keeps."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.lib.workdays.kz import HOLIDAYS
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms.clocks import AwayForm, OrderForm


@needs("appeals.desk")
def away(request: SignedRequest) -> HttpResponse:
    """Say that one is away and who stands in; see for whom one stands in oneself."""
    officer = request.user
    is_sent = request.method == "POST"
    form = AwayForm(request.POST if is_sent else None, posts=selectors.deputies_for(officer))
    if form.is_valid():
        data = form.cleaned_data
        deputy = form.posts[data["deputy"]].user
        try:
            services.set_absence(
                actor=officer,
                officer=officer,
                deputy=deputy,
                since=data["since"],
                until=data["until"],
            )
        except services.DeputyError:
            form.add_error(
                "deputy",
                _("You or this colleague are away or stand in for somebody on these days."),
            )
        else:
            messages.success(
                request,
                _("{name} has your appeals on these days; then they are yours again.").format(
                    name=deputy.short_name
                ),
            )
            return redirect("appeals-desk:away")
    context = {
        "form": form,
        "own": selectors.absences_of(officer),
        "others": selectors.stood_in_by(officer),
        "today": timezone.localdate(),
        "leads": officer.has_perm("appeals.help"),
        "held": selectors.queue_of(officer).filter(holder=officer).count(),
    }
    return render(request, "appeals/desk/away.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("appeals.desk")
def back(request: SignedRequest, pk: int) -> HttpResponse:
    """Come back early, or call a planned absence off."""
    absence = selectors.absence_of(request.user, pk)
    if absence:
        services.end_absence(actor=request.user, absence=absence)
        messages.success(request, _("Your appeals are with you from now on."))
    return redirect("appeals-desk:away")


@needs("appeals.desk")
def calendar(request: SignedRequest) -> HttpResponse:
    """Show the days by which terms are counted; the centre enters the ministry's orders."""
    may = request.user.has_perm("appeals.keep_calendar")
    form = OrderForm(request.POST if request.method == "POST" and may else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.enter_order(
                actor=request.user,
                year=form.year,
                days_off=[data["day_off"]] if data["day_off"] else [],
                workdays=[data["workday"]] if data["workday"] else [],
                source=data["source"],
                whole=data["whole"],
            )
        except ValidationError:
            form.add_error(None, _("One of these days is entered already."))
        else:
            messages.success(request, _("Entered. Running terms are counted anew."))
            return redirect("appeals-desk:calendar")
    today = timezone.localdate()
    known = selectors.calendar()
    context = {
        "form": form if may else None,
        "entries": selectors.calendar_entries(),
        "holidays": [h for h in HOLIDAYS if h.day.year in {today.year, today.year + 1}],
        "missing": known.unknown_years(today, date(today.year + 1, 12, 31)),
        "leads": request.user.has_perm("appeals.help"),
    }
    return render(
        request, "appeals/desk/calendar.html", context, status=422 if form.is_bound else 200
    )


@require_POST
@needs("appeals.keep_calendar")
def take_back(request: SignedRequest, pk: int) -> HttpResponse:
    """Take a line of the calendar out again."""
    entry = selectors.calendar_entry(pk)
    if entry:
        services.take_back_line(actor=request.user, entry=entry)
        messages.success(request, _("Taken out. Running terms are counted anew."))
    return redirect("appeals-desk:calendar")
