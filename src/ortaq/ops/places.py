"""Where backups go and come from: a file here, or HOST:PATH on another machine by ssh."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.utils import timezone

from ortaq.ops.children import piped
from ortaq.ops.errors import StartError

REMOTE = re.compile(r"(?P<host>[A-Za-z0-9_.@\[\]:-]*[A-Za-z0-9_.\]]):(?P<path>.+)")
SUFFIX = ".backup"


def named(target: str) -> str:
    """Return the target's full name: a folder gets a file named by the moment."""
    name = f"ortaq-{timezone.now():%Y%m%d-%H%M%S}{SUFFIX}"
    if _remote(target):
        return f"{target}{name}" if target.endswith("/") else target
    return str(Path(target) / name) if Path(target).is_dir() else target


@contextmanager
def sink(target: str, ssh: str) -> Iterator[IO[bytes]]:
    """Open a target for writing. It appears under its name only when all went well."""
    if remote := _remote(target):
        host, path = remote
        part, whole = shlex.quote(f"{path}.part"), shlex.quote(path)
        order = (
            f"umask 077 && test ! -e {whole} && cat >{part} && sync {part} && mv {part} {whole}"
        )
        with _ssh(ssh, host, order, target) as channel:
            assert channel.stdin
            yield channel.stdin
        return
    whole_path, part_path = Path(target), Path(f"{target}.part")
    if whole_path.exists():
        raise StartError(f"{target} exists, and a backup is never overwritten: name another.")
    try:
        part_path.touch(mode=0o600)
        with part_path.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part_path.rename(whole_path)
    except OSError as error:
        raise StartError(f"{target} cannot be written ({error.strerror or error}).") from error
    finally:
        part_path.unlink(missing_ok=True)


@contextmanager
def source(target: str, ssh: str) -> Iterator[IO[bytes]]:
    """Open a target for reading."""
    if remote := _remote(target):
        host, path = remote
        with _ssh(ssh, host, f"cat {shlex.quote(path)}", target) as channel:
            assert channel.stdout
            yield channel.stdout
        return
    try:
        file = Path(target).open("rb")  # noqa: SIM115 -- an error in the caller's block is not ours
    except OSError as error:
        raise StartError(f"{target} cannot be read ({error.strerror}).") from error
    with file:
        yield file


def prune(target: str, keep: int) -> list[Path]:
    """Remove all but the newest ``keep`` backups of the folder where ``target`` stands."""
    if _remote(target):
        raise StartError("--keep removes old backups of a folder here; there, let that machine.")
    old = sorted(Path(target).parent.glob(f"ortaq-*{SUFFIX}"))[:-keep]
    for path in old:
        path.unlink()
    return old


def _remote(target: str) -> tuple[str, str] | None:
    found = REMOTE.fullmatch(target)
    return (found["host"], found["path"]) if found and "/" not in found["host"] else None


@contextmanager
def _ssh(ssh: str, host: str, order: str, target: str) -> Iterator["subprocess.Popen[bytes]"]:
    if host.startswith("-"):
        raise StartError(f"{host} is no host name.")
    pipe = subprocess.PIPE
    order_there = [*shlex.split(ssh), host, order]
    with piped(order_there, stdin=pipe, stdout=pipe, stderr=pipe) as channel:
        # The block's failure kills ssh, so that `mv` never runs on half a file.
        with suppress(BrokenPipeError):  # the other side ended; its own words follow
            yield channel
            if channel.stdin:
                channel.stdin.close()
        assert channel.stderr
        complaint = channel.stderr.read().decode(errors="replace").strip().splitlines()
    if channel.returncode != 0:
        reason = (complaint or [f"exit code {channel.returncode}"])[-1]
        raise StartError(f"{target}: the other machine says: {reason}")
