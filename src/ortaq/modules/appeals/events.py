"""Facts about appeals."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class AppealSubmitted(Event):
    """A member asked the union for something."""

    appeal_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class AppealTaken(Event):
    """An officer said: I have it."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealHandedOver(Event):
    """An open appeal went to another officer."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealAnswered(Event):
    """The officer answered and stated what came of it."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealWrittenTo(Event):
    """The officer wrote to the member; the appeal stays open."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealConfirmed(Event):
    """The author said whether the stated outcome is so (``yes`` closed it, ``no`` did not)."""

    appeal_id: int
    verdict: str
    stars: int | None


@dataclass(frozen=True, kw_only=True)
class AppealWithdrawn(Event):
    """The author stopped asking."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class CaseAnswered(Event):
    """An officer answered all appeals of a collective case; the answer goes into each thread."""

    case_reply_id: int


@dataclass(frozen=True, kw_only=True)
class AppealReopened(Event):
    """The author was not content, and a new term began."""

    appeal_id: int
