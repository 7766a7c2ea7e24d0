"""Learning and using a linear reader: a vector of meaning beside hashed character n-grams.

Both parts are learned in closed form or by a fixed number of steps from given numbers, so the same
texts make the same weights. Weights are kept as int8 with a scale a column.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ortaq.lib.retrieval.words import grams

Floats = NDArray[np.float32]
WIDTH = 1 << 14
SIZES = (2, 3, 4, 5)
STEPS, RATE = 300, 0.05
SHARPNESS = 8.0  # centred vectors are short; the reader needs room to be sure


def hashed(text: str) -> NDArray[np.int32]:
    """Return the places of a text's character n-grams, each once, in order."""
    places = {zlib.crc32(gram.encode()) % WIDTH for gram in grams(text, SIZES)}
    return np.array(sorted(places), dtype=np.int32)


def rarity(texts: Sequence[NDArray[np.int32]]) -> Floats:
    """Return how much each place says: the rarer among the texts, the more."""
    seen = np.zeros(WIDTH, dtype=np.float32)
    for places in texts:
        seen[places] += 1
    rare: Floats = np.log((len(texts) + 1) / (1 + seen)).astype(np.float32)
    return rare


def rows(texts: Sequence[NDArray[np.int32]], rare: Floats) -> Floats:
    """Return texts as dense rows of length one; for learning only, it is large."""
    made = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for row, places in zip(made, texts, strict=True):
        row[places] = rare[places]
    level: Floats = made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-6)
    return level


@dataclass(frozen=True)
class Packed:
    """A matrix in int8 with a scale a column."""

    cells: NDArray[np.int8]
    scale: Floats

    @classmethod
    def of(cls, matrix: Floats) -> "Packed":
        """Pack a matrix."""
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127
        return cls(np.round(matrix / scale).astype(np.int8), scale.astype(np.float32))

    def under(self, vector: Floats) -> Floats:
        """Return ``vector @ matrix``."""
        product: Floats = (vector @ self.cells.astype(np.float32)) * self.scale
        return product

    def at(self, places: NDArray[np.int32], weights: Floats) -> Floats:
        """Return the weighted sum of some rows."""
        product: Floats = (weights @ self.cells[places].astype(np.float32)) * self.scale
        return product


def softmax(scores: Floats) -> Floats:
    """Return scores as shares of one."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def learn_meaning(
    vectors: Floats,
    classes: NDArray[np.int32],
    size: int,
    weights: Floats | None = None,
    keep: float = 1e-4,
) -> Floats:
    """Return the weights of a softmax regression over vectors; each text may have a weight."""
    features = np.hstack([vectors * SHARPNESS, np.ones((len(vectors), 1), dtype=np.float32)])
    target = np.eye(size, dtype=np.float32)[classes]
    each = np.ones(len(vectors), dtype=np.float32) if weights is None else weights / weights.mean()
    made = np.zeros((features.shape[1], size), dtype=np.float32)
    slope, square = np.zeros_like(made), np.zeros_like(made)
    for step in range(1, STEPS + 1):
        error = (softmax(features @ made) - target) * each[:, None]
        gradient = features.T @ error / len(features) + keep * made
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        made -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    made[:-1] *= SHARPNESS
    return made


def learn_letters(
    letters: Floats,
    classes: NDArray[np.int32],
    size: int,
    weights: Floats | None = None,
    keep: float = 0.5,
) -> Floats:
    """Return the weights of a ridge regression over rows of n-grams, solved by its kernel."""
    target = np.eye(size, dtype=np.float32)[classes]
    each = np.ones(len(letters), dtype=np.float32) if weights is None else weights / weights.mean()
    kernel = letters @ letters.T
    kernel[np.diag_indices_from(kernel)] += keep / each
    made: Floats = letters.T @ np.linalg.solve(kernel, target).astype(np.float32)
    return made


def whitening(vectors: Floats, classes: NDArray[np.int32], share: float = 0.2) -> Floats:
    """Return the map under which the differences inside a class are equal in all directions."""
    size = int(classes.max()) + 1
    means = np.zeros((size, vectors.shape[1]), dtype=np.float32)
    np.add.at(means, classes, vectors)
    means /= np.maximum(np.bincount(classes, minlength=size), 1)[:, None]
    inside = vectors - means[classes]
    spread = inside.T @ inside / len(inside)
    spread += share * np.trace(spread) / len(spread) * np.eye(len(spread), dtype=np.float32)
    values, directions = np.linalg.eigh(spread)
    made: Floats = ((directions * values**-0.5) @ directions.T).astype(np.float32)
    return made
