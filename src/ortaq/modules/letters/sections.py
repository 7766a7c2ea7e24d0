"""Letters on the pages of their appeal: the officer's and the author's."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.ui.sections import Section
from ortaq.modules.letters import selectors
from ortaq.modules.letters.workflow import State

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


def on_desk(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Show the letters to who may know the author's name; let the holder begin one."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("appeals.name_author", appeal):
        return None
    may_begin = appeal.is_open and user.has_perm("letters.begin", appeal)
    letters = selectors.letters_of(appeal)
    if not letters and not may_begin:
        return None
    context = {
        "appeal": appeal,
        "letters": letters,
        "may_begin": may_begin,
    }
    return Section(_("Letters"), "letters/desk/_section.html", context, order=40, anchor="letters")


def on_own(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Show the author the letters that have pages."""
    letters = [row for row in selectors.letters_of(appeal) if row.prepared_at]
    if not letters or request.user.pk != appeal.author_id:
        return None
    asked = any(row.state == State.WAITING for row in letters)
    return Section(
        _("Letters about your appeal"),
        "letters/member/_section.html",
        {"letters": letters},
        order=5 if asked else 20,  # what waits for his word stands first
        anchor="letters",
    )
