"""PURE. The kinds of file that are accepted, and what their first bytes look like."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file: its family chooses the cleaner, its first suffix the name's ending."""

    media_type: str
    family: str
    suffixes: tuple[str, ...]


JPEG = Kind("image/jpeg", "image", (".jpg", ".jpeg"))
PNG = Kind("image/png", "image", (".png",))
WEBP = Kind("image/webp", "image", (".webp",))
GIF = Kind("image/gif", "image", (".gif",))
PDF = Kind("application/pdf", "pdf", (".pdf",))
DOCX = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "ooxml", (".docx",)
)
XLSX = Kind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ooxml", (".xlsx",)
)
ODT = Kind("application/vnd.oasis.opendocument.text", "odf", (".odt",))
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", "odf", (".ods",))
TEXT = Kind("text/plain", "text", (".txt", ".csv", ".md", ".log"))
MP3 = Kind("audio/mpeg", "audio", (".mp3",))
M4A = Kind("audio/mp4", "audio", (".m4a",))
OGG = Kind("audio/ogg", "audio", (".ogg", ".oga", ".opus"))
WAV = Kind("audio/wav", "audio", (".wav",))
WEBM = Kind("audio/webm", "audio", (".webm", ".weba"))

ALLOWED = (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, ODT, ODS, TEXT, MP3, M4A, OGG, WAV, WEBM)
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in ALLOWED}

# HEIC is left out on purpose: a phone that sees only these turns its photo into JPEG by itself.
ACCEPT = ",".join(suffix for kind in ALLOWED for suffix in kind.suffixes)


def by_media_type(media_type: str) -> Kind:
    """Return the kind of a media type that was accepted earlier."""
    return _BY_MEDIA_TYPE[media_type]


def short_name_of(media_type: object) -> str:
    """Return what people call such a file: 'PDF', 'JPG'; the media type itself when unknown."""
    kind = _BY_MEDIA_TYPE.get(str(media_type))
    return kind.suffixes[0].removeprefix(".").upper() if kind else str(media_type)


def suffixes(kinds: Iterable[Kind] = ALLOWED) -> list[str]:
    """Return the name endings that people may choose, the usual one of each kind."""
    return [kind.suffixes[0].lstrip(".") for kind in kinds]
