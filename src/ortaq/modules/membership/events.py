"""Facts about belonging."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class MembershipApplied(Event):
    """A person asked to join a primary organisation."""

    membership_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipApproved(Event):
    """A person became a member; the card number is given."""

    membership_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipRefused(Event):
    """A primary organisation said no, with a reason."""

    membership_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipLeft(Event):
    """A member left a primary organisation."""

    membership_id: int
    body_id: int
