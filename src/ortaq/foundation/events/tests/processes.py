"""Real worker processes for tests on committed rows."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

Start = Callable[..., subprocess.Popen]


@contextmanager
def workers(folder: Path, **env: str) -> Iterator[Start]:
    """Give a function that starts a worker on the test's database; kill what still runs."""
    running: list[subprocess.Popen] = []
    settings = connection.settings_dict
    address = f"postgresql://ortaq@{quote(settings['HOST'], safe='')}/{settings['NAME']}"

    def start(*words: str) -> subprocess.Popen:
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "ortaq.foundation.events.tests.worker", folder, *words],
                env=os.environ | {"ORTAQ_DATABASE_URL": address, "PYTHONPATH": "src"} | env,
                stdout=log,
                stderr=log,
            )
        running.append(process)
        return process

    try:
        yield start
    finally:
        for process in running:
            process.kill()
            process.wait()


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
