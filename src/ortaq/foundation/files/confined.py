"""Work on other people's files in a process of its own: little memory, little time, no keys.

Large C libraries read files that somebody may have made to break them. Such work is a file with
``main(*words) -> str``, run by ``run`` or ``started`` in a child whose environment is empty and
which has no Django. This file is both sides: as a program it is the child, and gives up what
hostile contents could use before the work and its libraries are loaded. If the child dies, only
this one piece of work is missing.
"""

import errno
import resource
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Literal

NO_SPACE, NO_MEMORY = 28, 12  # the child's exit status for a full disk, for a lack of memory
LONGEST_LINE = 64 * 1024

Reason = Literal["time", "limit", "died"]  # "limit": it met one of its limits, or was killed


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use; ``patience`` is seconds by the clock, ended by the parent."""

    memory: int
    cpu_seconds: int
    file_bytes: int
    patience: int


class ConfinedError(Exception):
    """The child did not come to an end; ``reason`` says what it met."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Child:
    """The child at work."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._last = b""
        self.is_late = False

    def stop(self) -> None:
        """End it now: its time is over."""
        self.is_late = True
        self._process.kill()

    def hear(self) -> str | None:
        """Wait for the next line it says; None when it has ended well.

        Raises ConfinedError; OSError when the disk is full.
        """
        said = self._process.stdout.readline(LONGEST_LINE) if self._process.stdout else b""
        if said:
            self._last = said
            return said.decode("utf-8", "replace").rstrip("\n")
        status = self._process.wait()
        if self.is_late:
            raise ConfinedError("time")
        if status == NO_SPACE:
            raise OSError(NO_SPACE, "no room for what a confined process makes")
        if status == NO_MEMORY or status < 0:
            raise ConfinedError("limit")
        if status:
            raise ConfinedError("died")
        return None

    def last(self) -> str:
        """Wait for its end; return the last line it said."""
        while self.hear() is not None:
            pass
        return self._last.decode("utf-8", "replace").strip()


@contextmanager
def started(work: Path, *words: str, folder: str, limits: Limits) -> Iterator[Child]:
    """Start ``work`` in a folder that is its own; it does not outlive the block."""
    most = (str(limits.memory), str(limits.cpu_seconds), str(limits.file_bytes))
    process = subprocess.Popen(  # noqa: S603 -- our own program and arguments
        [sys.executable, "-I", __file__, *most, str(work), *words],
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TMPDIR": folder},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the file
    )
    child = Child(process)
    watch = Timer(limits.patience, child.stop)
    watch.daemon = True
    watch.start()
    try:
        yield child
    finally:
        watch.cancel()
        process.kill()
        process.communicate()


def run(work: Path, *words: str, folder: str, limits: Limits) -> str:
    """Run ``work`` to its end; return what its ``main`` returned. Raises as ``Child.hear``."""
    with started(work, *words, folder=folder, limits=limits) as child:
        return child.last()


def _give_up(memory: str, cpu_seconds: str, file_bytes: str) -> None:
    for what, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(cpu_seconds)),
        (resource.RLIMIT_FSIZE, int(file_bytes)),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _be_the_child(work: str, words: list[str]) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # for works that import ours
    try:
        print(runpy.run_path(work)["main"](*words))  # noqa: T201 -- the parent reads it
    except MemoryError:
        sys.exit(NO_MEMORY)
    except OSError as error:
        sys.exit(NO_SPACE if error.errno in (errno.ENOSPC, errno.EDQUOT) else 1)


if __name__ == "__main__":
    _give_up(*sys.argv[1:4])
    _be_the_child(sys.argv[4], sys.argv[5:])
