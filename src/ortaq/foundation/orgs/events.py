"""Facts of the vertical."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class BodyOpened(Event):
    """A body was opened."""

    body_id: int


@dataclass(frozen=True, kw_only=True)
class BodyMoved(Event):
    """A body stands under another parent in one line from today (None: it left the line)."""

    body_id: int
    line: str
    parent_id: int | None


@dataclass(frozen=True, kw_only=True)
class BodyClosed(Event):
    """A body was closed; ``on`` is the first day on which it no longer works (ISO)."""

    body_id: int
    on: str


@dataclass(frozen=True, kw_only=True)
class MandateEvent(Event):
    """Something happened to a mandate."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MandateProposed(MandateEvent):
    """A mandate waits for a second person."""


@dataclass(frozen=True, kw_only=True)
class MandateGranted(MandateEvent):
    """A mandate is held; it works from its first day on."""


@dataclass(frozen=True, kw_only=True)
class MandateRefused(MandateEvent):
    """The second person refused a proposed mandate."""


@dataclass(frozen=True, kw_only=True)
class MandateEndProposed(MandateEvent):
    """The end of a mandate waits for a second person."""


@dataclass(frozen=True, kw_only=True)
class MandateEnded(MandateEvent):
    """A mandate has ended, by decision or by its term."""


@dataclass(frozen=True, kw_only=True)
class MandateExpiring(MandateEvent):
    """A mandate's term runs out within thirty days; ``until`` is its last day (ISO)."""

    until: str
