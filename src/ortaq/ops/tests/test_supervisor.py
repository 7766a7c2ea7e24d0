"""The supervisor: what falls is started again, what must stop stops in order."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from ortaq.ops import supervisor as module
from ortaq.ops.children import spawn
from ortaq.ops.supervisor import Program, Supervisor

# Writes its name when it starts and when it is asked to stop; "deaf" ones do not listen.
CHILD = """
import os, signal, sys, time
log, name, *how = sys.argv[1:]
def note(word):
    with open(log, "a") as file:
        file.write(f"{word} {name}\\n")
def end(*_):
    note("end")
    sys.exit(0)
signal.signal(signal.SIGTERM, signal.SIG_IGN if "deaf" in how else end)
note("begin")
if "child" in how:
    if os.fork() == 0:
        time.sleep(60)
while True:
    time.sleep(60)
"""


def program(log: Path, name: str, *how: str, grace: float = 20.0) -> Program:
    argv = [sys.executable, "-c", CHILD, str(log), name, *how]
    return Program(name, argv, dict(os.environ), grace=grace, wait=0.05)


def after(seconds: float, *signals: signal.Signals) -> None:
    """Send signals to this very process after a while."""

    def send() -> None:
        for number in signals:
            time.sleep(seconds)
            os.kill(os.getpid(), number)

    threading.Thread(target=send, daemon=True).start()


def lines(log: Path, count: int) -> list[str]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = log.read_text().splitlines() if log.exists() else []
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{log} has not {count} lines")


def test_a_fallen_program_starts_again_and_all_stop_in_order(tmp_path: Path) -> None:
    log = tmp_path / "log"
    web, worker = program(log, "web"), program(log, "worker")
    supervisor = Supervisor(None, [web, worker])
    with supervisor.listening():
        supervisor.start_programs()
        lines(log, 2)
        assert web.process
        os.kill(web.process.pid, signal.SIGKILL)

        def stop_when_back() -> None:
            lines(log, 3)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=stop_when_back).start()
        supervisor.run()
        assert supervisor.stop()
    found = log.read_text().splitlines()
    assert sorted(found[:2]) == ["begin web", "begin worker"]
    assert found[2:] == ["begin web", "end web", "end worker"]


def test_a_deaf_program_is_killed_with_its_children(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    deaf = program(log, "deaf", "deaf", "child", grace=0.3)
    supervisor = Supervisor(None, [deaf])
    with supervisor.listening():
        supervisor.start_programs()
        lines(log, 1)
        time.sleep(0.1)
        assert not supervisor.stop()
    assert "deaf did not stop in time and was killed" in capsys.readouterr().out
    assert deaf.process
    with pytest.raises(ProcessLookupError):
        _wait_for_group_to_end(deaf.process.pid)


def test_a_second_ctrl_c_does_not_wait(tmp_path: Path) -> None:
    log = tmp_path / "log"
    supervisor = Supervisor(None, [program(log, "deaf", "deaf", grace=30)])
    with supervisor.listening():
        supervisor.start_programs()
        lines(log, 1)
        after(0.2, signal.SIGINT, signal.SIGINT)
        supervisor.run()
        started = time.monotonic()
        assert not supervisor.stop()
    assert time.monotonic() - started < 10


def test_a_program_that_keeps_falling_is_started_ever_more_slowly(tmp_path: Path) -> None:
    falling = Program("falling", [sys.executable, "-c", "raise SystemExit(4)"], {}, wait=1.0)
    waits = []
    for _ in range(7):
        falling.start()
        assert falling.process
        falling.process.wait()
        assert falling.has_fallen()
        waits.append(falling.wait)
    assert waits == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    falling.started -= module.CALM_AFTER
    assert falling.has_fallen()
    assert falling.wait == module.FIRST_WAIT


def test_a_signal_ends_what_we_wait_for() -> None:
    supervisor = Supervisor(None, [])
    with supervisor.listening():
        after(0.1, signal.SIGTERM)
        assert supervisor.wait_for(spawn(["/bin/sleep", "60"])) == -signal.SIGTERM
        assert supervisor.is_asked_to_stop


def _wait_for_group_to_end(group: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        living = [p for p in Path("/proc").glob("[0-9]*") if _is_of(p, group)]
        if not living:
            raise ProcessLookupError
        time.sleep(0.05)


def _is_of(process: Path, group: int) -> bool:
    try:
        state, _parent, pgrp = (process / "stat").read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(pgrp) == group and state not in "ZX"
