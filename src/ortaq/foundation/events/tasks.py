"""Jobs of the bus."""

from typing import Any

from ortaq.foundation.events import bus
from ortaq.foundation.events.jobs import task


@task("events.deliver")
def deliver(receiver: str, payload: dict[str, Any]) -> None:
    """Run one receiver on one event."""
    bus.deliver(receiver=receiver, payload=payload)
