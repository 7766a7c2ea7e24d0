"""Which of three languages a question is in, also when it is typed on the wrong keyboard.

Kazakh and Russian are told by the three-letter pieces of their words in bare letters: a table of
how much each piece speaks for Kazakh (``trigrams.json``), counted from our own texts by
``python -m tools.vectors``. It is small, and knows the words that workers use.
"""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log
from pathlib import Path

from ortaq.lib.retrieval.latin import cyrillic, is_english, is_latin
from ortaq.lib.retrieval.words import KAZAKH, WORD, fold, grams

FILE = Path(__file__).with_name("trigrams.json")
KEPT = 2000  # pieces; a thousand tell as well, the rest is for rare words
MARKED = 0.15  # of the words hold a letter that Russian lacks: then nothing needs to be counted
SMOOTH = 0.5


def pieces(text: str) -> list[str]:
    """Return the three-letter pieces of a text's words, with their borders."""
    return grams(text, (3,))


def learn(kazakh: Iterable[str], russian: Iterable[str]) -> dict[str, float]:
    """Return how much each telling piece speaks for Kazakh (above nought) or Russian."""
    ours = Counter(piece for text in kazakh for piece in pieces(text))
    theirs = Counter(piece for text in russian for piece in pieces(text))
    known = sorted({*ours, *theirs})
    least = SMOOTH * len(known)
    level = log((theirs.total() + least) / (ours.total() + least))
    weights = {
        piece: log((ours[piece] + SMOOTH) / (theirs[piece] + SMOOTH)) + level for piece in known
    }
    telling = sorted(
        known,
        key=lambda piece: (-abs(weights[piece]) * (ours[piece] + theirs[piece]) ** 0.5, piece),
    )
    return {piece: round(weights[piece], 1) for piece in sorted(telling[:KEPT])}


@cache
def _weights() -> dict[str, float]:
    made: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
    return made


def language(text: str, default: str = "ru") -> str:
    """Return ``kk``, ``ru`` or ``en``; the default for a text without letters."""
    text = fold(text)
    if not any(letter.isalpha() for letter in text):
        return default
    if is_latin(text):
        if is_english(text):
            return "en"
        text = cyrillic(text, "kk")
    found = [word for word in WORD.findall(text) if word[0].isalpha()]
    marked = sum(1 for word in found if KAZAKH & set(word))
    if marked >= max(1, len(found) * MARKED):
        return "kk"
    weights = _weights()
    return "kk" if sum(weights.get(piece, 0.0) for piece in pieces(text)) > 0 else "ru"
