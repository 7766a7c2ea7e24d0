"""Pure: states of a version's check, of a proposal, of a promise; days of bargaining."""

from enum import StrEnum


class Check(StrEnum):
    """Where the check of a version stands."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    REFUSED = "refused"


class Decision(StrEnum):
    """What a person said of a finding; nothing goes out as the union's word before it."""

    OPEN = ""
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What came of a proposal at the table."""

    OPEN = "open"
    AGREED = "agreed"
    DISAGREED = "disagreed"


class Kept(StrEnum):
    """Whether a promise of the agreement is kept."""

    WAITING = "waiting"
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"


# The employer answers a proposal to bargain within ten working days (Labour Code, art. 156 p. 2);
# what both agree is signed with a protocol of disagreements within a month (art. 156 p. 7).
DAYS_TO_START = 10
DAYS_TO_SIGN = 30
EXPIRY_WARNING = 90  # days: the proposal of a new agreement is due before the old one ends
