"""``./ortaq metrics --port 9108``: what Prometheus reads, on this machine only."""

import os
import threading
from argparse import ArgumentParser
from signal import SIGINT, SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand
from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from ortaq.portals.api.gauges import DatabaseCollector

ADDRESS = "127.0.0.1"  # never wider: the numbers are the operator's own
DEFAULT_PORT = 9108
PATIENCE = 30  # seconds until a port that is taken is tried again


def registry() -> CollectorRegistry:
    """Return everything that is measured: the counts of all web processes, and the database's."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        found = CollectorRegistry()
        MultiProcessCollector(found)  # type: ignore[no-untyped-call]
    else:
        found = REGISTRY
    found.register(DatabaseCollector())
    return found


class Command(BaseCommand):
    """Serve until asked to stop."""

    help = "Serve Prometheus metrics on 127.0.0.1 until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=DEFAULT_PORT)

    def handle(self, *_args: Any, port: int = DEFAULT_PORT, **_options: Any) -> None:
        """Listen, then wait for the signal."""
        stop = threading.Event()
        for number in (SIGINT, SIGTERM):
            signal(number, lambda *_: stop.set())
        measured = registry()
        while True:
            try:
                server, thread = start_http_server(port, addr=ADDRESS, registry=measured)
                break
            except OSError as error:
                # Ending would make the supervisor start us anew without end, each time dearly.
                self.stderr.write(f"port {port}: {error.strerror}; trying again in {PATIENCE} s")
                if stop.wait(PATIENCE):
                    return
        self.stdout.write(f"metrics on http://{ADDRESS}:{port}/metrics")
        self.stdout.flush()
        stop.wait()
        server.shutdown()
        thread.join()
