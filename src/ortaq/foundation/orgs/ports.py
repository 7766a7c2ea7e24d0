"""What lower floors ask of the vertical."""

from django.db.models import QuerySet

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
