"""Phone numbers as people write them, kept as E.164."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(r"^\+[1-9][0-9]{7,14}$")
NOT_A_PHONE = _("Write the phone number with all its digits, for example +7 701 123 45 67.")
NOT_SERVED = _("We can send messages only to Kazakhstan numbers, which begin with +7 7.")


def normalise(text: str) -> str:
    """Return a number as E.164: 8 701 123 45 67, 7701…, +7 (701)… all become +77011234567.

    ValidationError says in words what is wrong. Numbers outside ACCOUNTS_PHONE_PREFIXES are
    refused: whoever may send codes anywhere pays for calls to premium numbers.
    """
    digits = re.sub(r"[\s()\-.\u00a0]", "", text)
    if re.fullmatch(r"[78]7[0-9]{9}", digits):
        digits = f"+7{digits[1:]}"
    elif re.fullmatch(r"7[0-9]{9}", digits):
        digits = f"+7{digits}"
    if not _SHAPE.fullmatch(digits):
        raise ValidationError(NOT_A_PHONE, code="invalid_phone")
    if not digits.startswith(tuple(settings.ACCOUNTS_PHONE_PREFIXES)) or (
        digits.startswith("+7") and len(digits) != 12  # noqa: PLR2004 -- +7 and ten digits
    ):
        raise ValidationError(NOT_SERVED, code="foreign_phone")
    return digits


def masked(address: str) -> str:
    """Show enough of an address for its owner to know it: a•••@example.org, +7 701 ••• •• 67."""
    if "@" in address:
        name, _at, host = address.partition("@")
        return f"{name[:1]}•••@{host}"
    return f"{address[:2]} {address[2:5]} ••• •• {address[-2:]}"
