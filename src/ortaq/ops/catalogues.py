"""Compiled catalogues: made from the .po files when those are newer, without GNU gettext."""

import os
from pathlib import Path

import polib

from ortaq.ops.errors import StartError

ROOT = Path(__file__).parents[1]


def compile_stale() -> int:
    """Compile every catalogue older than its source; return how many."""
    count = 0
    for source in ROOT.glob("*/*/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            count += 1
    return count


def _compile(source: Path, target: Path) -> None:
    """Write beside and rename: another process may read or write the same catalogue just now."""
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
    except PermissionError as error:
        raise _read_only(target, error) from error
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.errno is None:  # polib's word for a file that is no catalogue
            raise
        raise _read_only(target, error) from error


def _read_only(target: Path, error: OSError) -> StartError:
    return StartError(
        f"The texts cannot be compiled into {target.parent} ({error.strerror}): run ./ortaq check "
        "once as the user who owns the programs' folder."
    )
