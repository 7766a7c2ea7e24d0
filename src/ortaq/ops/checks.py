"""What must be true before anything starts; each refusal is one sentence and what to do."""

import os
import shutil
import socket
import sys
from pathlib import Path

from ortaq.ops.errors import StartError

PYTHONS = ((3, 11), (3, 13))
FREE_MB_FIRST = 600  # an empty cluster, its programs, static files, and air for the first days
FREE_MB_LATER = 150  # PostgreSQL stops by itself at zero; stop before that


def python() -> None:
    """Refuse a Python on which the locked packages were not tried."""
    oldest, newest = PYTHONS
    if not oldest <= sys.version_info[:2] <= newest:
        raise StartError(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}, and Ortaq runs on 3.11 "
            "to 3.13: install one of these, or name it in ORTAQ_PYTHON."
        )


def folder(path: Path) -> None:
    """Make the installation's folder, and refuse one in which nothing can be written.

    Passable for others (the database's user must reach its own part); every part is closed.
    """
    try:
        path.mkdir(mode=0o711, parents=True, exist_ok=True)
        if os.geteuid() == 0 and path.stat().st_uid == 0:
            path.chmod(path.stat().st_mode | 0o011)
        probe = path / f".probe-{os.getpid()}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
        for name in ("keys", "files", "mail", "run"):
            (path / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"The folder {path} cannot be used ({error.strerror}): change its owner or free some "
            "space, or choose another with ORTAQ_DATA_DIR."
        ) from error


def disk(path: Path) -> None:
    """Refuse a disk so full that the database would soon stop by itself."""
    first = not (path / "pg" / "data" / "PG_VERSION").exists()
    needed = FREE_MB_FIRST if first else FREE_MB_LATER
    free = shutil.disk_usage(path).free // 1024**2
    if free < needed:
        raise StartError(
            f"Only {free} MB are free where {path} stands, and Ortaq needs {needed}: "
            "free some space, or choose another folder with ORTAQ_DATA_DIR."
        )


def port_is_free(host: str, port: int) -> bool:
    """Whether a server may listen there. Raises StartError when the address is not ours."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise StartError(
            f"Port {port} is reserved for the system's own services: choose one above 1023 with "
            "--port, and put Caddy or nginx in front (docs/operations.md)."
        ) from error
    except (socket.gaierror, OverflowError) as error:
        raise StartError(f"{host}:{port} is no address to listen on: {error}.") from error
    except OSError:
        return False
    return True


def port(host: str, number: int) -> None:
    """Refuse a port that another program holds, and name one that is free."""
    if port_is_free(host, number):
        return
    raise StartError(
        f"Port {number} on {host} is taken by another program: stop it, or start with "
        f"--port {next_free(host, number + 1)}."
    )


def next_free(host: str, number: int) -> int:
    """Return the first free port from ``number`` on."""
    for candidate in range(max(number, 1024), 65536):
        if port_is_free(host, candidate):
            return candidate
    raise StartError(f"No port above {number} is free on {host}: stop some programs.")
