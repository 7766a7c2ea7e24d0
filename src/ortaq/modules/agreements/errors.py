"""Refusals of the agreements' acts."""


class AgreementError(Exception):
    """Root of the refusals of this room."""


class RoundOpenError(AgreementError):
    """One round of bargaining is open already."""


class RoundClosedError(AgreementError):
    """The round of bargaining has ended."""
