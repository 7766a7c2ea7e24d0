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
    """The officer answered."""

    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealRated(Event):
    """The author rated the answer, and the appeal is closed."""

    appeal_id: int
    stars: int


@dataclass(frozen=True, kw_only=True)
class AppealReopened(Event):
    """The author was not content, and a new term began."""

    appeal_id: int
