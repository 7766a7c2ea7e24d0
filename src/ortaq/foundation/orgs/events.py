"""Facts of the vertical."""

from dataclasses import dataclass, field

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
class BodiesMerged(Event):
    """Bodies were closed into another one, with all that belonged to them (``on``: ISO).

    Their children already stand under it; no ``BodyMoved`` or ``BodyClosed`` is said for them.
    """

    from_ids: list[int]
    into_id: int
    on: str


@dataclass(frozen=True, kw_only=True)
class BodySplit(Event):
    """New bodies came out of one that goes on, in its places in both lines (``on``: ISO).

    ``along``: what goes with the new bodies, each as "body part key"; ``chosen`` reads it.
    """

    from_id: int
    new_ids: list[int]
    on: str
    along: list[str] = field(default_factory=list)

    def chosen(self, part: str) -> dict[int, list[int]]:
        """Return what of a part (``ports.Part.name``) goes to each new body."""
        found: dict[int, list[int]] = {}
        for words in self.along:
            body_id, name, key = words.split(" ")
            if name == part:
                found.setdefault(int(body_id), []).append(int(key))
        return found


@dataclass(frozen=True, kw_only=True)
class MandateProposed(Event):
    """A mandate waits for a second person."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MandateGranted(Event):
    """A mandate is held; it works from its first day on."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MandateRefused(Event):
    """The second person refused a proposed mandate, or the first withdrew it."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str
    by_id: int


@dataclass(frozen=True, kw_only=True)
class MandateEndProposed(Event):
    """The end of a mandate waits for a second person."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Event):
    """A mandate has ended, by decision or by its term."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MandateExpiring(Event):
    """A mandate's term runs out within 90, 30 or 7 ``days``; ``until`` is its last day (ISO)."""

    mandate_id: int
    user_id: int
    body_id: int
    kind: str
    until: str
    days: int = 30


@dataclass(frozen=True, kw_only=True)
class TermsRunningOut(Event):
    """Terms run out at the bodies right under one, within ``days``; told once a day, by count."""

    body_id: int
    count: int
    days: int
    on: str


@dataclass(frozen=True, kw_only=True)
class ElectionPlanned(Event):
    """A meeting of a body that gives account or elects stands in the calendar."""

    election_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class ElectionHeld(Event):
    """A meeting was held; ``result`` says how it ended. Posts are granted by two persons."""

    election_id: int
    body_id: int
    result: str
