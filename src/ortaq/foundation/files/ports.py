"""What a virus scanner must do. Adapters live in ``adapters``; ``scanning`` chooses."""

from dataclasses import dataclass
from typing import IO, Protocol


class ScannerUnavailableError(Exception):
    """The scanner gave no verdict: no connection, no answer in time, or an error of its own."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner said; ``virus`` is its name, '' for a clean file."""

    virus: str = ""


class Scanner(Protocol):
    """SHALL read the stream from its start and give one verdict on all of it.

    SHALL raise ScannerUnavailableError whenever it is not sure; SHALL NOT call a file clean that
    it could not read whole. SHALL answer or give up within 30 seconds. MAY be called again with
    the same bytes.
    """

    def scan(self, stream: IO[bytes]) -> Verdict:
        """Return the verdict."""
