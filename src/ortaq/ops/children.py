"""How every child process is started: in its own group, and not outliving its parent."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypedDict

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Credentials(TypedDict, total=False):
    """Arguments of subprocess that make a child run as another user."""

    user: int
    group: int
    extra_groups: list[int]


def dies_with_parent(signum: signal.Signals) -> Callable[[], None]:
    """Return a hook for a child: the kernel sends it ``signum`` when its parent dies.

    Set after the change of user, which clears it. Linux only; elsewhere the next start finds
    and stops what is left.
    """
    parent = os.getpid()

    def hook() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(signum))
            if os.getppid() != parent:  # the parent died before the call
                os._exit(1)

    return hook


def spawn(
    argv: Sequence[str | Path],
    *,
    on_orphaned: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
    credentials: Credentials | None = None,
    **more: Any,
) -> subprocess.Popen[bytes]:
    """Start a child in its own session, so that Ctrl-C reaches only us and we choose the order."""
    return subprocess.Popen(
        argv,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=dies_with_parent(on_orphaned),  # noqa: PLW1509 -- we have one thread
        **(credentials or {}),
        **more,
    )


@contextmanager
def piped(argv: Sequence[str | Path], **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Lend a program that we feed or read; when the block fails, the program is killed.

    Its pipes are closed and it has ended when the block is left.
    """
    process = subprocess.Popen(argv, **more)
    try:
        yield process
    except BaseException:
        process.kill()
        raise
    finally:
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        process.wait()


def kill_group(process: subprocess.Popen[bytes], signum: signal.Signals) -> None:
    """Send a signal to a child and everything it started."""
    try:
        os.killpg(process.pid, signum)
    except (ProcessLookupError, PermissionError):
        return
