"""What a file really is, by its contents; its name and its declared type prove nothing."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import IO, BinaryIO, cast

import filetype  # type: ignore[import-untyped]
import pikepdf
from PIL import Image, UnidentifiedImageError

from ortaq.foundation.files import kinds
from ortaq.foundation.files.archive import DAMAGE, ArchiveError, members, read
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.kinds import Kind

MAX_PIXELS = 50_000_000  # a 50-megapixel photo; decoding it takes about 150 MB
HEAD = 8192

_IMAGES = {kind.media_type: kind for kind in kinds.ALLOWED if kind.family == "image"} | {
    "image/mpo": kinds.JPEG,  # a phone's photo with a second one behind it
    "image/apng": kinds.PNG,
}
_AUDIO = {
    "audio/mpeg": kinds.MP3,
    "audio/ogg": kinds.OGG,
    "audio/opus": kinds.OGG,
    "video/ogg": kinds.OGG,
    "application/ogg": kinds.OGG,
    "audio/x-wav": kinds.WAV,
    "audio/wav": kinds.WAV,
}
# Text that some program would run or draw when opened.
_LIVE_TEXT = re.compile(
    rb"^\s*(?:<[!?a-z]|#!|%!|\{\\rtf|mime-version:|begin:v|\[internetshortcut\])", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def inspect(stream: IO[bytes], *, name: str) -> Kind:
    """Return the kind of a seekable file, or raise FileRefusedError with the reason.

    Leaves the stream at its start.
    """
    try:
        stream.seek(0)
        head = stream.read(HEAD)
        if not head:
            raise FileRefusedError("empty", name=name)
        return _kind(stream, head, name)
    finally:
        stream.seek(0)


def _kind(stream: IO[bytes], head: bytes, name: str) -> Kind:
    """Ask the first reader whose mark the file bears."""
    refuse = _refuser(name)
    for mark, reader in _READERS:
        if mark.match(head):
            return reader(stream, refuse)
    guess = filetype.guess(head)
    media_type = guess.mime if guess else ""
    if media_type in _AUDIO:
        return _sound(stream, _AUDIO[media_type], refuse)
    if media_type:
        raise refuse("video" if media_type.startswith("video/") else "type")
    return _text(stream, refuse)


Refuse = Callable[[str], FileRefusedError]


def _refuser(name: str) -> Refuse:
    def refuse(code: str) -> FileRefusedError:
        return FileRefusedError(code, name=name)

    return refuse


def _image(stream: IO[bytes], refuse: Refuse) -> Kind:
    """Read the picture's header only; decoding waits for the cleaner's limited process."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torn tags of a photo are its own affair
            with Image.open(stream, formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
                width, height = image.size
                kind = _IMAGES.get(image.get_format_mimetype() or "")
    except Image.DecompressionBombError as error:
        raise refuse("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise refuse("broken") from error
    if kind is None:
        raise refuse("type")
    if width * height > MAX_PIXELS:
        raise refuse("too_many_pixels")
    return kind


def _pdf(stream: IO[bytes], refuse: Refuse) -> Kind:
    stream.seek(0)
    try:
        with pikepdf.open(cast("BinaryIO", stream), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise refuse("encrypted")
            if not len(pdf.pages):
                raise refuse("broken")
    except pikepdf.PasswordError as error:
        raise refuse("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise refuse("broken") from error
    return kinds.PDF


def _office(stream: IO[bytes], refuse: Refuse) -> Kind:
    """Tell the office formats apart by what stands inside the archive."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = members(archive)
            if "[Content_Types].xml" in names:
                return _ooxml(archive, names, refuse)
            if "mimetype" in names:
                return _odf(archive, names, refuse)
    except ArchiveError as error:
        raise refuse(error.code) from error
    except DAMAGE as error:
        raise refuse("broken") from error
    raise refuse("type")


def _ooxml(archive: zipfile.ZipFile, names: list[str], refuse: Refuse) -> Kind:
    types = read(archive, "[Content_Types].xml").lower()
    lowered = [name.lower() for name in names]
    if b"macroenabled" in types or any(
        name.endswith("vbaproject.bin") or "/activex/" in name or "/macrosheets/" in name
        for name in lowered
    ):
        raise refuse("macros")
    if "word/document.xml" in lowered:
        return kinds.DOCX
    if "xl/workbook.xml" in lowered:
        return kinds.XLSX
    raise refuse("type")


def _odf(archive: zipfile.ZipFile, names: list[str], refuse: Refuse) -> Kind:
    media_type = read(archive, "mimetype").strip().decode("ascii", "replace")
    manifest = read(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise refuse("encrypted")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise refuse("macros")
    for kind in (kinds.ODT, kinds.ODS):
        if media_type == kind.media_type and "content.xml" in names:
            return kind
    raise refuse("type")


def _ole(stream: IO[bytes], refuse: Refuse) -> Kind:
    """Tell a DOCX or XLSX closed with a password from an old DOC or XLS; neither is accepted."""
    stream.seek(0)
    closed = "EncryptedPackage".encode("utf-16-le") in stream.read()
    raise refuse("encrypted" if closed else "old_office")


def _mp4(stream: IO[bytes], refuse: Refuse) -> Kind:
    stream.seek(8)
    brand = stream.read(4)
    if brand in (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif"):
        raise refuse("heic")
    stream.seek(0)
    data = stream.read()
    handlers = {data[at + 12 : at + 16] for at in (m.start() for m in re.finditer(rb"hdlr", data))}
    if b"vide" in handlers:
        raise refuse("video")
    if b"soun" in handlers:
        return kinds.M4A
    raise refuse("type")


def _webm(stream: IO[bytes], refuse: Refuse) -> Kind:
    """Accept sound only: a track of type 2 (83 81 02) and none of type 1."""
    stream.seek(0)
    head = stream.read(64 * 1024)
    if b"webm" not in head[:64]:
        raise refuse("video")
    if b"\x83\x81\x01" in head:
        raise refuse("video")
    if b"\x83\x81\x02" in head:
        return kinds.WEBM
    raise refuse("broken")


def _sound(stream: IO[bytes], kind: Kind, refuse: Refuse) -> Kind:
    stream.seek(0)
    first = stream.read(4096)
    if kind is kinds.OGG and b"OpusHead" not in first and b"\x01vorbis" not in first:
        raise refuse("video" if b"theora" in first else "type")
    return kind


def _text(stream: IO[bytes], refuse: Refuse) -> Kind:
    """Accept UTF-8, UTF-16 with its mark, or cp1251; nothing that a program would run or draw."""
    stream.seek(0)
    data = stream.read()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise refuse("broken") from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    if _CONTROL.search(data) or _LIVE_TEXT.match(data[:HEAD]) or b"<script" in data.lower():
        raise refuse("type")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not _reads_as_cp1251(data):
            raise refuse("type") from None
    return kinds.TEXT


def _reads_as_cp1251(data: bytes) -> bool:
    """Say whether old Windows text is Cyrillic: mostly letters, spaces and digits."""
    try:
        text = io.TextIOWrapper(io.BytesIO(data), encoding="cp1251").read()
    except UnicodeDecodeError:
        return False
    usual = sum(c.isalnum() or c.isspace() or c in ".,;:!?()-–—«»\"'/№%" for c in text)
    return usual >= 0.9 * len(text)


_READERS: tuple[tuple[re.Pattern[bytes], Callable[[IO[bytes], Refuse], Kind]], ...] = (
    (re.compile(rb"%PDF-"), _pdf),
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP", re.DOTALL),
        _image,
    ),
    (re.compile(rb"PK\x03\x04"), _office),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _ole),
    (re.compile(rb"....ftyp", re.DOTALL), _mp4),
    (re.compile(rb"\x1a\x45\xdf\xa3"), _webm),
)
