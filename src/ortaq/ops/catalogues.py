"""Compiled catalogues: made from the .po files when those are newer, without GNU gettext."""

from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]


def compile_stale() -> int:
    """Compile every catalogue older than its source; return how many."""
    count = 0
    for source in ROOT.glob("*/*/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            count += 1
    return count
