"""The desk's pages of one hearing: set it, move it, write down what came of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.hearings import selectors, services
from ortaq.modules.hearings.forms import CancelForm, NewForm, PlanForm, PostponeForm, ResultForm
from ortaq.modules.hearings.models import Hearing
from ortaq.modules.hearings.workflow import IllegalStepError, Kind, Result, State

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal, Case


@needs("hearings.set", load=appeals.appeal)
@require_http_methods(["GET", "POST"])
def new(request: SignedRequest, appeal: "Appeal") -> HttpResponse:
    """Set a hearing of an appeal."""
    people = selectors.representatives(appeal, of_appeal=True)
    return _new(request, people, {"appeal": appeal})


@needs("hearings.set_case", load=selectors.case)
@require_http_methods(["GET", "POST"])
def new_of_case(request: SignedRequest, case: "Case") -> HttpResponse:
    """Set a hearing of a collective case."""
    people = selectors.representatives(case, of_appeal=False)
    return _new(request, people, {"case": case})


def _new(request: SignedRequest, people: list[Any], matter: dict[str, Any]) -> HttpResponse:
    form = NewForm(request.POST or None, people=people, asks=request.method == "POST")
    if request.method == "POST" and form.is_valid() and not _warned(form):
        hearing = services.set_hearing(
            actor=request.user,
            kind=Kind(form.cleaned_data["kind"]),
            plan=form.plan,
            **matter,
        )
        messages.success(request, _("The hearing stands in the calendar; the member is told."))
        return redirect("hearings-desk:show", hearing.public_id)
    code = 422 if form.is_bound else 200
    context = {"form": form, "matter": next(iter(matter.values())), **matter}
    return render(request, "hearings/desk/new.html", context, status=code)


def _warned(form: PlanForm, *, without: Hearing | None = None) -> bool:
    """Show what stands against the time, once: a court asks nobody's calendar."""
    if form.cleaned_data["knowingly"]:
        return False
    plan = form.plan
    found = selectors.clashes(plan.representative, plan.starts_at, plan.minutes, without=without)
    for clash in found:
        form.add_error(None, _said(clash, plan.starts_at))
    return bool(found)


def _said(clash: selectors.Clash, starts_at: datetime) -> str:
    if clash.hearing is not None:
        at = timezone.localtime(clash.hearing.starts_at)
        return _("At {time} the same representative has another hearing.").format(
            time=f"{at:%H:%M}"
        )
    if clash.code == "day_off":
        return _("{day} is a day off.").format(day=f"{timezone.localdate(starts_at):%d.%m.%Y}")
    return _("The representative is away on that day.")


@needs("hearings.view", load=selectors.hearing)
@require_safe
def show(request: SignedRequest, hearing: Hearing) -> HttpResponse:
    """Show one hearing with what can be done."""
    keeps = request.user.has_perm("hearings.keep", hearing)
    is_planned = hearing.state == State.PLANNED
    has_come = hearing.starts_at <= timezone.now()
    words = list(hearing.attendances.all())
    context = {
        "hearing": hearing,
        "matter": hearing.appeal or hearing.case,
        "come": sum(word.comes for word in words),
        "cannot": sum(not word.comes for word in words),
        "instead": Hearing.objects.filter(before=hearing).first(),
        "may_postpone": keeps and is_planned,
        "may_hold": keeps and is_planned and has_come,
    }
    return render(request, "hearings/desk/show.html", context)


@needs("hearings.keep", load=selectors.hearing)
@require_http_methods(["GET", "POST"])
def postpone(request: SignedRequest, hearing: Hearing) -> HttpResponse:
    """Give a hearing another time."""
    matter = hearing.appeal or hearing.case
    assert matter is not None  # noqa: S101 -- a constraint of the table
    people = selectors.representatives(matter, of_appeal=hearing.appeal is not None)
    initial = {
        "place": hearing.place,
        "link": hearing.link,
        "bring": hearing.bring,
        "minutes": hearing.minutes,
        "representative": str(hearing.representative.public_id),
    }
    asks = request.method == "POST"
    form = PostponeForm(request.POST or None, initial=initial, people=people, asks=asks)
    if asks and form.is_valid() and not _warned(form, without=hearing):
        try:
            hearing = services.postpone_hearing(
                actor=request.user,
                hearing=hearing,
                plan=form.plan,
                words=form.cleaned_data["words"],
            )
            messages.success(request, _("The hearing has another time; the member is told."))
        except IllegalStepError:
            messages.info(request, _("This has been decided already."))
        return redirect("hearings-desk:show", hearing.public_id)
    context = {"form": form, "hearing": hearing, "matter": matter}
    code = 422 if form.is_bound else 200
    return render(request, "hearings/desk/postpone.html", context, status=code)


@needs("hearings.keep", load=selectors.hearing)
@require_http_methods(["GET", "POST"])
def held(request: SignedRequest, hearing: Hearing) -> HttpResponse:
    """Write down what came of a hearing."""
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hold_hearing(
                actor=request.user,
                hearing=hearing,
                result=Result(form.cleaned_data["result"]),
                words=form.cleaned_data["words"],
            )
            messages.success(request, _("The result is written down; the member is told."))
        except IllegalStepError:
            messages.info(request, _("It is to come yet, or has been decided already."))
        return redirect("hearings-desk:show", hearing.public_id)
    context = {"form": form, "hearing": hearing, "matter": hearing.appeal or hearing.case}
    code = 422 if form.is_bound else 200
    return render(request, "hearings/desk/held.html", context, status=code)


@needs("hearings.keep", load=selectors.hearing)
@require_http_methods(["GET", "POST"])
def cancel(request: SignedRequest, hearing: Hearing) -> HttpResponse:
    """Say that a hearing will not be."""
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_hearing(
                actor=request.user, hearing=hearing, words=form.cleaned_data["words"]
            )
            messages.success(request, _("The hearing is cancelled; the member is told."))
        except IllegalStepError:
            messages.info(request, _("This has been decided already."))
        return redirect("hearings-desk:show", hearing.public_id)
    context = {"form": form, "hearing": hearing, "matter": hearing.appeal or hearing.case}
    code = 422 if form.is_bound else 200
    return render(request, "hearings/desk/cancel.html", context, status=code)
