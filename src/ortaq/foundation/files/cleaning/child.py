"""The child: ``main(ORIGINAL, MEDIA_TYPE, FOLDER)`` writes FOLDER/body and /thumbnail."""

from pathlib import Path

from ortaq.foundation.files.cleaning import CleaningError
from ortaq.foundation.files.cleaning.cleaners import CLEANERS
from ortaq.foundation.files.kinds import by_media_type


def main(original: str, media_type: str, folder: str) -> str:
    """Clean one file; return the word for the parent."""
    kind = by_media_type(media_type)
    cleaner = CLEANERS.get(kind.family)
    if cleaner is None:
        return "no_cleaner"
    try:
        made = cleaner(Path(original), Path(folder), kind)
    except CleaningError as error:
        return error.code
    return f"ok {made.media_type}"
