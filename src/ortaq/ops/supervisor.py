"""Keep a few processes running, restart what falls, and stop everything in order."""

import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ortaq.ops.children import kill_group, spawn
from ortaq.ops.errors import StartError
from ortaq.ops.postgres import Server

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
CALM_AFTER = 60.0  # a process that lived this long starts again without waiting
ZONE = ZoneInfo("Asia/Almaty")  # as in Django's lines of the same log
FORCED = 3  # exit code: something had to be killed


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), ZONE)


def say(text: str) -> None:
    """Write one line of the supervisor's own log."""
    print(f"{_now():%Y-%m-%d %H:%M:%S} ortaq: {text}", flush=True)


@dataclass
class Program:
    """A child that must run as long as the installation does."""

    name: str
    argv: Sequence[str | Path]
    env: dict[str, str]
    grace: float = 20.0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    due: float | None = None  # when to start again

    def start(self) -> None:
        """Start it, remembering when."""
        self.due = None
        self.started = time.monotonic()
        self.process = spawn(self.argv, env=self.env)

    def has_fallen(self) -> bool:
        """Notice an end nobody asked for; plan the next start."""
        if self.process is None or self.process.poll() is None:
            return False
        kill_group(self.process, signal.SIGKILL)  # what it may have left running
        lived = time.monotonic() - self.started
        self.wait = FIRST_WAIT if lived > CALM_AFTER else min(self.wait * 2, LONGEST_WAIT)
        self.due = time.monotonic() + self.wait
        return True

    def stop(self, is_hurried: Callable[[], bool]) -> bool:
        """End it: SIGTERM, then SIGKILL for the whole group. Return whether it went by itself."""
        if self.process is None or self.process.poll() is not None:
            return True
        kill_group(self.process, signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while time.monotonic() < deadline and not is_hurried():
            if self.process.poll() is not None:
                kill_group(self.process, signal.SIGKILL)
                return True
            time.sleep(0.02)
        kill_group(self.process, signal.SIGKILL)
        self.process.wait()
        return False


@dataclass
class Supervisor:
    """The parent of everything. Programs start in the given order and stop in it as well."""

    server: Server | None
    programs: list[Program]
    signals: list[int] = field(default_factory=list)
    _server_due: float | None = None
    _server_wait: float = FIRST_WAIT

    @property
    def is_asked_to_stop(self) -> bool:
        """Whether a signal to stop has come."""
        return bool(self.signals)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Collect SIGTERM, SIGINT and SIGHUP instead of dying of them."""
        kinds = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        before = {kind: signal.getsignal(kind) for kind in kinds}
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        for kind in kinds:
            signal.signal(kind, lambda number, _frame: self.signals.append(number))
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)  # only wakes the loop
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for kind, handler in before.items():
                signal.signal(kind, handler)
            self._reader.close()
            self._writer.close()

    def run(self) -> None:
        """Watch until a signal to stop comes."""
        while not self.is_asked_to_stop:
            self._watch_server()
            for program in self.programs:
                self._watch(program)
            self.pause(self._next_due())

    def start_programs(self) -> None:
        """Start every program that does not run yet."""
        for program in self.programs:
            if program.process is None:
                program.start()

    def stop(self) -> bool:
        """Stop programs in order, then the database. A second signal cuts the waiting short."""
        first = len(self.signals)
        is_clean = True
        for program in self.programs:
            if not program.stop(lambda: len(self.signals) > first):
                say(f"{program.name} did not stop in time and was killed")
                is_clean = False
        if self.server:
            is_clean = self.server.stop() and is_clean
        return is_clean

    def pause(self, seconds: float) -> None:
        """Sleep, waking at once for a signal or the end of a child."""
        ready, _, _ = select.select([self._reader], [], [], seconds)
        if ready:
            self._reader.recv(4096)

    def wait_for(self, process: subprocess.Popen[bytes]) -> int:
        """Wait for a child that ends by itself; a signal to us ends it too."""
        while process.poll() is None:
            if self.is_asked_to_stop:
                kill_group(process, signal.SIGTERM)
            self.pause(1.0)
        return process.returncode

    def _next_due(self) -> float:
        moments = [p.due for p in self.programs if p.due] + [self._server_due or 0.0]
        ahead = [moment - time.monotonic() for moment in moments if moment]
        return max(0.01, min([1.0, *ahead]))

    def _watch(self, program: Program) -> None:
        if program.due is None:
            if program.has_fallen() and program.process:
                code = program.process.returncode
                say(f"{program.name} ended ({_how(code)}); starts again in {program.wait:g} s")
        elif time.monotonic() >= program.due and self._server_due is None:
            program.start()

    def _watch_server(self) -> None:
        """Start a fallen PostgreSQL again. It recovers what was acknowledged by itself."""
        if self.server is None:
            return
        if self.server.process is not None and self.server.process.poll() is not None:
            say(f"PostgreSQL ended ({_how(self.server.process.returncode)}); starting it again")
            self.server.release()
            self._server_due = time.monotonic()
        if self._server_due is not None and time.monotonic() >= self._server_due:
            try:
                self.server.start()
                self._server_due, self._server_wait = None, FIRST_WAIT
            except StartError as error:
                self._server_wait = min(self._server_wait * 2, LONGEST_WAIT)
                self._server_due = time.monotonic() + self._server_wait
                say(f"{error} Trying again in {self._server_wait:g} s.")


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
