"""Pure: a ZIP of small texts and large files, made while it is sent, never whole in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 256 * 1024
EPOCH = (1980, 1, 1, 0, 0, 0)  # the ZIP format's first moment: the bundle names no other


@dataclass(frozen=True)
class OwnFile:
    """A file that a person sent: its name in the bundle, and where its bytes lie."""

    name: str
    path: Path


class _Pipe:
    """What zipfile writes into: bytes wait here until they are sent on. It cannot seek."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, part: bytes, /) -> int:
        """Take bytes."""
        self._waiting += part
        return len(part)

    def flush(self) -> None:
        """Do nothing: bytes are taken as they come."""

    def close(self) -> None:
        """Do nothing: there is nothing to close."""

    def taken(self) -> bytes:
        """Return what waits, and forget it."""
        part = bytes(self._waiting)
        self._waiting.clear()
        return part


def stream(texts: bytes, files: Iterable[OwnFile]) -> Iterator[bytes]:
    """Yield a ZIP with the members of the ZIP ``texts`` and the files; one that went is left out.

    Files are stored as they are: photographs and PDF are compressed already.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as bundle:
        with zipfile.ZipFile(io.BytesIO(texts)) as inner:
            for name in inner.namelist():
                member = zipfile.ZipInfo(name, EPOCH)
                bundle.writestr(member, inner.read(name), zipfile.ZIP_DEFLATED)
        for file in files:
            try:
                source = file.path.open("rb")
            except FileNotFoundError:
                continue
            with source, bundle.open(zipfile.ZipInfo(file.name, EPOCH), "w") as target:
                while part := source.read(CHUNK):
                    target.write(part)
                    yield pipe.taken()
    yield pipe.taken()
