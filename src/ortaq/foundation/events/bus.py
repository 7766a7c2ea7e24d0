"""The event bus: one job a receiver, written in the publisher's transaction."""

import json
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

_types: dict[str, type[Event]] = {}
_receivers: dict[str, dict[str, Receiver]] = defaultdict(dict)


def name_of(event_type: type[Event]) -> str:
    """Return the name under which events of a type wait in the database."""
    return f"{event_type.__module__}.{event_type.__qualname__}"


def subscribe(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a receiver. Receivers run after commit, at least once: make them idempotent.

    The receiver's dotted name waits in the database between releases: after a rename, old jobs
    become dead letters.
    """

    def register(receiver: Callable[[E], None]) -> Callable[[E], None]:
        event_name = name_of(event_type)
        _types[event_name] = event_type
        _receivers[event_name][f"{receiver.__module__}.{receiver.__qualname__}"] = receiver
        return receiver

    return register


def subscriptions() -> dict[str, list[str]]:
    """Return the names of receivers by the name of their event, for the docs and their test."""
    return {event: sorted(receivers) for event, receivers in sorted(_receivers.items())}


def publish(event: Event) -> None:
    """State a fact: defer one job a receiver, in the caller's transaction.

    Raises TransactionManagementError outside a transaction, TypeError when a field is not plain
    JSON (a date, a tuple, a model).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("publish() needs the caller's transaction")
    event_name, payload = name_of(type(event)), asdict(event)
    if json.loads(json.dumps(payload)) != payload:
        raise TypeError(f"{event_name} must hold plain JSON values")
    jobs.add(
        "events.deliver",
        [
            {"event": event_name, "receiver": receiver, "payload": payload}
            for receiver in _receivers.get(event_name, {})
        ],
    )


def deliver(*, event: str, receiver: str, payload: dict[str, Any]) -> None:
    """Run one receiver on one event. LookupError names a receiver that no longer exists."""
    try:
        run = _receivers[event][receiver]
    except KeyError:
        raise LookupError(f"no receiver of {event} is called {receiver}") from None
    run(_types[event](**payload))
