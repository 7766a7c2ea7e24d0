"""The bottom bar of the member's phone."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.ui.nav import Item
from ortaq.portals.member.glance import glance


def items(request: HttpRequest) -> list[Item]:
    """Return Home, Card, Ask, Voice, More; with what waits there for the person."""
    seen = glance(request)
    ask = reverse("appeals:new")
    rows = [
        (_("Home"), reverse("member:home"), "home", len(seen.unread)),
        (_("Card"), reverse("member:card"), "card", 0),
        (_("Ask"), ask, "ask", 0),
        (_("Voice"), reverse("appeals:mine"), "voice", len(seen.in_work.answered)),
        (_("More"), reverse("member:more"), "more", 0),
    ]
    return [
        Item(label, url, icon, current=_is_current(request.path, url, ask), count=count or None)
        for label, url, icon, count in rows
    ]


def _is_current(path: str, url: str, ask: str) -> bool:
    """Home is current only on itself; asking is not yet one's voice."""
    if url in (reverse("member:home"), ask):
        return path == url
    return path.startswith(url) and path != ask
