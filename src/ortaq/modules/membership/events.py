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
class MembershipSuspended(Event):
    """A membership is paused."""

    membership_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipResumed(Event):
    """A pause is over."""

    membership_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipTransferred(Event):
    """A member moved to another primary; the card number went with him."""

    membership_id: int
    body_id: int
    new_membership_id: int
    new_body_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipLeft(Event):
    """A membership ended: left, excluded, over; its ``leave_reason`` says which."""

    membership_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class PeopleMerged(Event):
    """Two records of one person became one; ``dropped_id`` no longer signs in."""

    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True, kw_only=True)
class MembersEntered(Event):
    """A confirmed table made people members; one fact for as many as were written together."""

    membership_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class MembersTakenBack(Event):
    """The undo of a table took memberships back, as if they had never been."""

    membership_ids: list[int]
