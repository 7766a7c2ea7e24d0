"""Whether two names may be one person's: pure, over folded words (``texts.folding``)."""

from collections.abc import Sequence
from difflib import SequenceMatcher

NEAR = 0.75  # of the letters of two words in the same order: "Ahmetova" and "Akhmetov"
NEEDED = 2  # family name and given name; a patronymic may be missing


def _near(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each word of the shorter name has its own near word in the longer, in any order."""
    short, long = sorted((list(one), list(other)), key=len)
    if len(short) < NEEDED:
        return False
    for word in short:
        found = max(long, key=lambda w: SequenceMatcher(None, word, w, autojunk=False).ratio())
        if not _near(word, found):
            return False
        long.remove(found)
    return True
