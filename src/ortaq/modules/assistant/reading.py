"""What was learned, loaded once a process, and what it says of a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ortaq.foundation.ai.embedding import embedder
from ortaq.lib.retrieval import linear
from ortaq.lib.retrieval.spelling import core, readable
from ortaq.modules.assistant import asks
from ortaq.modules.assistant.learning import LANGS

FILE = asks.DATA / "reading.npz"
Floats = NDArray[np.float32]


class StaleReadingError(Exception):
    """The file was learned by another embedder."""


@dataclass(frozen=True)
class Question:
    """A question as it is read: its words in their own letters, its language, its features."""

    said: str
    text: str
    lang: str
    vector: Floats  # as embedded
    centred: Floats  # without what is common to its language
    letters: NDArray[np.int32]
    weights: Floats


class Reading:
    """The learned file in memory."""

    def __init__(self, path: Path = FILE) -> None:
        """Read the arrays; none is a Python object, so nothing in the file can run."""
        with np.load(path, allow_pickle=False) as stored:
            self._parts: dict[str, Any] = {name: stored[name] for name in stored.files}

    def __getitem__(self, name: str) -> NDArray[Any]:
        made: NDArray[Any] = self._parts[name]
        return made

    def has(self, name: str) -> bool:
        """Tell whether this was learned."""
        return name in self._parts

    @property
    def digest(self) -> str:
        """Which texts it was learned from."""
        return str(self["digest"])

    @property
    def embedder(self) -> str:
        """By which embedder."""
        return str(self["embedder"])

    @cached_property
    def spelling(self) -> dict[str, dict[str, str]]:
        """The vocabularies that give letters back."""
        return {
            lang: dict(row.split("\t", 1) for row in self[f"spelling_{lang}"].tolist())
            for lang in ("ru", "kk")
        }

    @cached_property
    def means(self) -> Floats:
        """The middle of each language."""
        return self["means"].astype(np.float32)

    @cached_property
    def rare(self) -> Floats:
        """How much each n-gram says."""
        return self["rarity"].astype(np.float32)

    @cached_property
    def addresses(self) -> list[str]:
        """The articles that can be found."""
        return list(self["addresses"].tolist())

    @cached_property
    def turned(self) -> Floats:
        """The paraphrases' vectors, whitened and of length one."""
        return self.turn(self._centred("vectors", "vector_scale", self["langs"].astype(int)))

    @cached_property
    def turned_far(self) -> Floats:
        """The same of the questions of elsewhere."""
        return self.turn(self._centred("far", "far_scale", self["far_langs"].astype(int)))

    def _centred(self, cells: str, scale: str, langs: NDArray[Any]) -> Floats:
        vectors = self[cells].astype(np.float32) * self[scale][:, None]
        centred: Floats = vectors - self.means[langs]
        return centred

    @cached_property
    def _whitening(self) -> Floats:
        return self["whitening"].astype(np.float32)

    def turn(self, centred: Floats) -> Floats:
        """Return centred vectors whitened and of length one."""
        made = centred @ self._whitening
        turned: Floats = made / np.maximum(np.linalg.norm(made, axis=-1, keepdims=True), 1e-9)
        return turned

    @cached_property
    def heads(self) -> dict[str, tuple[Floats, linear.Packed]]:
        """The linear readers by name."""
        names = [
            name.removesuffix("_letters") for name in self._parts if name.endswith("_letters")
        ]
        return {
            name: (
                self[f"{name}_meaning"].astype(np.float32),
                linear.Packed(self[f"{name}_letters"], self[f"{name}_scale"]),
            )
            for name in names
        }

    @cached_property
    def _article(self) -> Floats:
        return self["article_meaning"].astype(np.float32)

    def articles(self, question: Question) -> Floats:
        """Return what meaning says of each article."""
        scores: Floats = question.centred @ self._article[:-1] + self._article[-1]
        return scores

    def own(self) -> list[asks.Ask]:
        """Return what the norms said of themselves when this was learned."""
        rows = [row.split("\t", 4) for row in self["own"].tolist()]
        return [
            asks.Ask(text, lang, act, article, norm) for act, article, norm, lang, text in rows
        ]

    def questions(self, texts: Sequence[str], langs: Sequence[str | None] = ()) -> list[Question]:
        """Read questions; all are embedded in one call."""
        told = [(core(text), lang) for text, lang in (readable(t, self.spelling) for t in texts)]
        vectors = embedder().embed_queries([text for text, _lang in told])
        made = []
        for place, ((text, lang), vector) in enumerate(zip(told, vectors, strict=True)):
            letters = linear.hashed(text)
            weights = self.rare[letters]
            made.append(
                Question(
                    said=texts[place],
                    text=text,
                    lang=(langs[place] if langs else None) or lang,
                    vector=vector,
                    centred=vector - self.means[LANGS.index(lang)],
                    letters=letters,
                    weights=weights / max(float(np.linalg.norm(weights)), 1e-6),
                )
            )
        return made

    def says(self, head: str, question: Question) -> tuple[Floats, Floats]:
        """Return what meaning and what letters say: a score a label, not comparable."""
        meaning, letters = self.heads[head]
        by_meaning: Floats = question.centred @ meaning[:-1] + meaning[-1]
        return by_meaning, letters.at(question.letters, question.weights)


@cache
def reading() -> Reading:
    """Return what was learned; refuse what was learned by another embedder.

    That it was learned from these very texts, a test checks.
    """
    made = Reading()
    if made.embedder != embedder().name:
        raise StaleReadingError("data/reading.npz is of another embedder: python -m tools.vectors")
    return made
