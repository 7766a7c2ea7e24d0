"""The job worker: one process, its queues side by side, so that an export delays no message."""

import asyncio
import logging
import signal
from collections.abc import Callable
from typing import Any

import django
from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

# (queues, how many jobs at once). `alone` runs one job at a time: backups, the audit sequencer.
LANES = ((("now", "default"), 3), (("slow",), 1), (("alone",), 1))
GRACE = 15.0  # seconds for a running job to end; then it is aborted, and tried again later

logger = logging.getLogger("ortaq.worker")


def main(_argv: list[str]) -> int:
    """Run until SIGTERM. Any other end is a failure, and the supervisor starts us again."""
    django.setup()
    return asyncio.run(_work())


async def _work() -> int:
    # A connection for each lane's listener, the rest for fetching and finishing jobs.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=len(LANES) + 1, max_size=10)
    is_asked_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, is_asked_to_stop.set)
    # Replaced, not copied: periodic jobs and `app` in tasks must be the same object.
    with app.replace_connector(connector):
        async with app.open_async():
            lanes = [asyncio.create_task(_lane(queues, count)) for queues, count in LANES]
            stop = asyncio.create_task(is_asked_to_stop.wait())
            await asyncio.wait([*lanes, stop], return_when=asyncio.FIRST_COMPLETED)
            for task in (*lanes, stop):
                task.cancel()
            ends = await asyncio.gather(*lanes, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            logger.error("a lane of the worker ended", exc_info=end)
    return 0 if is_asked_to_stop.is_set() else 1


async def _lane(queues: tuple[str, ...], concurrency: int) -> None:
    await app.run_worker_async(
        queues=list(queues),  # a tuple would become a row, not an array
        concurrency=concurrency,
        name="-".join(queues),
        install_signal_handlers=False,
        shutdown_graceful_timeout=GRACE,
        task_middleware=[_with_live_connection],
    )


def _with_live_connection(call_next: Callable[[], Any], _context: object, _worker: object) -> Any:
    """Drop connections that died or grew old, as Django does around a request."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()
