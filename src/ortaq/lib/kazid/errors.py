"""Refusals.

KazidError
├── IinError
├── BinError
└── KatoError
"""


class KazidError(ValueError):
    """A number that cannot be right; the message says why and never repeats the number."""


class IinError(KazidError):
    """Not an individual identification number."""


class BinError(KazidError):
    """Not a business identification number."""


class KatoError(KazidError):
    """Not a code of a territorial unit."""
