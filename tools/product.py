"""The real product as a child process, for browser tests and benchmarks."""

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"^\s*(?P<name>\S.*?)\s{2,}(?P<role>\S.*?)\s{2,}(?P<link>https?://\S+)\s*$")
DEMO = (sys.executable, "-m", "ortaq", "demo")
READY = "Ctrl-C stops everything"


class Person(NamedTuple):
    """One line of the table that the demo prints."""

    name: str
    role: str
    link: str  # signs in once


class Product:
    """``./ortaq demo`` on a free port, in a folder of its own; a context manager."""

    def __init__(
        self, folder: Path | None = None, *, size: str = "small", patience: float = 240
    ) -> None:
        self._own = None if folder else tempfile.TemporaryDirectory(prefix="ortaq-product-")
        self.folder = folder or Path(str(self._own and self._own.name))
        self.size = size
        self.patience = patience  # seconds until it must answer
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.people: list[Person] = []
        self.lines: list[str] = []
        self.seconds = 0.0  # from the start to the first answer
        self._ready = threading.Event()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        started = time.monotonic()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ORTAQ_")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        self._process = subprocess.Popen(
            [*DEMO, "--size", self.size, "--port", str(self.port)],
            cwd=ROOT,
            env=environment
            | {
                "ORTAQ_DEMO_DIR": str(self.folder),
                "ORTAQ_METRICS_PORT": str(free_port()),
                "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- one call into the kernel, no lock
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._ready.wait(self.patience)
        if not any(READY in line for line in self.lines):
            said = "\n".join(self.lines[-60:])
            self.__exit__(None, None, None)
            raise RuntimeError(f"the demo did not start:\n{said}")
        self.seconds = time.monotonic() - started
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        if self._process and self._process.stdout:
            self._reader.join(10)
            self._process.stdout.close()
        if self._own:
            self._own.cleanup()

    def person(self, role: str) -> Person:
        """Return the first demo person whose role or name holds these words."""
        for person in self.people:
            if role.casefold() in f"{person.role} {person.name}".casefold():
                return person
        raise LookupError(f"the demo has no {role}: {[p.role for p in self.people]}")

    def mail(self) -> list[str]:
        """Return the letters kept instead of sent, oldest first."""
        letters = sorted((self.folder / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
        return [path.read_text() for path in letters]

    def web_pids(self) -> list[int]:
        """Return the web server's processes."""
        assert self._process
        mine = _descendants(self._process.pid)
        masters = [pid for pid in mine if b"granian" in _cmdline(pid)]
        return sorted({pid for master in masters for pid in self.processes_of(master)})

    @staticmethod
    def processes_of(pid: int) -> list[int]:
        """Return a process and everything under it."""
        return [pid, *_descendants(pid)]

    def _read(self) -> None:
        assert self._process
        assert self._process.stdout
        for line in self._process.stdout:
            self.lines.append(line.rstrip())
            if found := LINK.match(line):
                self.people.append(Person(**found.groupdict()))
            if READY in line:
                self._ready.set()
        self._ready.set()


def _die_with_parent() -> None:
    """Ask the kernel to stop this process when the one that started it is gone (Linux)."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cpu_seconds(pids: list[int]) -> float:
    """Return the user and system time that processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *_descendants(int(child))]
    return found
