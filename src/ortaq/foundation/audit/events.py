"""Facts of the audit trail."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class AuditLagging(Event):
    """Entries wait too long for their place in the chain."""

    pending: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class AuditBroken(Event):
    """The nightly check found that the trail was changed from outside."""

    seq: int
    problem: str
