"""Closed streams: whole and unchanged, or refused."""

import io
from pathlib import Path

import pytest

from ortaq.ops import vault
from ortaq.ops.errors import StartError
from ortaq.ops.vault import CHUNK, HEADER, TAG, Opener, Sealer

KEY, OTHER = b"k" * 32, b"o" * 32


def close(plain: bytes) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY)
    sealer.write(plain)
    sealer.finish()
    return out.getvalue()


def opened(closed: bytes, key: bytes = KEY) -> bytes:
    return io.BufferedReader(Opener(io.BytesIO(closed), key)).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_closed_opens(size: int) -> None:
    plain = bytes(range(256)) * (size // 256 + 1)
    closed = close(plain[:size])
    assert opened(closed) == plain[:size]
    chunks = max(1, -(-size // CHUNK))
    assert len(closed) == HEADER + size + chunks * TAG
    assert plain[:16] not in closed or size < 16


@pytest.mark.parametrize("length", [HEADER, HEADER + 5, HEADER + CHUNK + TAG, -1, -TAG])
def test_a_stream_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(StartError, match="damaged or cut off"):
        opened(close(b"x" * (2 * CHUNK + 7))[:length])


@pytest.mark.parametrize("at", [len(vault.MAGIC) + vault.KEY_ID, HEADER, HEADER + CHUNK + 99, -1])
def test_a_flipped_bit_is_refused(at: int) -> None:
    closed = bytearray(close(b"x" * (CHUNK + 100)))
    closed[at] ^= 1
    with pytest.raises(StartError, match="damaged or cut off"):
        opened(bytes(closed))


def test_chunks_in_another_order_are_refused() -> None:
    closed, size = close(b"a" * CHUNK + b"b" * CHUNK + b"c"), CHUNK + TAG
    first, second = closed[HEADER : HEADER + size], closed[HEADER + size : HEADER + 2 * size]
    with pytest.raises(StartError, match=r"\(part 1\)"):
        opened(closed[:HEADER] + second + first + closed[HEADER + 2 * size :])


def test_another_key_and_another_kind_of_file_are_told_apart() -> None:
    with pytest.raises(StartError, match="closed with another key"):
        opened(close(b"x"), OTHER)
    with pytest.raises(StartError, match="no backup of Ortaq"):
        opened(b"PK\x03\x04" + b"x" * 100)
    with pytest.raises(StartError, match="newer Ortaq"):
        opened(close(b"x").replace(b"ORTAQ-BACKUP\x01", b"ORTAQ-BACKUP\x02"))


def test_two_backups_of_the_same_have_nothing_in_common() -> None:
    one, other = close(b"x" * 1000), close(b"x" * 1000)
    assert one[HEADER:] != other[HEADER:]


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key"
    vault.new_key(path)
    assert len(vault.read_key(path)) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(StartError, match="never overwritten"):
        vault.new_key(path)
    path.chmod(0o644)
    with pytest.raises(StartError, match="Others may read the backup key"):
        vault.read_key(path)
    with pytest.raises(StartError, match="No backup key is set"):
        vault.read_key(None)
