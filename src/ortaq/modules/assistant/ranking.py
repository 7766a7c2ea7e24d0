"""Which article and which norms a question is about, and whether it is ours at all.

Three readers vote on the article: a softmax regression over meaning, the nearest paraphrases under
a whitened metric, and BM25 over character n-grams of all paraphrases of an article. Each vote is
spread by its own deviation, so none needs a scale. Measured in docs/modules/assistant.md.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from ortaq.lib.retrieval.bm25 import BM25
from ortaq.lib.retrieval.linear import softmax
from ortaq.lib.retrieval.words import bare, grams
from ortaq.modules.assistant import asks
from ortaq.modules.assistant.learning import LANGS
from ortaq.modules.assistant.reading import Question, Reading, reading

Floats = NDArray[np.float32]
NEAREST = 2  # how many paraphrases of an article speak for it
VOTES = {"meaning": 1.0, "nearest": 1.0, "words": 1.5}
SURENESS = 0.4  # how sharp the sum of votes is as a probability
OTHER_LESS, FINE_LESS = 0.8, 1.2  # other acts; acts of fines, unless fines are spoken of
_FINE = re.compile(r"штраф|коап|ответственност|накаж|айыппул|жауапкершил|жаза|уголов|fine|penalt")
GENERAL, GENERAL_LESS = frozenset({"tk:1"}), 1.5  # definitions touch every word and answer few
SHOWN = 10


@dataclass(frozen=True)
class Found:
    """An article, how likely it is meant, and its norms in the order in which they bear."""

    act: str
    article: str
    chance: float
    norms: list[tuple[str, float]]

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"{self.act}:{self.article}"


@dataclass(frozen=True)
class Ranking:
    """What was found, the likeliest first."""

    question: Question
    found: list[Found]
    nearest: float  # of the closest paraphrase of ours
    far: float  # of the closest question of elsewhere


def _spread(votes: Floats) -> Floats:
    deviation = float(votes.std())
    return (votes - votes.mean()) / deviation if deviation > 1e-6 else np.zeros_like(votes)  # noqa: PLR2004


class Ranker:
    """The readers over one learned file."""

    def __init__(self, read: Reading) -> None:
        """Group the paraphrases by article and by norm."""
        self.read = read
        self.classes = read["classes"].astype(np.int64)
        places = [np.flatnonzero(self.classes == c) for c in range(len(read.addresses))]
        longest = max((len(one) for one in places), default=0)
        # Rows of equal length, so that one call finds the best of each; -1 is no paraphrase.
        self._padded = np.full((len(places), max(longest, NEAREST)), -1, dtype=np.int32)
        for row, one in zip(self._padded, places, strict=True):
            row[: len(one)] = one
        self._alone = np.array([len(one) < NEAREST for one in places])
        self._norms: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, norm in enumerate(read["norms"].tolist()):
            self._norms[int(self.classes[place])][norm].append(place)

    def _less(self, question: Question) -> Floats:
        """Return what is taken from articles that people seldom mean unless they say so."""
        is_fine = bool(_FINE.search(bare(question.text)))
        return self._seldom - (FINE_LESS * self._fines if is_fine else 0)

    @cached_property
    def _fines(self) -> Floats:
        return self._of_acts("koap", "uk")

    @cached_property
    def _seldom(self) -> Floats:
        other = 1 - self._of_acts("tk")
        general = np.array([name in GENERAL for name in self.read.addresses], dtype=np.float32)
        seldom: Floats = OTHER_LESS * other + FINE_LESS * self._fines + GENERAL_LESS * general
        return seldom

    def _of_acts(self, *acts: str) -> Floats:
        return np.array(
            [a.partition(":")[0] in acts for a in self.read.addresses], dtype=np.float32
        )

    @cached_property
    def _words(self) -> dict[str, BM25]:
        """BM25 of n-grams over each article's paraphrases, a language at a time."""
        said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ask in [*asks.paraphrases(), *self.read.own()]:
            said[ask.lang, ask.address].append(ask.text)
        return {
            lang: BM25(
                [gram for text in said[lang, address] for gram in grams(text)]
                for address in self.read.addresses
            )
            for lang in LANGS
        }

    def votes(self, question: Question, near: Floats) -> dict[str, Floats]:
        """Return each reader's vote on each article; ``near`` is how near each paraphrase is."""
        return {
            "meaning": self.read.articles(question),
            "nearest": self._best(near),
            "words": self._words[question.lang].scores(grams(question.text)),
        }

    def _best(self, near: Floats) -> Floats:
        """Return the mean of the nearest paraphrases of each article."""
        padded = np.append(near, np.float32(-np.inf))[self._padded]
        best = np.partition(padded, -NEAREST, axis=1)[:, -NEAREST:]
        return np.where(self._alone, best[:, -1], best.mean(axis=1))

    def rank(self, question: Question) -> Ranking:
        """Return the articles and norms of a question."""
        turned = self.read.turn(question.centred)
        near = self.read.turned @ turned
        total = sum(
            (VOTES[name] * _spread(vote) for name, vote in self.votes(question, near).items()),
            np.zeros(len(self.read.addresses), dtype=np.float32),
        )
        total -= self._less(question)
        chances = softmax(SURENESS * total)
        first = np.argsort(-total)[:SHOWN]
        far = self.read.turned_far @ turned if self.read.has("far") else np.zeros(1)
        return Ranking(
            question,
            [self._found(int(place), float(chances[place]), near) for place in first],
            float(near.max()),
            float(far.max()),
        )

    def _found(self, place: int, chance: float, near: Floats) -> Found:
        act, article = self.read.addresses[place].split(":", 1)
        norms = [
            (norm, float(np.sort(near[places])[-NEAREST:].mean()))
            for norm, places in self._norms[place].items()
            if norm
        ]
        return Found(act, article, chance, sorted(norms, key=lambda pair: -pair[1]))


@cache
def ranker() -> Ranker:
    """Return the ranker of this process."""
    return Ranker(reading())


def rank(questions: Sequence[str], langs: Sequence[str | None] = ()) -> list[Ranking]:
    """Return what each question is about; all are embedded in one call."""
    made = ranker()
    return [made.rank(question) for question in made.read.questions(questions, langs)]


__all__ = ["Found", "Ranker", "Ranking", "rank", "ranker"]
