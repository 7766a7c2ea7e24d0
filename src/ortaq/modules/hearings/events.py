"""Facts of hearings."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class HearingSet(Event):
    """A hearing has a day; ``starts_at`` in ISO 8601."""

    hearing_id: int
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class HearingHeld(Event):
    """A hearing was held, with its result."""

    hearing_id: int
    result: str


@dataclass(frozen=True, kw_only=True)
class LimitationOpened(Event):
    """A term of going to the commission or to court is watched."""

    limitation_id: int


@dataclass(frozen=True, kw_only=True)
class LimitationMissed(Event):
    """The last day of a watched term has passed."""

    limitation_id: int
