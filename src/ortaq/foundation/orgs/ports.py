"""What lower floors ask of the vertical."""

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.selectors import mandates_of


def mfa_required(user: User) -> bool:
    """Whether any mandate that the user holds today sees personal data."""
    return any(mandate.trait.sees_personal for mandate in mandates_of(user))
