"""What this room needs from the floors above, bound by dotted path in the settings.

ACCOUNTS_CODE_SENDER -> CodeSender. Carries a short code to an address.
  SHALL write a job in the caller's transaction and return at once: nothing leaves before commit.
  SHALL do the same work for every address, so that the time of an answer tells nothing.
  SHALL write the text in ``language`` and not name the person.
  SHALL NOT log the code nor the address, nor keep them once the job has run.
ACCOUNTS_LETTER_SENDER -> LetterSender. Carries a finished text of this room (password changed,
  no such account); the same four duties.
ACCOUNTS_MFA_REQUIRED -> (user) -> bool. Whether this person may work only with a second factor.
  SHALL be cheap: it is asked at each request of a session without one.
"""

from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

Channel = Literal["email", "sms"]


class CodeSender(Protocol):
    """Carries a code."""

    def __call__(self, *, address: str, channel: Channel, code: str, language: str) -> None:
        """Write the job that sends ``code``."""


class LetterSender(Protocol):
    """Carries a finished text."""

    def __call__(
        self, *, address: str, channel: Channel, subject: str, text: str, language: str
    ) -> None:
        """Write the job that sends the text; SMS carries no subject."""


class MfaRule(Protocol):
    """Says who may work only with a second factor."""

    def __call__(self, user: "User") -> bool:
        """Whether this person needs one."""


@cache
def _bound(path: str) -> object:
    return import_string(path)


def code_sender() -> CodeSender:
    """Return the bound sender of codes."""
    return cast("CodeSender", _bound(settings.ACCOUNTS_CODE_SENDER))


def letter_sender() -> LetterSender:
    """Return the bound sender of letters."""
    return cast("LetterSender", _bound(settings.ACCOUNTS_LETTER_SENDER))


def mfa_required(user: "User") -> bool:
    """Whether this person may work only with a second factor."""
    return cast("MfaRule", _bound(settings.ACCOUNTS_MFA_REQUIRED))(user)
