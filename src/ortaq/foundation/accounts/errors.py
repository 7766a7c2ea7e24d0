"""Refusals of this room.

AccountsError
├── AddressTakenError        the e-mail or phone belongs to another person
├── IdentityError
│   ├── BadIinError          not an IIN: length, digits, check digit
│   ├── IinTakenError        the IIN is another person's
│   └── IinConflictError     the IIN says another birth date or sex than the record
├── LinkSpentError           a sign-in link that was used, has expired, or never was
├── WrongCodeError           the code is not the one we sent; tries are left
├── CodeExpiredError         too late or too many tries: ask for a new code
├── PurposeNeededError       a record is opened for a purpose in words
├── NotOpenError             the correction or breach has already been decided
└── ErasureBlockedError      something must end first (an office, for example)
"""

from collections.abc import Sequence

from django.utils.functional import Promise


class AccountsError(Exception):
    """The mother of this room's refusals."""


class AddressTakenError(AccountsError):
    """The e-mail or phone belongs to another person."""


class IdentityError(AccountsError):
    """Something is wrong with an IIN. The message never holds the number."""


class BadIinError(IdentityError):
    """Not an IIN."""


class IinTakenError(IdentityError):
    """The IIN is another person's."""


class IinConflictError(IdentityError):
    """The IIN says otherwise than the record; ``fields`` names what: born_on, sex."""

    def __init__(self, *fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class LinkSpentError(AccountsError):
    """The sign-in link was used, has expired, or never was."""


class WrongCodeError(AccountsError):
    """The code is not the one we sent."""


class CodeExpiredError(AccountsError):
    """The code is too old, or too many wrong ones were typed."""


class PurposeNeededError(AccountsError):
    """A record is opened for a purpose in words."""


class NotOpenError(AccountsError):
    """It has already been decided."""


class ErasureBlockedError(AccountsError):
    """Something must end first; ``reasons`` says what, in the reader's words."""

    def __init__(self, reasons: Sequence[str | Promise]) -> None:
        super().__init__("something must end first")
        self.reasons = list(reasons)
