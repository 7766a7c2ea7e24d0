"""What changed between two versions, word by word, for reading without colours."""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from ortaq.modules.letters.models import Version

_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words that both versions have, or only one of them."""

    what: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Compared:
    """A version, and what it changed in the one before it."""

    version: Version
    pieces: list[Piece]


def compared(versions: list[Version]) -> list[Compared]:
    """Return each version against the one before; they come newest first."""
    if not versions:
        return []
    older = [*versions[1:], None]
    return [
        Compared(new, pieces(old.text, new.text) if old else [Piece("same", new.text)])
        for new, old in zip(versions, older, strict=True)
    ]


def pieces(old: str, new: str) -> list[Piece]:
    """Return the words of both texts in order, each run marked."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        if b > a:
            found.append(Piece("gone", "".join(before[a:b])))
        if d > c:
            found.append(Piece("new", "".join(after[c:d])))
    return found
