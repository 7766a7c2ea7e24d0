"""What this room promises to whoever reads with a machine.

An embedder (``AI_EMBEDDER``: dotted path of a class without arguments):
  SHALL return one float32 row a text, of length one, in the order of the texts.
  SHALL return the same row for the same text for as long as ``name`` is the same.
  SHALL change ``name`` with the model, so that kept vectors of another model are never compared.
  SHALL raise ``EmbeddingError``, and nothing else, when it cannot; callers then search by words.
  MAY cut texts at its own limit.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class EmbeddingError(Exception):
    """Vectors could not be made; the message quotes nobody's text."""


class Embedder(Protocol):
    """See the contract at the top of this file."""

    name: str
    width: int

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of what is searched."""
