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
        order = np.argsort(self.classes, kind="stable")
        self._order = order
        self._starts = np.searchsorted(self.classes[order], np.arange(len(read.addresses)))
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
        """BM25 of base forms over each article's paraphrases, a language at a time."""
        place = {address: place for place, address in enumerate(self.read.addresses)}
        documents: dict[str, list[list[str]]] = {lang: [[] for _ in place] for lang in LANGS}
        for ask in [*asks.paraphrases(), *self.read.own()]:
            if ask.address in place and ask.lang in documents:
                documents[ask.lang][place[ask.address]] += grams(ask.text)
        return {lang: BM25(texts) for lang, texts in documents.items()}

    def votes(self, question: Question) -> dict[str, Floats]:
        """Return each reader's vote on each article."""
        near = self.read.turned @ self.read.turn(question.centred)
        votes = {"meaning": self.read.articles(question), "nearest": self._best(near)}
        votes["words"] = self._words[question.lang].scores(grams(question.text))
        return votes

    def _best(self, near: Floats) -> Floats:
        """Return the mean of the nearest paraphrases of each article."""
        sorted_near = near[self._order]
        made = np.empty(len(self._starts), dtype=np.float32)
        ends = np.append(self._starts[1:], len(sorted_near))
        for place, (start, end) in enumerate(zip(self._starts, ends, strict=True)):
            part = sorted_near[start:end]
            made[place] = (
                np.partition(part, -NEAREST)[-NEAREST:].mean()
                if end - start > NEAREST
                else part.mean()
            )
        return made

    def rank(self, question: Question) -> Ranking:
        """Return the articles and norms of a question."""
        near = self.read.turned @ self.read.turn(question.centred)
        total = sum(
            (VOTES[name] * _spread(vote) for name, vote in self.votes(question).items()),
            np.zeros(len(self.read.addresses), dtype=np.float32),
        )
        total -= self._less(question)
        chances = softmax(SURENESS * total)
        first = np.argsort(-total)[:SHOWN]
        far = (
            self.read.turned_far @ self.read.turn(question.centred)
            if self.read.has("far")
            else np.zeros(1)
        )
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
