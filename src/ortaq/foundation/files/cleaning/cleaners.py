"""PURE. Which cleaner makes the copy of which family of files."""

from collections.abc import Callable
from pathlib import Path

from ortaq.foundation.files.cleaning import images, odf, ooxml, pdf, sound
from ortaq.foundation.files.kinds import Kind

# (original, folder to write ``body`` and ``thumbnail`` into, kind) → the kind of the copy
Cleaner = Callable[[Path, Path, Kind], Kind]

CLEANERS: dict[str, Cleaner] = {
    "image": images.clean,
    "pdf": pdf.clean,
    "ooxml": ooxml.clean,
    "odf": odf.clean,
    "audio": sound.clean,
}
