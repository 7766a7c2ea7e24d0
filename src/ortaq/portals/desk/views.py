"""The desk's first page and its search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.membership import selectors as membership
from ortaq.portals.desk import today as needs_of

FOUND = 10
LONGEST = 100


@needs("orgs.desk")
def today(request: SignedRequest) -> HttpResponse:
    """Show what needs me today, sorted by the clock; for one of my bodies, or for all."""
    user = request.user
    chosen = next(
        (body for body in orgs.switcher(user) if str(body.pk) == request.GET.get("body")), None
    )
    body_id = chosen.pk if chosen else None
    context = {
        "chosen": chosen,
        "timed": needs_of.with_clock(user, today=timezone.localdate(), body_id=body_id),
        "waiting": needs_of.without_clock(user, body_id=body_id),
        "mandates": orgs.mandates_of(user),
    }
    return render(request, "desk/today.html", context)


@needs("orgs.desk")
def search(request: SignedRequest) -> HttpResponse:
    """Find people within reach, bodies, and an appeal by its number."""
    user = request.user
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = appeals.appeal(query) if query else None
    if found and not user.has_perm("appeals.work", found):
        found = None
    context = {
        "query": query,
        "found_for": query,
        "appeal": found,
        "people": membership.people_for(user, query=query, limit=FOUND),
        "bodies": orgs.open_bodies(query=query)[:FOUND] if query else [],
    }
    return render(request, "desk/search.html", context)
