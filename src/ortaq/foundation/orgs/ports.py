"""What lower floors ask of the vertical, and what the vertical asks of the floors above.

Asked upward, bound by dotted path in settings:

``ORGS_MUST_STAY``    list of ``(body) -> list[str]``: why a body may not be closed yet, in
                      the reader's language (open memberships, appeals without an answer)
``ORGS_BARRED``       ``(user, body, kind) -> str | None``: why a person can never hold such a post
                      at a body (a manager of a workplace whose appeals it would see)
``ORGS_BODY_BLOCKS``  list of ``(request, body) -> str``: finished HTML for the body's page, '' for
                      nothing; each asks its own permissions
``ORGS_GOES_ALONG``   list of ``(body) -> Part | None``: what of a body somebody may choose to go
                      to the new one when it is split (its workplaces)
"""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.rules import WATCHERS
from ortaq.foundation.orgs.selectors import bodies_within_reach, mandates_of


def mfa_required(user: User) -> bool:
    """Whether any mandate that the user holds today sees personal data."""
    return any(mandate.trait.sees_personal for mandate in mandates_of(user))


def readable_bodies(user: User) -> QuerySet[Body] | None:
    """Return the bodies whose audit trail a person reads; None: all, and what has no body."""
    if user.has_perm("audit.read"):
        return None
    return bodies_within_reach(user, kinds=WATCHERS)


def must_stay(body: Body) -> list[str]:
    """Return everything above that keeps a body from closing; empty when nothing does."""
    return [why for path in settings.ORGS_MUST_STAY for why in import_string(path)(body)]


def barred(user: User, body: Body, kind: str) -> str | None:
    """Return why a person can never hold such a post at a body, in words; None when he can."""
    return cast("str | None", import_string(settings.ORGS_BARRED)(user, body, kind))


@dataclass(frozen=True)
class Part:
    """What may go along when a body is split: a name for the event, a question, what to choose."""

    name: str
    label: Promise | str
    choices: list[tuple[int, str]]


def goes_along(body: Body) -> list[Part]:
    """Return what the rooms above let go along with a new body; nothing without choices."""
    parts = [import_string(path)(body) for path in settings.ORGS_GOES_ALONG]
    return [part for part in parts if part and part.choices]


def body_blocks(request: HttpRequest, body: Body) -> list[SafeString]:
    """Return what the rooms above show on a body's page, in the order of the settings."""
    blocks = [import_string(path)(request, body) for path in settings.ORGS_BODY_BLOCKS]
    return [block for block in blocks if block]
