"""The desk's first page and its search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.membership.services import TooManyError, open_found
from ortaq.portals.desk import finding
from ortaq.portals.desk import today as needs_of
from ortaq.portals.desk.forms import PurposeForm


@needs("orgs.desk")
def today(request: SignedRequest) -> HttpResponse:
    """Show what needs me today, sorted by the clock; for one of my bodies, or for all."""
    user = request.user
    chosen = next(
        (body for body in orgs.switcher(user) if str(body.pk) == request.GET.get("body")), None
    )
    body_id = chosen.pk if chosen else None
    timed = needs_of.with_clock(user, today=timezone.localdate(), body_id=body_id)
    waiting = needs_of.without_clock(user, body_id=body_id)
    context = {
        "chosen": chosen,
        "first": needs_of.first_three(timed, waiting),
        "timed": timed,
        "waiting": waiting,
        "mandates": orgs.mandates_of(user),
    }
    return render(request, "desk/today.html", context)


@needs("orgs.desk")
def search(request: SignedRequest) -> HttpResponse:
    """Find people, bodies, workplaces and an appeal by its number.

    The desk's own field posts: names and numbers of persons stay out of addresses. An address
    with ``?q=`` finds too, but by no IIN and no phone. ``?part`` asks for the list alone.
    """
    is_part = "part" in request.GET
    given = request.POST if request.method == "POST" else request.GET
    results = finding.find(
        request.user,
        given.get("q", ""),
        is_open=request.method != "POST",
        limit=finding.FOUND_IN_DIALOG if is_part else finding.FOUND,
    )
    template = "desk/_found.html" if is_part else "desk/search.html"
    context = {"results": results, "found_for": results.query, "form": PurposeForm()}
    answer = render(request, template, context | {"is_part": is_part})
    answer["Cache-Control"] = "no-store"
    return answer


@needs("membership.desk")
@require_POST
def names(request: SignedRequest) -> HttpResponse:
    """Show the names of a few people within reach, once a purpose was stated; each is told."""
    query = finding.tidy(request.POST.get("q", ""))
    form = PurposeForm(request.POST)
    context = {"query": query, "found_for": query, "form": form}
    if not form.is_valid():
        return render(request, "desk/names.html", context, status=422)
    try:
        context["people"] = open_found(
            reader=request.user, query=query, purpose=form.cleaned_data["purpose"]
        )
    except TooManyError as refusal:
        form.add_error(None, str(refusal))
        return render(request, "desk/names.html", context, status=422)
    answer = render(request, "desk/names.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
