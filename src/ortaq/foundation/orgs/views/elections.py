"""The calendar of elections: what runs out when, which meetings are planned, what came of them."""

from datetime import UTC
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors, services
from ortaq.foundation.orgs.calendar_file import Day, calendar_file
from ortaq.foundation.orgs.forms.elections import MonthForm, PlanForm, ReplanForm, ResultForm
from ortaq.foundation.orgs.kinds import ELECTED_KINDS
from ortaq.foundation.orgs.models import Body, Election
from ortaq.foundation.orgs.views.bodies import load_body
from ortaq.foundation.texts.quotes import inner
from ortaq.foundation.ui.paging import paginate

LONGEST_FILE = 2_000  # days in one calendar file; the nearest
OVERDUE = 20


def load_election(*, pk: int) -> Election | None:
    """Return the meeting that an address names."""
    return Election.objects.select_related("body").filter(pk=pk).first()


@needs("orgs.desk")
@require_safe
def calendar(request: SignedRequest) -> HttpResponse:
    """Show a year of months, and one of them in full."""
    user, today = request.user, timezone.localdate()
    form = MonthForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    first = (asked.get("month") or today).replace(day=1)
    show = asked.get("show") or "terms"
    span = {"since": first, "before": selectors.next_month(first)}
    months = selectors.calendar_of(user, start=today)
    context: dict[str, Any] = {
        "months": months,
        "first": first,
        "month_name": f"{first:%Y-%m}",
        "show": show,
        "overdue": selectors.meetings_without_result(user)[:OVERDUE],
        "may_keep_any": user.has_perm("orgs.grant"),
    }
    if show == "meetings":
        meetings = selectors.elections_in(user, **span)
        page = paginate(meetings, request, order=("on", "pk"))
        keeps = selectors.keeps_elections(user, [row.body_id for row in page.items])
        context |= {"page": page, "rows": [(row, row.body_id in keeps) for row in page.items]}
    else:
        terms = selectors.terms_ending(user, **span)
        terms_page = paginate(terms, request, order=("until", "pk"))
        body_ids = [row.body_id for row in terms_page.items]
        planned = selectors.planned_at(body_ids)
        keeps = selectors.keeps_elections(user, body_ids)
        context |= {
            "page": terms_page,
            "rows": [
                (
                    row,
                    planned.get(row.body_id),
                    row.kind in ELECTED_KINDS,
                    row.body_id in keeps,
                )
                for row in terms_page.items
            ],
        }
    return render(request, "orgs/elections.html", context)


@needs("orgs.desk")
@require_safe
def calendar_as_file(request: SignedRequest) -> HttpResponse:
    """Return the year as a file for the reader's own calendar; it names bodies, not persons."""
    user, today = request.user, timezone.localdate()
    end = selectors.calendar_of(user, start=today)[-1].after
    host = request.get_host().partition(":")[0]
    meetings = selectors.elections_in(user, since=today, before=end).order_by("on", "pk")
    terms = selectors.terms_ending(user, since=today, before=end).order_by("until", "pk")
    days = [
        Day(
            uid=f"election-{row.pk}@{host}",
            on=row.on,
            title=f"{row.get_kind_display()}: {row.body}",
            url=request.build_absolute_uri(reverse("orgs:body", args=[row.body_id])),
            detail=row.place,
        )
        for row in meetings[:LONGEST_FILE]
    ]
    days += [
        Day(
            uid=f"term-{row.pk}@{host}",
            on=row.until or today,
            title=_("Last day of a term: {post}, {body}").format(post=row.label, body=row.body),
            url=request.build_absolute_uri(reverse("orgs:body", args=[row.body_id])),
        )
        for row in terms[:LONGEST_FILE]
    ]
    content = calendar_file(
        sorted(days, key=lambda day: day.on)[:LONGEST_FILE],
        name=_("Elections of the union"),
        stamp=timezone.now().astimezone(UTC),
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ortaq-elections.ics"'},
    )


@needs("orgs.keep_elections", load=load_body)
@require_http_methods(["GET", "POST"])
def plan(request: SignedRequest, body: Body) -> HttpResponse:
    """Plan a meeting of a body."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.plan_election(actor=request.user, body=body, **form.cleaned_data)
        except services.BodyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The meeting stands in the calendar."))
            return redirect("orgs:body", body.pk)
    return render(request, "orgs/plan.html", {"form": form, "body": body})


@needs("orgs.keep_elections", load=load_election)
@require_http_methods(["GET", "POST"])
def election(request: SignedRequest, election: Election) -> HttpResponse:
    """Record what came of a meeting whose day has come; before it, give it another day."""
    if election.state != Election.State.PLANNED:
        messages.info(request, _("This has been decided already."))
        return redirect("orgs:body", election.body_id)
    has_come = election.on <= timezone.localdate()
    form: ReplanForm | ResultForm = (
        ResultForm(request.POST or None)
        if has_come
        else ReplanForm(request.POST or None, initial={"on": election.on, "place": election.place})
    )
    if request.method == "POST" and form.is_valid():
        act = services.hold_election if has_come else services.replan_election
        try:
            act(actor=request.user, election=election, **form.cleaned_data)
        except services.BodyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _what_now(election))
            return redirect("orgs:body", election.body_id)
    context = {"form": form, "election": election, "body": election.body, "has_come": has_come}
    return render(request, "orgs/election.html", context)


def _what_now(election: Election) -> str:
    if election.result == Election.Result.ELECTED:
        return _("The result is written down. Now propose those elected for their posts.")
    if election.state == Election.State.HELD:
        return _("The result is written down.")
    return _("The meeting of “{body}” has another day or place.").format(body=inner(election.body))


@needs("orgs.keep_elections", load=load_election)
@require_POST
def call_off(request: SignedRequest, election: Election) -> HttpResponse:
    """Call a planned meeting off."""
    try:
        services.call_off_election(actor=request.user, election=election)
    except services.BodyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The meeting is called off."))
    return redirect("orgs:body", election.body_id)
