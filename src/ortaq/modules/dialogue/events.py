"""Facts of talk."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class AnnouncementWentOut(Event):
    """An announcement is read by the members of a body and below from now on."""

    announcement_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class PersonMuted(Event):
    """A leader said that a person may not write at a body for a while."""

    mute_id: int
    body_id: int
