"""Facts."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class SheetEntered(Event):
    """A sheet was entered to its end."""

    batch_id: int
    layout: str
    body_id: int
    made: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class SheetUndone(Event):
    """What a sheet had entered was taken back, but for what people have used since."""

    batch_id: int
    layout: str
    body_id: int
    kept: int
