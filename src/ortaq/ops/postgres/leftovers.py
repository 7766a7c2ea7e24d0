"""What a killed supervisor leaves behind: an orphaned server, a dead one, a stale pid file."""

import os
import signal
import time
from pathlib import Path

from ortaq.ops.errors import StartError

PROC = Path("/proc")


def clear(data: Path, *, patience: float = 30) -> None:
    """Stop an orphaned server of this folder, and remove the pid file of a dead one.

    The caller holds the folder's lock, so whoever still runs here has lost its supervisor.
    """
    pid_file = data / "postmaster.pid"
    deadline = time.monotonic() + patience
    for signum in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        for pid in _members(data, pid_file):
            _tell(pid, signum)
        limit = deadline if signum is signal.SIGKILL else time.monotonic() + patience / 3
        while time.monotonic() < limit:
            if not _members(data, pid_file):
                # Nobody lives in the folder, so the file cannot protect anybody; left in place,
                # it would stop the next start while an unreaped process still has its number.
                pid_file.unlink(missing_ok=True)
                return
            time.sleep(0.05)
    raise StartError(
        f"An earlier PostgreSQL still runs on {data} (process {_pid(pid_file)}) and does not "
        "stop: end that process, then start again."
    )


def _members(data: Path, pid_file: Path) -> list[int]:
    """Return the living processes of the cluster, the postmaster first."""
    if PROC.joinpath("self", "cwd").exists():
        found = [int(p.name) for p in PROC.iterdir() if p.name.isdigit() and _lives_in(p, data)]
        postmaster = _pid(pid_file)
        return sorted(found, key=lambda pid: pid != postmaster)
    pid = _pid(pid_file)  # without /proc: believe the file
    return [pid] if pid and _tell(pid, 0) else []


def _lives_in(process: Path, data: Path) -> bool:
    """Whether a process is no zombie and works in the data folder, as all of PostgreSQL's do."""
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        return (
            state not in "ZX"
            and (process / "cwd").readlink() == data
            and (process / "exe").readlink().name.startswith("postgres")
        )
    except OSError:
        return False


def _pid(pid_file: Path) -> int:
    try:
        return abs(int(pid_file.read_text().split()[0]))
    except (OSError, ValueError, IndexError):
        return 0


def _tell(pid: int, signum: int) -> bool:
    try:
        os.kill(pid, signum)
    except OSError:
        return False
    return True
