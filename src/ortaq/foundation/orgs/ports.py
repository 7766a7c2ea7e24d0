"""What lower floors ask of the vertical."""

from ortaq.foundation.accounts.models import User


def mfa_required(user: User) -> bool:
    """Whether any mandate of the user sees personal data."""
    raise NotImplementedError
