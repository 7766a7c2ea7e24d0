"""BM25 over short documents, as sparse columns of numpy."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75


class BM25:
    """Scores of documents for a query; both are lists of base forms or n-grams."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        """Count the words of the documents."""
        counts = [Counter(document) for document in documents]
        lengths = np.array([max(len(document), 1) for document in documents], dtype=np.float32)
        mean = float(lengths.mean()) if len(lengths) else 1.0
        self.size = len(counts)
        norm = K1 * (1 - B + B * lengths / mean)
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for place, count in enumerate(counts):
            for word, times in count.items():
                places, found = postings.setdefault(word, ([], []))
                places.append(place)
                found.append(times)
        self._columns: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]] = {}
        for word, (places, found) in postings.items():
            rows = np.array(places, dtype=np.int32)
            times_ = np.array(found, dtype=np.float32)
            rarity = np.log(1 + (self.size - len(rows) + 0.5) / (len(rows) + 0.5))
            weight = rarity * times_ * (K1 + 1) / (times_ + norm[rows])
            self._columns[word] = (rows, weight.astype(np.float32))

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """Return a score of every document."""
        result = np.zeros(self.size, dtype=np.float32)
        for word, times in Counter(query).items():
            column = self._columns.get(word)
            if column is not None:
                result[column[0]] += column[1] * min(times, 2)
        return result
