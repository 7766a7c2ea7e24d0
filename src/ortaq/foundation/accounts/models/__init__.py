"""Tables: persons and their ways in; what a person may ask about his data."""

from ortaq.foundation.accounts.models.person import (
    Identity,
    NameWord,
    SignInLink,
    User,
    UserManager,
)
from ortaq.foundation.accounts.models.privacy import (
    Breach,
    Consent,
    Correction,
    DataExport,
    RecordOpening,
    RetentionRun,
)

__all__ = [
    "Breach",
    "Consent",
    "Correction",
    "DataExport",
    "Identity",
    "NameWord",
    "RecordOpening",
    "RetentionRun",
    "SignInLink",
    "User",
    "UserManager",
]
