"""Merging and splitting bodies; both are for those above."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import ports, selectors, services
from ortaq.foundation.orgs.forms.bodies import BrowseForm, today_first
from ortaq.foundation.orgs.forms.changes import MergeForm, SplitForm, merge_candidates
from ortaq.foundation.orgs.models import Body, Line, Mandate
from ortaq.foundation.orgs.views.bodies import load_body
from ortaq.foundation.texts.quotes import inner

BITE = 100  # posts whose end is proposed at once


@needs("orgs.reshape_body", load=load_body)
@require_http_methods(["GET", "POST"])
def merge(request: SignedRequest, body: Body) -> HttpResponse:
    """Choose what joins this body; show what will happen; do it when the reader is sure."""
    words = BrowseForm(request.GET)
    query = words.query()
    keys = merge_candidates(request.user, body, query=query, day=timezone.localdate())
    form = MergeForm(request.POST or None, candidates=keys, initial=today_first())
    context: dict[str, Any] = {"form": form, "body": body, "query": query, "found": bool(keys)}
    if request.method == "POST" and form.is_valid():
        chosen, on = list(form.cleaned_data["bodies"]), form.cleaned_data["on"]
        if form.cleaned_data["sure"] and _merged(request, form, body, chosen):
            return redirect("orgs:body", body.pk)
        context |= _outlook(chosen, on)
    return render(request, "orgs/merge.html", context)


def _merged(request: SignedRequest, form: MergeForm, body: Body, chosen: list[Body]) -> bool:
    try:
        services.merge_bodies(
            actor=request.user,
            bodies=chosen,
            into=body,
            on=form.cleaned_data["on"],
            ground=form.cleaned_data["ground"],
        )
    except services.BodyInUseError:
        form.add_error(None, _("Posts still run on at the bodies that close. End them first."))
    except services.BodyError as error:
        form.add_error(None, str(error))
    else:
        messages.success(
            request,
            ngettext(
                "%(n)s body has joined “%(body)s”. Its members follow within minutes.",
                "%(n)s bodies have joined “%(body)s”. Their members follow within minutes.",
                len(chosen),
            )
            % {"n": len(chosen), "body": inner(body)},
        )
        return True
    return False


def _outlook(chosen: list[Body], on: date) -> dict[str, Any]:
    """Say what the merger would do, before anything is done."""
    below = {body.pk: 0 for body in chosen}
    for line in Line:
        for pk, n in selectors.counts_below(chosen, line=line).items():
            below[pk] = max(below[pk], n)
    return {
        "chosen": [(body, below[body.pk]) for body in chosen],
        "running": selectors.terms_after([body.pk for body in chosen], on=on)[:BITE],
    }


@needs("orgs.reshape_body", load=load_body)
@require_POST
def end_posts(request: SignedRequest, body: Body) -> HttpResponse:
    """Propose the end of every post at the bodies that are to join; another person confirms."""
    keys = [int(key) for key in request.POST.getlist("bodies") if key.isdecimal()][:BITE]
    keys = [key for key in keys if len(str(key)) <= len(str(2**62))]
    form = MergeForm(request.POST, candidates=keys)
    if not form.is_valid():
        messages.error(request, _("Say from which day, and by which decision."))
        return redirect("orgs:merge", body.pk)
    on, ground = form.cleaned_data["on"], form.cleaned_data["ground"]
    reached = [
        found.pk
        for found in form.cleaned_data["bodies"]
        if request.user.has_perm("orgs.reshape_body", found)
    ]
    proposed = sum(
        _end_proposed(request, mandate, on - timedelta(days=1), ground)
        for mandate in selectors.terms_after(reached, on=on)[:BITE]
    )
    messages.success(
        request,
        ngettext(
            "The end of %(n)s post is proposed. When another person has confirmed it, merge.",
            "The end of %(n)s posts is proposed. When another person has confirmed them, merge.",
            proposed,
        )
        % {"n": proposed},
    )
    return redirect("orgs:mandates")


def _end_proposed(request: SignedRequest, mandate: Mandate, until: date, ground: str) -> bool:
    """Propose one end, or take back a proposal; False when neither is this reader's to do."""
    try:
        if mandate.state == Mandate.State.PROPOSED:
            if request.user.has_perm("orgs.refuse_mandate", mandate):
                services.refuse_mandate(actor=request.user, mandate=mandate)
        elif mandate.state == Mandate.State.HELD and request.user.has_perm(
            "orgs.propose_end", mandate
        ):
            services.propose_end(
                actor=request.user,
                mandate=mandate,
                until=max(until, mandate.since),
                ground=ground,
            )
            return True
    except services.OrgsError as error:
        messages.error(request, str(error))
    return False


@needs("orgs.reshape_body", load=load_body)
@require_http_methods(["GET", "POST"])
def split(request: SignedRequest, body: Body) -> HttpResponse:
    """Open a new body out of this one, beside it in both lines."""
    initial = {"kato": body.kato, **today_first()}
    parts = ports.goes_along(body)
    form = SplitForm(request.POST or None, body=body, parts=parts, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            (fresh,) = services.split_body(
                actor=request.user,
                body=body,
                new=[
                    {
                        "name": values["name"],
                        "kato": values["kato"],
                        "children": values.get("children", []),
                        "along": form.along(),
                    }
                ],
                on=values["on"],
                ground=values["ground"],
            )
        except services.BodyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("“{fresh}” came out of “{body}”. Now propose who acts for it.").format(
                    fresh=inner(fresh), body=inner(body)
                ),
            )
            return redirect(f"{reverse('orgs:propose')}?body={fresh.pk}")
    return render(request, "orgs/split.html", {"form": form, "body": body})
