"""The member's home, card and the rest."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, signed_in
from ortaq.foundation.notify.kinds import words_of
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.dialogue import selectors as dialogue
from ortaq.modules.membership import selectors as membership
from ortaq.portals.member.glance import glance

NEWEST = 3


@signed_in
def home(request: SignedRequest) -> HttpResponse:
    """Answer three questions: what is new for me, what is asked of me, where is my thing now."""
    user = request.user
    seen = glance(request)
    memberships = membership.belonging_of(user)
    context = {
        "announcements": dialogue.news_for(user),
        "news": [
            (message, words_of(message.kind, message.params)[0])
            for message in seen.unread[:NEWEST]
        ],
        "to_rate": seen.in_work.answered,
        "outdated": accounts.outdated_consents(user),
        "belongs": any(m.is_member for m in memberships),
        "applications": [m for m in memberships if m.is_application],
        "standing": appeals.standing_lines(seen.in_work.owed, today=timezone.localdate()),
        "has_desk": bool(orgs.mandates_of(user)),
    }
    return render(request, "member/home.html", context)


@signed_in
def card(request: SignedRequest) -> HttpResponse:
    """Show where a person belongs and under which numbers."""
    memberships = membership.memberships_of(request.user)
    context = {
        "live": [m for m in memberships if m.is_member],
        "applications": [m for m in memberships if m.is_application],
    }
    return render(request, "member/card.html", context)


@signed_in
def more(request: SignedRequest) -> HttpResponse:
    """Lead to one's data, messages, sessions, language and the way out."""
    context = {
        "has_desk": bool(orgs.mandates_of(request.user)),
        "unread": len(glance(request).unread),
    }
    return render(request, "member/more.html", context)
