"""Reads: what lies on the disk against what the rows say."""

from collections.abc import Iterator
from dataclasses import dataclass

from ortaq.foundation.files import blobs
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.selectors import HASHES, referenced_among

_SIZES = {"sha256": "size", "clean_sha256": "clean_size"}
_PARTS = {"sha256": "original", "clean_sha256": "clean copy", "thumbnail_sha256": "thumbnail"}


@dataclass(frozen=True)
class Finding:
    """One file of the disk; ``problem`` is '' when all is well."""

    stored_id: int
    part: str
    problem: str


def verify(*, quick: bool = False) -> Iterator[Finding]:
    """Yield a finding for each original, clean copy and thumbnail that a row names."""
    for stored in StoredFile.objects.order_by("id").iterator(chunk_size=500):
        for column in HASHES:
            if sha256 := getattr(stored, column):
                size = getattr(stored, _SIZES[column]) if column in _SIZES else None
                yield Finding(stored.pk, _PARTS[column], _problem(sha256, size, quick=quick))


def _problem(sha256: str, size: int | None, *, quick: bool) -> str:
    path = blobs.path_of(sha256)
    if not path.exists():
        return "missing"
    if size is not None and path.stat().st_size != size:
        return "of another size"
    if not quick and blobs.digest_of(path) != sha256:
        return "changed"
    return ""


def loose_count() -> int:
    """Return how many files on the disk no row names."""
    return sum(len(set(hashes) - referenced_among(hashes)) for _shard, hashes in blobs.shards())
