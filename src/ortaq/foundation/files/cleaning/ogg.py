"""PURE. Ogg Opus and Vorbis: the comment packet is emptied in its place, its pages summed anew."""

from dataclasses import dataclass

_POLYNOMIAL = 0x04C11DB7
_MARKS = (b"OpusTags", b"\x03vorbis")


def _table() -> tuple[int, ...]:
    rows = []
    for index in range(256):
        value = index << 24
        for _bit in range(8):
            value = (value << 1 ^ _POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        rows.append(value)
    return tuple(rows)


_TABLE = _table()


@dataclass
class _Page:
    at: int
    sizes: list[int]  # the lacing values
    body: int  # where its contents begin

    @property
    def end(self) -> int:
        return self.body + sum(self.sizes)


def cut(data: bytes) -> bytes:
    """Return the recording with no comments: no title, artist, place, encoder or picture."""
    out = bytearray(data)
    pages, spans = _comment_packet(data)
    packet = b"".join(data[start:end] for start, end in spans)
    empty = _emptied(packet)
    at = 0
    for start, end in spans:
        out[start:end] = empty[at : at + end - start]
        at += end - start
    for page in pages:
        out[page.at + 22 : page.at + 26] = bytes(4)
        out[page.at + 22 : page.at + 26] = checksum(out[page.at : page.end]).to_bytes(4, "little")
    return bytes(out)


def _page(data: bytes, at: int) -> _Page:
    if data[at : at + 4] != b"OggS":
        raise ValueError("a page does not begin where it must")
    count = data[at + 26]
    page = _Page(at, list(data[at + 27 : at + 27 + count]), at + 27 + count)
    if page.end > len(data):
        raise ValueError("a page is cut off")
    return page


def _comment_packet(data: bytes) -> tuple[list[_Page], list[tuple[int, int]]]:
    """Return the pages that carry the second packet, and where its pieces lie."""
    at, packet = 0, 0
    pages: list[_Page] = []
    spans: list[tuple[int, int]] = []
    while at < len(data) and packet < 2:
        page = _page(data, at)
        cursor = page.body
        for size in page.sizes:
            if packet == 1:
                spans.append((cursor, cursor + size))
                if page not in pages:
                    pages.append(page)
            cursor += size
            packet += size < 255
            if packet == 2:
                break
        at = page.end
    return pages, spans


def _emptied(packet: bytes) -> bytes:
    """Return a comment packet of the same length that says nothing."""
    mark = next((mark for mark in _MARKS if packet.startswith(mark)), None)
    if mark is None:
        raise ValueError("the second packet holds no comments")
    tail = b"\x01" if mark == b"\x03vorbis" else b""  # Vorbis ends with a framing bit
    room = len(packet) - len(mark) - 8 - len(tail)
    if room < 0:
        raise ValueError("the comment packet is cut off")
    # A nameless vendor fills the room; then the number of comments: none.
    return mark + room.to_bytes(4, "little") + b" " * room + bytes(4) + tail


def checksum(page: bytes | bytearray) -> int:
    """Return Ogg's CRC-32 of a page whose own sum is zeroed (RFC 3533)."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value
