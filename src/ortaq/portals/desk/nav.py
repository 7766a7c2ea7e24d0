"""The rail of the desk: only the rooms that the reader's mandates open."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.foundation.accounts.models import User
from ortaq.foundation.ui.nav import Item
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.dialogue import selectors as dialogue
from ortaq.modules.membership import selectors as membership

# In a context of its own: Django translates a bare "Order" for its formsets.
ORDER = pgettext_lazy("desk", "Good order")

# Permission, label, name of the address, icon, group.
ROOMS = (
    ("orgs.desk", _("Today"), "desk:today", "clock", ""),
    ("appeals.desk", _("Appeals"), "appeals-desk:queue", "ask", _("Work")),
    ("appeals.help", _("Needs help"), "appeals-desk:needs_help", "alert", _("Work")),
    ("appeals.register", _("Register of appeals"), "appeals-desk:register", "list", _("Work")),
    ("letters.desk", _("Letters"), "letters-desk:index", "mail", _("Work")),
    ("hearings.desk", _("Hearings"), "hearings-desk:calendar", "scales", _("Work")),
    ("law.desk", _("Law"), "law-desk:index", "scales", _("Work")),
    ("agreements.desk", _("Agreements"), "agreements-desk:index", "document", _("Work")),
    ("dialogue.desk", _("Talk"), "dialogue-desk:index", "chat", _("Work")),
    ("membership.desk", _("Members"), "membership-desk:index", "people", _("Work")),
    (
        "membership.decide_any",
        _("Applications"),
        "membership-desk:applications",
        "plus",
        _("Work"),
    ),
    ("sheets.open", _("Sheets"), "sheets:index", "upload", _("Work")),
    ("membership.desk", _("Figures"), "desk:figures-index", "chart", _("Union")),
    ("orgs.desk", _("Bodies"), "orgs:bodies", "building", _("Union")),
    ("orgs.desk", _("Mandates"), "orgs:mandates", "key", _("Union")),
    ("orgs.desk", _("Elections"), "orgs:elections", "check", _("Union")),
    ("workplaces.desk", _("Workplaces"), "workplaces-desk:index", "list", _("Union")),
    ("audit.open", _("Audit trail"), "audit:trail", "history", ORDER),
    ("events.view_jobs", _("Jobs"), "events:jobs", "refresh", ORDER),
    ("accounts.keep_breaches", _("Data breaches"), "accounts-desk:breaches", "shield", ORDER),
    ("appeals.desk", _("I am away"), "appeals-desk:away", "sun", _("Me")),
    ("orgs.desk", _("My cabinet"), "member:home", "person", _("Me")),
)


def items(request: HttpRequest) -> list[Item]:
    """Return the rail; empty for who has no desk."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("orgs.desk"):
        return []
    with appeals.desks_kept(user):
        return list(_items(request.path, user))


def _items(path: str, user: User) -> Iterator[Item]:
    rooms = [
        (label, name, reverse(name), icon, group)
        for permission, label, name, icon, group in ROOMS
        if user.has_perm(permission)
    ]
    current = _room_of(path, [url for _label, _name, url, _icon, _group in rooms])
    for label, name, url, icon, group in rooms:
        yield Item(label, url, icon, current=url == current, count=_count(name, user), group=group)


def _room_of(path: str, urls: list[str]) -> str:
    """Return the room that a page belongs to; a person's record belongs to the members."""
    if path.startswith("/desk/person/"):
        return reverse("membership-desk:index")
    today = reverse("desk:today")
    under = [url for url in urls if path == url or (url != today and path.startswith(url))]
    return max(under, key=len, default="")


def _count(name: str, user: User) -> int | None:
    """Return how much waits in a room."""
    if name == "appeals-desk:queue":
        return appeals.waiting_with(user) or None
    if name == "dialogue-desk:index":
        return dialogue.waiting_for(user) or None
    if name == "membership-desk:applications":
        return membership.applications_for(user).count() or None
    return None
