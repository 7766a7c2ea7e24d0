"""PURE. Voice recordings: titles, places and devices go; the sound itself is not touched.

A voice is personal in itself: this hides only what is written beside it.
"""

from collections.abc import Callable
from pathlib import Path

from ortaq.foundation.files.cleaning import CleaningError, mp4, ogg, webm
from ortaq.foundation.files.kinds import M4A, MP3, OGG, WAV, WEBM, Kind


def clean(original: Path, folder: Path, kind: Kind) -> Kind:
    """Write the recording without its tags."""
    try:
        body = _CUTTERS[kind.media_type](original.read_bytes())
    except (ValueError, IndexError) as error:
        raise CleaningError("broken") from error
    (folder / "body").write_bytes(body)
    return kind


def cut_mp3(data: bytes) -> bytes:
    """Return the frames between the tags: ID3v2 and APE before, APE, Lyrics3 and ID3v1 behind."""
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3":
        start += 10 + _synchsafe(data[start + 6 : start + 10])
        start += 10 if data[start : start + 3] == b"3DI" else 0  # a footer
    first = data.find(b"\xff", start)
    while first >= 0 and (data[first + 1] & 0xE0) != 0xE0:
        first = data.find(b"\xff", first + 1)
    if first < 0:
        raise ValueError("no frame of sound")
    if data[end - 128 : end - 125] == b"TAG":
        end -= 128
    for mark in (b"APETAGEX", b"LYRICSBEGIN"):
        found = data.rfind(mark, first, end)
        if found >= 0 and end - found < 1024**2:
            end = found
    id3_behind = data.rfind(b"ID3\x04", first, end)  # ID3v2.4 may stand at the end
    if id3_behind >= 0 and data[end - 10 : end - 7] == b"3DI":
        end = id3_behind
    return data[first:end]


def _synchsafe(four: bytes) -> int:
    if len(four) != 4 or any(byte & 0x80 for byte in four):
        raise ValueError("a size of ID3 is wrong")
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def cut_wav(data: bytes) -> bytes:
    """Return a RIFF file with its format and its samples only."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("not a WAVE file")
    kept, at = [], 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + size]
        if data[at : at + 4] in (b"fmt ", b"data", b"fact"):
            kept.append(chunk + b"\0" * (len(chunk) % 2))
        at += 8 + size + size % 2
    body = b"WAVE" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


_CUTTERS: dict[str, Callable[[bytes], bytes]] = {
    MP3.media_type: cut_mp3,
    M4A.media_type: mp4.cut,
    OGG.media_type: ogg.cut,
    WAV.media_type: cut_wav,
    WEBM.media_type: webm.cut,
}
