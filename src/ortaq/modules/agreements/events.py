"""Facts of agreements."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class AgreementRegistered(Event):
    """An agreement stands in the registry."""

    agreement_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementChecked(Event):
    """A version was checked; ``violations``: worse than law, or below a ratified convention."""

    version_id: int
    violations: int


@dataclass(frozen=True, kw_only=True)
class PromiseMarked(Event):
    """Somebody wrote down whether a promise of an agreement is kept."""

    agreement_id: int
    promise_id: int
    state: str
