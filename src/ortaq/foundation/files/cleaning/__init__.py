"""Making a copy of a file without hidden personal details, in a process of its own.

Other people's files are read by large C libraries, so in a confined child (see ``confined``); if
it dies, only this one copy is missing.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ortaq.foundation.files import confined
from ortaq.foundation.files.confined import Limits

LIMITS = Limits(memory=2 * 1024**3, cpu_seconds=60, file_bytes=256 * 1024**2, patience=90)

# What the child says, one word on its last line. Anything else counts as "failed".
CODES = frozenset({"broken", "encrypted", "too_many_pixels", "embedded", "no_cleaner", "bomb"})


class CleaningError(Exception):
    """No cleaned copy can be made of this file; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Cleaned:
    """The copy, and for a picture a small one; both open for reading."""

    media_type: str
    body: IO[bytes]
    thumbnail: IO[bytes] | None


@contextmanager
def clean_copy(original: Path, media_type: str) -> Iterator[Cleaned]:
    """Give the cleaned copy of a file of this type; raise CleaningError when there is none.

    Raises OSError when the disk is full or the child cannot start: worth another try.
    """
    with ExitStack() as stack:
        if media_type == "text/plain":  # nothing is hidden in plain text
            yield Cleaned(media_type, stack.enter_context(original.open("rb")), None)
            return
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="ortaq-clean-"))
        word, made = _run(original, media_type, name)
        body, thumbnail = Path(name) / "body", Path(name) / "thumbnail"
        if word != "ok" or not body.exists():
            raise CleaningError(word if word in CODES else "failed")
        yield Cleaned(
            made,
            stack.enter_context(body.open("rb")),
            stack.enter_context(thumbnail.open("rb")) if thumbnail.exists() else None,
        )


def _run(original: Path, media_type: str, folder: str) -> tuple[str, str]:
    """Run the child; return its word and the media type of what it made."""
    work = Path(__file__).with_name("child.py")
    try:
        said = confined.run(work, str(original), media_type, folder, folder=folder, limits=LIMITS)
    except confined.ConfinedError:
        return "failed", ""
    word, _, made = said.partition(" ")
    return word, made
