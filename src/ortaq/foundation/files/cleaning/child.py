"""The child process: ``child.py ORIGINAL MEDIA_TYPE FOLDER`` writes FOLDER/body and /thumbnail."""

import errno
import resource
import sys
from pathlib import Path

MEMORY = 2 * 1024**3
CPU_SECONDS = 60
FILE_BYTES = 256 * 1024**2


def _limit() -> None:
    """Give up what hostile contents could use."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(original: str, media_type: str, folder: str) -> str:
    """Clean one file; return the word for the parent."""
    # Imported here: after the limits, and after the path of an uninstalled checkout is known.
    from ortaq.foundation.files.cleaning import CleaningError  # noqa: PLC0415
    from ortaq.foundation.files.cleaning.cleaners import CLEANERS  # noqa: PLC0415
    from ortaq.foundation.files.kinds import by_media_type  # noqa: PLC0415

    kind = by_media_type(media_type)
    cleaner = CLEANERS.get(kind.family)
    if cleaner is None:
        return "no_cleaner"
    try:
        made = cleaner(Path(original), Path(folder), kind)
    except CleaningError as error:
        return error.code
    return f"ok {made.media_type}"


if __name__ == "__main__":
    _limit()
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    try:
        print(main(*sys.argv[1:4]))  # noqa: T201 -- the parent reads it
    except OSError as error:
        sys.exit(28 if error.errno in (errno.ENOSPC, errno.EDQUOT) else 1)
