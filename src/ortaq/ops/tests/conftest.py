"""A real cluster, with fsync, in a folder of its own; and short roads to what tests need."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ortaq.config.env import CHECKOUT
from ortaq.ops.postgres import Server


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's user can reach, which pytest's own tmp_path is not."""
    folder = Path(tempfile.mkdtemp(prefix="ortaq-ops-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Server]:
    """A running cluster as in production; tests make databases of their own in it."""
    folder = Path(tempfile.mkdtemp(prefix="ortaq-ops-"))
    folder.chmod(0o711)
    server = Server(folder / "pg")
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment without its settings, for a child of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORTAQ_")}
    return kept | {"PYTHONPATH": str(CHECKOUT / "src")} | more


def ortaq(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run a word and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "ortaq", *words],
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
