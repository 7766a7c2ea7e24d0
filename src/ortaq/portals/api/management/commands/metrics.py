"""``./ortaq metrics --port 9108``: what Prometheus reads, on this machine only."""

import os
import threading
from argparse import ArgumentParser
from signal import SIGINT, SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from ortaq.portals.api.gauges import DatabaseCollector

ADDRESS = "127.0.0.1"  # never wider: the numbers are the operator's own
DEFAULT_PORT = 9108


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
        try:
            server, thread = start_http_server(port, addr=ADDRESS, registry=registry())
        except OSError as error:
            raise CommandError(f"port {port} is taken; choose another with --port") from error
        self.stdout.write(f"metrics on http://{ADDRESS}:{port}/metrics")
        self.stdout.flush()
        stop.wait()
        server.shutdown()
        thread.join()
