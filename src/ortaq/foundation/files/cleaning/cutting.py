"""PURE. Cut what is written beside the pixels out of JPEG and PNG, without decoding them.

For pictures inside documents, where drawing anew would cost quality.
"""

import struct

_KEPT_CHUNKS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYS", b"bKGD")
)
_START_OF_SCAN = 0xDA
_END = 0xD9
_RESTART = range(0xD0, 0xD8)
_JFIF, _EXIF, _ADOBE = 0xE0, 0xE1, 0xEE
_APP = range(0xE0, 0xF0)
_COMMENT = 0xFE


def cut_picture(data: bytes) -> bytes:
    """Return JPEG or PNG bytes without metadata; other bytes, and broken ones, as they are."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return cut_jpeg(data)
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return cut_png(data)
    except (struct.error, IndexError, ValueError):
        return b""  # what we cannot read we do not pass on
    return data


def cut_jpeg(data: bytes, *, keep_orientation: bool = True) -> bytes:
    """Return a JPEG without EXIF, XMP, IPTC, comments, profiles and trailing bytes.

    Which way is up is written anew, when asked: without it a document's photo would lie down.
    """
    kept, at, orientation = [data[:2]], 2, 1
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1  # padding
        if data[at] != 0xFF:
            raise ValueError("no marker where one must stand")
        marker = data[at + 1]
        if marker == _START_OF_SCAN:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if marker == _EXIF and segment[4:10] == b"Exif\0\0":
            orientation = _orientation(segment[10:])
        if marker in (_JFIF, _ADOBE) or not (marker in _APP or marker == _COMMENT):
            kept.append(segment)
        at += 2 + length
    if keep_orientation and 2 <= orientation <= 8:
        kept.insert(1, _orientation_only(orientation))
    kept.append(data[at : _end_of_picture(data, at)])
    return b"".join(kept)


def _end_of_picture(data: bytes, at: int) -> int:
    """Return where the picture ends: a second picture or anything else may hang behind it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == _END:
            return at + 2
        at += 2


def _orientation(tiff: bytes) -> int:
    """Return EXIF's orientation, 1 when it is not said."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for index in range(count):
            tag, _kind, _count, value = struct.unpack_from(
                order + "HHIH", tiff, first + 2 + 12 * index
            )
            if tag == 0x0112:
                return int(value)
    except (KeyError, struct.error):
        pass
    return 1


def _orientation_only(value: int) -> bytes:
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, value, 0, 0)
    body = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, _EXIF, len(body) + 2) + body


def cut_png(data: bytes) -> bytes:
    """Return a PNG with the chunks that draw it and no others."""
    kept, at = [data[:8]], 8
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise ValueError("a chunk is cut off")
        name = chunk[4:8]
        if name in _KEPT_CHUNKS:
            kept.append(chunk)
        if name == b"IEND":
            return b"".join(kept)
        at += 12 + length
