"""Facts this room states."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class RecordOpened(Event):
    """Somebody opened a person's record for a stated purpose; the person is told."""

    opening_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(Event):
    """A person asked to correct his name, birth date or IIN."""

    correction_id: int


@dataclass(frozen=True, kw_only=True)
class CorrectionDecided(Event):
    """An officer corrected the record, or refused."""

    correction_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ExportReady(Event):
    """The copy of a person's data may be fetched."""

    export_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class BreachRecorded(Event):
    """A breach of personal data was recorded; its legal clock runs."""

    breach_id: int


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """A person's name, sex, birth date or IIN changed; who keeps copies of them reads anew."""

    user_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """A person took a consent back; what rested on it alone has to go."""

    user_id: int
    purpose: str
