"""BM25 over short documents, packed: sorted keys of words, and one run of rows a word.

An index is a few arrays of numpy: a pair of arrays a word, of which there are many, would take
ten times the memory. Documents are read one at a time and not kept.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
MOST = 255  # of one word in one document; more says no more
TWICE = 2  # a word of a question counts twice at most
_BITS, _LETTER, _LONGEST = 12, (1 << 12) - 1, 5  # five letters of twelve bits fill sixty


def key(word: str) -> int:
    """Return a number of 64 bits for a word.

    Short ones, and so n-grams, are their own letters; longer ones are hashed, and have the
    highest bit.
    """
    if len(word) <= _LONGEST:
        made = 0
        for letter in word:
            made = made << _BITS | min(ord(letter), _LETTER)
        return made
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") | 1 << 63


class ClashError(Exception):
    """Two words of the documents have one key."""


def pack(documents: Iterable[Sequence[str]]) -> dict[str, NDArray[Any]]:
    """Count the words of documents, one document at a time; return the arrays of an index."""
    words: dict[str, int] = {}
    columns: list[NDArray[np.int32]] = []
    times: list[NDArray[np.uint8]] = []
    lengths: list[int] = []
    for document in documents:
        count = Counter(document)
        lengths.append(len(document))
        columns.append(
            np.fromiter((words.setdefault(w, len(words)) for w in count), np.int32, len(count))
        )
        times.append(np.fromiter((min(n, MOST) for n in count.values()), np.uint8, len(count)))
    keys = np.fromiter((key(word) for word in words), np.uint64, len(words))
    order = np.argsort(keys, kind="stable")
    if len(np.unique(keys)) != len(keys):
        raise ClashError
    place = np.empty(len(words), dtype=np.int32)
    place[order] = np.arange(len(words), dtype=np.int32)
    column = place[np.concatenate([*columns, np.zeros(0, np.int32)])]
    row = np.repeat(np.arange(len(lengths), dtype=np.uint16), [len(one) for one in columns])
    by_word = np.argsort(column, kind="stable")
    counts = np.bincount(column, minlength=len(words))
    return {
        "keys": keys[order],
        "starts": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        "rows": row[by_word],
        "times": np.concatenate([*times, np.zeros(0, np.uint8)])[by_word],
        "lengths": np.array(lengths, dtype=np.int32),
    }


class BM25:
    """Scores of documents for a query; both are lists of base forms or n-grams."""

    def __init__(self, documents: Iterable[Sequence[str]]) -> None:
        """Count the words of the documents."""
        packed = pack(documents)
        self._keys, self._starts, self._rows = packed["keys"], packed["starts"], packed["rows"]
        lengths = np.maximum(packed["lengths"], 1).astype(np.float32)
        self.size = len(lengths)
        mean = float(lengths.mean()) if self.size else 1.0
        norm = K1 * (1 - B + B * lengths / mean)
        held = np.diff(self._starts)
        rarity = np.log(1 + (self.size - held + 0.5) / (held + 0.5)).astype(np.float32)
        times = packed["times"].astype(np.float32)
        self._weights: NDArray[np.float32] = (
            np.repeat(rarity, held) * times * (K1 + 1) / (times + norm[self._rows])
        ).astype(np.float32)

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """Return a score of every document."""
        result = np.zeros(self.size, dtype=np.float32)
        asked = Counter(query)
        if not asked or not len(self._keys):
            return result
        keys = np.fromiter((key(word) for word in asked), np.uint64, len(asked))
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = (self._keys[places] == keys).tolist()
        for place, is_known, times in zip(places.tolist(), known, asked.values(), strict=True):
            if is_known:
                run = slice(self._starts[place], self._starts[place + 1])
                result[self._rows[run]] += self._weights[run] * min(times, TWICE)
        return result
