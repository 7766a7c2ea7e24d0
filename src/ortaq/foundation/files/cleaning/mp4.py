"""PURE. M4A: boxes with tags become empty space of the same length, so no offset changes."""

from collections.abc import Iterator

_OPENED = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"))
_EMPTIED = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"iods"))
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_NAMED = b"hdlr"  # after its fixed part a handler carries a name, often the device's
_KNOWN_TOP = frozenset((b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"mfra", b"styp"))


def cut(data: bytes) -> bytes:
    """Return the recording with its tags and dates overwritten by zeros."""
    out = bytearray(data)
    for kind, start, end, depth in list(_boxes(data, 0, len(data), 0)):
        if kind in _EMPTIED or (depth == 0 and kind not in _KNOWN_TOP):
            out[start - 4 : start] = b"free"
            out[start:end] = bytes(end - start)
        elif kind in _DATED:
            width = 16 if data[start] == 1 else 8  # version 1 has 64-bit moments
            out[start + 4 : start + 4 + width] = bytes(width)
        elif kind == _NAMED:
            out[start + 24 : end] = bytes(max(end - start - 24, 0))
    return bytes(out)


def _boxes(data: bytes, at: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield each box: its type, where its contents begin and end, how deep it lies."""
    while at + 8 <= end:
        size = int.from_bytes(data[at : at + 4])
        kind, start = data[at + 4 : at + 8], at + 8
        if size == 1:  # a long box: its true size follows; it holds samples, never tags
            size = int.from_bytes(data[at + 8 : at + 16])
            if kind != b"mdat":
                raise ValueError("a long box that holds no sound")
            start = at + 16
        elif size == 0:
            size = end - at
        if size < start - at or at + size > end:
            raise ValueError("a box is longer than what holds it")
        yield kind, start, at + size, depth
        if kind in _OPENED and depth < 8:
            yield from _boxes(data, start, at + size, depth + 1)
        at += size
