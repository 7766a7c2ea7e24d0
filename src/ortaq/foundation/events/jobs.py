"""Jobs by stable name: they outlive a release in the database, so a name is never reused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

Queue = Literal["now", "default", "slow", "alone"]

# Six tries over about an hour; then the job is a dead letter, seen at /desk/jobs/.
RETRIES = RetryStrategy(max_attempts=6, wait=5, exponential_wait=4)


def task(
    name: str, *, queue: Queue = "default", retry: RetryStrategy | bool = RETRIES
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function of a ``tasks`` module runnable under a stable dotted name.

    Queues: ``now`` (messages), ``default``, ``slow`` (exports), ``alone`` (one at a time).
    """
    lock = f"alone:{name}" if queue == "alone" else None

    def register(function: Callable[..., None]) -> Callable[..., None]:
        app.task(name=name, queue=queue, retry=retry, lock=lock)(function)
        return function

    return register


def periodic(
    name: str, *, cron: str, queue: Queue = "default"
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a function run by the clock (cron in UTC). Say its purpose in docs/house.md."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the moment
            function()

        run.__doc__ = function.__doc__
        lock = f"alone:{name}"
        job = app.task(name=name, queue=queue, lock=lock, queueing_lock=lock, retry=RETRIES)(run)
        app.periodic(cron=cron)(job)
        return function

    return register


def defer(name: str, *, at: datetime | None = None, lock: str | None = None, **args: Any) -> int:
    """Write a job in the caller's transaction, to run after commit; return its id."""
    job = app.configure_task(name, schedule_at=at, **({"lock": lock} if lock else {}))
    return job.defer(**args)
