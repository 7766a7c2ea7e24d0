"""PURE. A file's name as its sender typed it, made harmless and still recognisable."""

import re
import unicodedata
from pathlib import PurePosixPath

from ortaq.foundation.files.kinds import Kind

MAX_STEM = 100  # with Cyrillic at two bytes a letter the name still fits 255 bytes

# Device names of Windows: a file called so cannot be saved there.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str, kind: Kind) -> str:
    """Return the last part of ``name`` without control and direction marks, ending as ``kind``.

    The ending follows the contents: what is a PDF ends in .pdf whatever it was called.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Cc control, Cf format (bidi overrides, zero width), Cs/Co/Cn surrogates, private, unassigned
    plain = "".join(
        " " if unicodedata.category(c) in ("Zl", "Zp", "Zs") else c
        for c in last
        if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    plain = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", plain)).strip(" .")
    path = PurePosixPath(plain or "file")
    known = path.suffix.lower() in kind.suffixes
    stem, suffix = (path.stem, path.suffix.lower()) if known else (path.name, kind.suffixes[0])
    stem = stem.strip(" .")[:MAX_STEM].strip(" .") or "file"
    return f"_{stem}{suffix}" if _RESERVED.fullmatch(stem) else f"{stem}{suffix}"


def with_kind(name: str, kind: Kind) -> str:
    """Return ``name`` with the ending of another kind, for a derivative made in it."""
    path = PurePosixPath(name)
    return name if path.suffix.lower() in kind.suffixes else path.stem + kind.suffixes[0]
