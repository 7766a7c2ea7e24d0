"""The menu of the public shell."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.foundation.ui.nav import Item


def items(request: HttpRequest) -> list[Item]:
    """Return the menu; who has signed in sees his own door instead of the way in."""
    mine = request.user.is_authenticated
    rows = [
        (pgettext_lazy("menu", "About the union"), reverse("public:about"), "people"),
        (_("Check a receipt"), reverse("public:check"), "search"),
        (_("My cabinet"), reverse("member:home"), "person")
        if mine
        else (_("Sign in"), reverse("account_login"), "key"),
    ]
    return [Item(label, url, icon, current=request.path == url) for label, url, icon in rows]


def footer(request: HttpRequest) -> list[Item]:
    """Return the links at the foot of public pages."""
    rows = [
        (_("What came of appeals"), reverse("appeals-figures:all"), "chart"),
        (_("Law"), reverse("law:index"), "scales"),
        (_("Check a collective agreement"), reverse("agreements-public:check"), "document"),
        (_("Agreed solutions"), reverse("letters-public:agreements"), "check"),
        (_("My data and privacy"), reverse("public:privacy"), "lock"),
    ]
    return [Item(label, url, icon, current=request.path == url) for label, url, icon in rows]
