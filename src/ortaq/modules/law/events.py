"""Facts of the law."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class EditionImported(Event):
    """An official text was imported; ``norms`` are those whose article or point it changes."""

    act: str
    language: str
    edition_id: int
    norms: list[str]


@dataclass(frozen=True, kw_only=True)
class NormSettled(Event):
    """A norm was signed, its signature withdrawn, or its words revised."""

    norm: str


@dataclass(frozen=True, kw_only=True)
class ValueSet(Event):
    """A reference value was signed; ``since`` in ISO 8601."""

    key: str
    since: str
