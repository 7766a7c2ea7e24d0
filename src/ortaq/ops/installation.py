"""One installation on this machine: its folder, held by one supervisor at a time."""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ortaq.config.env import CHECKOUT
from ortaq.ops.errors import StartError

MARK = "ORTAQ_RUN"  # in the environment of every child: whose it is


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Hold the installation, or refuse while another process does. The kernel lets go for us."""
    with (data_dir / "run" / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StartError(
                f"Ortaq already runs on {data_dir} (process {lock.read().strip() or 'unknown'}): "
                "stop it first, or choose another folder with ORTAQ_DATA_DIR."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        end_orphans(data_dir)
        yield


def end_orphans(data_dir: Path, *, patience: float = 10) -> None:
    """End web and job processes whose supervisor was killed; they would hold the port.

    The caller holds the installation, so none of these has a parent that wants it. Linux only.
    """
    deadline = time.monotonic() + patience
    while orphans := _marked(data_dir):
        for pid in orphans:
            with suppress(OSError):
                is_late = time.monotonic() > deadline - patience / 2
                os.kill(pid, signal.SIGKILL if is_late else signal.SIGTERM)
        if time.monotonic() > deadline:
            raise StartError(
                f"Processes of an earlier start do not end: {orphans}. End them, then start again."
            )
        time.sleep(0.1)


def child_environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Return the environment of a child: ours, its mark, and where the code is."""
    code = str(CHECKOUT / "src")
    paths = [code, *filter(None, [os.environ.get("PYTHONPATH")])]
    own = {MARK: str(data_dir), "DJANGO_SETTINGS_MODULE": "ortaq.config.settings"}
    return os.environ | own | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))} | more


def word(*words: str) -> list[str]:
    """Return the command that runs a word of ./ortaq with this very Python."""
    return [sys.executable, "-m", "ortaq", *words]


def _marked(data_dir: Path) -> list[int]:
    mark = os.fsencode(f"{MARK}={data_dir}")
    mine = {os.getpid(), os.getppid()}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_zombie = (process / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
            if is_zombie or int(process.name) in mine:
                continue
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found
