"""The event bus: one job a receiver, written in the publisher's transaction."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.db import transaction

from ortaq.foundation.events import jobs


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense; its fields are identifiers and plain JSON values only."""


E = TypeVar("E", bound=Event)
Receiver = Callable[[Any], None]

_receivers: dict[type[Event], dict[str, Receiver]] = defaultdict(dict)


def subscribe(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a receiver. Receivers run after commit, at least once: make them idempotent."""

    def register(receiver: Callable[[E], None]) -> Callable[[E], None]:
        _receivers[event_type][f"{receiver.__module__}.{receiver.__qualname__}"] = receiver
        return receiver

    return register


def publish(event: Event) -> None:
    """State a fact: defer one job a receiver, in the caller's transaction.

    Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("publish() needs the caller's transaction")
    for name in _receivers[type(event)]:
        jobs.defer("events.deliver", receiver=name, payload=asdict(event))


def deliver(*, receiver: str, payload: dict[str, Any]) -> None:
    """Run one receiver on one event. LookupError names a receiver that no longer exists."""
    for event_type, receivers in _receivers.items():
        if receiver in receivers:
            receivers[receiver](event_type(**payload))
            return
    raise LookupError(f"no receiver is called {receiver}")
