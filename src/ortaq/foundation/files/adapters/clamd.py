"""ClamAV's daemon over its Unix socket: the INSTREAM command of clamd(8)."""

import socket
import struct
import time
from typing import IO

from ortaq.foundation.files.ports import ScannerUnavailableError, Verdict

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
PATIENCE = 25.0  # seconds for the whole conversation


class ClamdScanner:
    """One connection a file; clamd answers ``stream: OK`` or ``stream: NAME FOUND``."""

    def __init__(self, path: str, *, patience: float = PATIENCE) -> None:
        self.path = path
        self.patience = patience

    def scan(self, stream: IO[bytes]) -> Verdict:
        """Return the verdict; raise ScannerUnavailableError when there is none."""
        deadline = time.monotonic() + self.patience
        stream.seek(0)
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
                link.settimeout(self.patience)
                link.connect(self.path)
                _send(link, stream, deadline)
                reply = _answer(link, deadline)
        except OSError as error:  # a dead socket, a timeout, a closed pipe
            raise ScannerUnavailableError(str(error)) from error
        if reply == "stream: OK":
            return Verdict()
        if reply.startswith("stream: ") and reply.endswith(" FOUND"):
            return Verdict(reply.removeprefix("stream: ").removesuffix(" FOUND") or "unnamed")
        raise ScannerUnavailableError(reply[:200])  # "INSTREAM size limit exceeded. ERROR" too


def _send(link: socket.socket, stream: IO[bytes], deadline: float) -> None:
    link.sendall(b"zINSTREAM\0")
    while chunk := stream.read(CHUNK):
        link.settimeout(max(deadline - time.monotonic(), 0.01))
        link.sendall(struct.pack("!I", len(chunk)) + chunk)
    link.sendall(struct.pack("!I", 0))


def _answer(link: socket.socket, deadline: float) -> str:
    reply = b""
    while b"\0" not in reply and len(reply) < LONGEST_ANSWER:
        link.settimeout(max(deadline - time.monotonic(), 0.01))
        piece = link.recv(1024)
        if not piece:
            break
        reply += piece
    return reply.partition(b"\0")[0].decode("utf-8", "replace").strip()
