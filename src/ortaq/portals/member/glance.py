"""What a member's page knows of him at a glance: its lists and the numbers in the bottom bar."""

from dataclasses import dataclass

from django.http import HttpRequest

from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify import selectors as notify
from ortaq.foundation.notify.models import Message
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.appeals.selectors import InWork

_KEPT = "_member_glance"


@dataclass(frozen=True)
class Glance:
    """Unread messages, the newest first, and one's own appeals in work."""

    unread: list[Message]
    in_work: InWork


NOTHING = Glance([], InWork([], []))


def glance(request: HttpRequest) -> Glance:
    """Look once a request: the page and its bar share what was seen."""
    if not isinstance(request.user, User):
        return NOTHING
    seen: Glance | None = getattr(request, _KEPT, None)
    if seen is None:
        user = request.user
        seen = Glance(unread=notify.unread_of(user), in_work=appeals.in_work_of(user))
        setattr(request, _KEPT, seen)
    return seen
