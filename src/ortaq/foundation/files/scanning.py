"""Which virus scanner this installation has, and what its silence means."""

from typing import IO

from django.conf import settings

from ortaq.foundation.files.adapters.clamd import ClamdScanner
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.ports import Scanner, ScannerUnavailableError


def scanner() -> Scanner | None:
    """Return the scanner that the settings name; None when there is none."""
    path = settings.FILES_CLAMD_SOCKET
    return ClamdScanner(path) if path else None


def scan_of(stream: IO[bytes], *, name: str) -> StoredFile.Scan:
    """Return the scan state for a new file; raise FileRefusedError for a virus.

    While the scanner is silent the file is held: kept, shown to nobody, scanned later. With
    FILES_CLAMD_DOWN="refuse" it is refused instead.
    """
    chosen = scanner()
    if chosen is None:
        return StoredFile.Scan.NONE
    try:
        verdict = chosen.scan(stream)
    except ScannerUnavailableError as error:
        if settings.FILES_CLAMD_DOWN == "refuse":
            raise FileRefusedError("scanner_down", name=name) from error
        return StoredFile.Scan.WAITING
    if verdict.virus:
        raise FileRefusedError("infected", name=name)
    return StoredFile.Scan.PASSED
