"""What talk adds to an appeal's pages: one way into the thread from either side."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ortaq.foundation.ui.sections import Section
from ortaq.modules.dialogue import selectors

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


def of_desk(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Lead the holder into the talk with the author."""
    if not request.user.has_perm("dialogue.hold_case", appeal):
        return None
    context = {"appeal": appeal, "thread": selectors.thread_of_case(appeal)}
    return Section(_("Talk with the member"), "dialogue/desk/_section.html", context, 30, "talk")


def of_member(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Lead the author into the talk with who holds his case."""
    thread = selectors.thread_of_case(appeal)
    if thread is None and (appeal.holder is None or appeal.status == "closed"):
        return None
    context = {"appeal": appeal, "thread": thread}
    return Section(
        _("Talk with your officer"), "dialogue/member/_section.html", context, 30, "talk"
    )
