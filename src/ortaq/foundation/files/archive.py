"""PURE. Office files are zip archives: read them with every limit counted, never believed."""

import struct
import zipfile
import zlib

MAX_MEMBERS = 5_000
MAX_MEMBER = 64 * 1024**2
MAX_TOTAL = 200 * 1024**2
MAX_RATIO = 200  # real documents rarely pass 50; one part of a megabyte may be as thin as it likes
FREE_RATIO = 1024**2


# What Python's readers raise on damaged archives.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    RuntimeError,
    ValueError,
    EOFError,
    OverflowError,
    struct.error,
)


class ArchiveError(Exception):
    """The archive is hostile or damaged; ``code`` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def members(archive: zipfile.ZipFile) -> list[str]:
    """Return the names inside; raise ArchiveError for bombs, passwords, and names that escape."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(names) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_TOTAL:
        raise ArchiveError("bomb")
    # Two parts of one name: readers disagree which is true. Case is ignored by office programs.
    if len({name.lower() for name in names}) != len(names):
        raise ArchiveError("broken")
    for info in infos:
        if info.flag_bits & 0x1:
            raise ArchiveError("encrypted")
        if info.filename.startswith("/") or ".." in info.filename.split("/"):
            raise ArchiveError("broken")
        if "\\" in info.orig_filename or "\0" in info.orig_filename:
            raise ArchiveError("broken")
        thin = info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > MAX_MEMBER or (thin and info.file_size > FREE_RATIO):
            raise ArchiveError("bomb")
    return names


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one member's bytes, counted while they unpack."""
    try:
        with archive.open(name) as member:
            data = member.read(MAX_MEMBER + 1)
    except DAMAGE as error:
        raise ArchiveError("broken") from error
    if len(data) > MAX_MEMBER:
        raise ArchiveError("bomb")
    return data
