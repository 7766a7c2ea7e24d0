"""The desk's pages about one membership: what was done with it, and each next step."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms import life
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import RULES, IllegalStepError, LeaveReason, State, Step


class Act:
    """One step that an officer takes: its form, its service, its words."""

    def __init__(  # noqa: PLR0913 -- an act has these words
        self,
        *,
        step: Step,
        title: Promise,
        text: Promise,
        button: Promise,
        done: Promise,
        form: Callable[..., forms.Form],
        run: Callable[..., Any],
        danger: bool = False,
    ) -> None:
        self.step, self.title, self.text, self.button = step, title, text, button
        self.done, self.form, self.run, self.danger = done, form, run, danger


def _end(*, reason: str, **values: Any) -> None:
    services.end_membership(reason=LeaveReason(reason), **values)


ACTS: dict[str, Act] = {
    "pause": Act(
        step=Step.SUSPEND,
        title=_("Pause the membership"),
        text=_("A paused member keeps the card and may ask for help, but does not vote."),
        button=_("Pause"),
        done=_("The membership is paused."),
        form=life.PauseForm,
        run=services.suspend,
    ),
    "resume": Act(
        step=Step.RESUME,
        title=_("End the pause"),
        text=_("The membership goes on with the same card."),
        button=_("End the pause"),
        done=_("The membership goes on."),
        form=life.ResumeForm,
        run=services.resume,
    ),
    "end": Act(
        step=Step.LEAVE,
        title=_("Write down that the membership is over"),
        text=_("The person is told and may apply again; the number of the card then comes back."),
        button=_("End the membership"),
        done=_("Written down."),
        form=life.EndForm,
        run=_end,
        danger=True,
    ),
    "exclude": Act(
        step=Step.EXCLUDE,
        title=_("Exclude by a decision"),
        text=_("Only a meeting or the committee excludes. Write the decision as in the minutes."),
        button=_("Exclude"),
        done=_("The member is excluded."),
        form=life.ExcludeForm,
        run=services.exclude,
        danger=True,
    ),
}


@needs("membership.manage", load=selectors.membership)
def show(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Show one membership: what was done with it, and what can be done next."""
    state = State(membership.state)
    context = {
        "membership": membership,
        "steps": selectors.steps_of([membership])[membership.pk],
        "acts": [(name, act) for name, act in ACTS.items() if state in RULES[act.step].since],
    }
    return render(request, "membership/desk/membership.html", context)


def _with_act(*, pk: int, act: str) -> Membership | None:
    """Return the membership of an address that names a known act."""
    found = selectors.membership(pk) if act in ACTS else None
    if found:
        found.act = ACTS[act]  # type: ignore[attr-defined]
    return found


@needs("membership.manage", load=_with_act)
def step(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Take one step after reading what it means."""
    act: Act = membership.act  # type: ignore[attr-defined]
    if membership.state not in RULES[act.step].since:
        return redirect("membership-desk:membership", pk=membership.pk)
    posted = request.POST if request.method == "POST" else None
    form = act.form(posted, membership=membership)
    if form.is_valid():
        try:
            act.run(actor=request.user, membership=membership, **form.cleaned_data)
        except IllegalStepError:
            messages.info(request, _("This was already done."))
        else:
            messages.success(request, str(act.done))
        if membership.state in RULES[Step.RESUME].since or act.step in {Step.SUSPEND, Step.RESUME}:
            return redirect("membership-desk:membership", pk=membership.pk)
        return redirect("membership-desk:members", pk=membership.body_id)
    context = {"membership": membership, "act": act, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/step.html", context, status=status)


@needs("membership.manage", load=selectors.membership)
def circumstances(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Keep that a member is retired, a veteran or has a disability."""
    if not membership.is_member:
        raise Http404
    may_keep = accounts.has_consent(membership.user, services.CIRCUMSTANCES)
    initial = {
        "retired": membership.is_retired,
        "veteran": membership.is_veteran,
        "disabled": membership.is_disabled,
    }
    posted = request.POST if request.method == "POST" else None
    form = life.CircumstancesForm(posted, initial=initial)
    if not may_keep:
        for name in ("veteran", "disabled"):
            del form.fields[name]
    if form.is_valid():
        marks = {"veteran": False, "disabled": False} | form.cleaned_data
        services.mark_circumstances(actor=request.user, user=membership.user, **marks)
        messages.success(request, _("Written down."))
        return redirect("membership-desk:membership", pk=membership.pk)
    context = {"membership": membership, "form": form, "may_keep": may_keep}
    return render(request, "membership/desk/circumstances.html", context)
