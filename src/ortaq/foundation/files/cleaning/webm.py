"""PURE. WebM sound, as Chromium and Android record it: only what plays is written anew (RFC 8794,
RFC 9559). Tags, attachments, chapters, names of tracks and of programs stay behind.
"""

from collections.abc import Iterator
from typing import NamedTuple

_HEADER, _SEGMENT, _INFO, _TRACKS, _CLUSTER = (
    0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675,
)  # fmt: skip
_ENTRY, _PROGRAMS = 0xAE, (0x4D80, 0x5741)  # MuxingApp and WritingApp must be there
# Which children are kept of whom; another element may hold words.
_KEPT = {
    _HEADER: {0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285},
    _INFO: {0x2AD7B1, 0x4489},  # TimestampScale, Duration
    # numbers, type, flags, CodecID, CodecPrivate, delays, Audio
    _ENTRY: {0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x9C, 0x86, 0x63A2, 0x56AA, 0x56BB, 0x23E383, 0xE1},
    _CLUSTER: {0xE7, 0xA3, 0xA0, 0xA7, 0xAB},  # Timestamp, blocks, Position, PrevSize
}
_LEVEL_1 = {_INFO, _TRACKS, _CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1941A469, 0x1043A770}
_ENDLESS = b"\x01" + b"\xff" * 7  # "of unknown size"


class _Element(NamedTuple):
    kind: int
    body: int  # where its contents begin
    end: int


def cut(data: bytes) -> bytes:
    """Return the recording with its sound and nothing beside. ValueError when it is torn."""
    out, at = bytearray(), 0
    while at < len(data):
        part = _element(data, at, len(data), {_HEADER, _SEGMENT})
        if part.kind == _HEADER:
            out += _written(_HEADER, _chosen(data, part))
        elif part.kind == _SEGMENT:
            out += _SEGMENT.to_bytes(4) + _ENDLESS + b"".join(_inside(data, part))
        at = part.end
    if _CLUSTER.to_bytes(4) not in out:
        raise ValueError("there is no sound in it")
    return bytes(out)


def _inside(data: bytes, segment: _Element) -> Iterator[bytes]:
    for part in _children(data, segment, _LEVEL_1):
        if part.kind == _INFO:
            programs = b"".join(_written(kind, b"-") for kind in _PROGRAMS)
            yield _written(_INFO, _chosen(data, part) + programs)
        elif part.kind == _TRACKS:
            entries = [one for one in _children(data, part) if one.kind == _ENTRY]
            yield _written(
                _TRACKS, b"".join(_written(_ENTRY, _chosen(data, one)) for one in entries)
            )
        elif part.kind == _CLUSTER:
            yield _written(_CLUSTER, _chosen(data, part))


def _chosen(data: bytes, parent: _Element) -> bytes:
    """Return the children that are kept, as they are."""
    kept = _KEPT[parent.kind]
    return b"".join(
        _written(one.kind, data[one.body : one.end])
        for one in _children(data, parent)
        if one.kind in kept
    )


def _children(
    data: bytes, parent: _Element, siblings: set[int] | frozenset[int] = frozenset()
) -> Iterator[_Element]:
    at = parent.body
    while at < parent.end:
        part = _element(data, at, parent.end, siblings)
        yield part
        at = part.end


def _element(
    data: bytes, at: int, end: int, siblings: set[int] | frozenset[int] = frozenset()
) -> _Element:
    """Read one element. One of unknown size, as live recordings have, ends before a sibling."""
    width = 9 - data[at].bit_length()
    if width > 4:
        raise ValueError("an identifier is too long")
    kind = int.from_bytes(data[at : at + width])
    at += width
    wide = 9 - data[at].bit_length()
    if wide > 8:
        raise ValueError("a size is too long")
    size = int.from_bytes(data[at : at + wide]) & (1 << 7 * wide) - 1
    at += wide
    if size == (1 << 7 * wide) - 1:
        return _Element(kind, at, _end_of_endless(data, kind, at, end, siblings))
    if at + size > end:
        if kind not in siblings or kind == _HEADER:
            raise ValueError("an element is cut off")
        size = end - at
    return _Element(kind, at, at + size)


def _end_of_endless(
    data: bytes, kind: int, at: int, end: int, siblings: set[int] | frozenset[int]
) -> int:
    if kind == _SEGMENT:
        return end
    if kind != _CLUSTER:
        raise ValueError("only a segment and a cluster may be of unknown size")
    while at < end:
        part = _element(data, at, end)
        if part.kind in siblings:
            return at
        at = part.end
    return end


def _written(kind: int, body: bytes) -> bytes:
    name = kind.to_bytes((kind.bit_length() + 7) // 8)
    return name + (len(body) | 1 << 56).to_bytes(8) + body
