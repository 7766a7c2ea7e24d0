"""Is a sentence held by its passages? By rule: embeddings do not see a wrong number (AUC 0.60).

Checked: numbers (digits and words), articles of law, quotes letter by letter, the count of
negations, and that the words are mostly the passage's. Not checked, and said so: meaning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ortaq.lib.retrieval.lemmas import stems
from ortaq.lib.retrieval.numerals import numbers
from ortaq.lib.retrieval.words import bare, fold, words

QUOTE_LIKE = 92.0
COVERED = 0.5
_QUOTE = re.compile(r'"([^"]{8,})"')
_ARTICLES = [
    re.compile(r"(?:ст\.|статья|статьи|статье|статьей|статью|ст|article|art\.)\s*(\d+(?:-\d+)?)"),
    re.compile(r"(\d+(?:-\d+)?)\s*-?\s*(?:баб|бап|ба[бп][ыт]|бабы)"),
]
_NEGATIONS = frozenset(
    [
        "не",
        "нет",
        "нельзя",
        "ни",
        "без",
        "запрещено",
        "запрещен",
        "запрещена",
        "запрещается",
        "емес",
        "жок",
        "болмайды",
        "тыйым",
        "not",
        "no",
        "never",
        "without",
        "cannot",
        "may-not",
        "prohibited",
        "forbidden",
    ]
)
_KAZAKH_NEGATION = re.compile(
    r"(?:майды|мейди|байды|бейди|пайды|пейди|маса|месе|баса|бесе|май|мей|бай|бей|пай|пей|"
    r"маган|меген|баган|беген|паган|пеген|мау|меу)"
)


@dataclass(frozen=True)
class Grounding:
    """What was found; ``reasons`` are codes, empty when the sentence holds."""

    reasons: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the sentence."""
        return not self.reasons


def articles(text: str) -> set[str]:
    """Return the numbers of articles that a text names."""
    text = fold(text)
    return {number for pattern in _ARTICLES for number in pattern.findall(text)}


def negations(text: str, lang: str) -> int:
    """Return how often a text says no."""
    found = [bare(word) for word in words(text)]
    count = sum(word in _NEGATIONS for word in found)
    if lang == "kk":
        count += sum(
            bool(_KAZAKH_NEGATION.search(word, 2)) for word in found if word not in _NEGATIONS
        )
    if lang == "en":
        count += fold(text).count("n't")
    return count


def check(sentence: str, passages: Sequence[str], *, lang: str, facts: str = "") -> Grounding:
    """Compare one sentence with the passages it cites; ``facts`` are the asker's own words."""
    ground = " ".join(passages)
    reasons = []
    if not ground.strip():
        return Grounding(["no_passage"])
    if articles(sentence) - articles(ground):
        reasons.append("article")
    if numbers(sentence) - numbers(ground) - numbers(facts):
        reasons.append("number")
    folded = fold(ground)
    if any(
        fuzz.partial_ratio(quote, folded) < QUOTE_LIKE for quote in _QUOTE.findall(fold(sentence))
    ):
        reasons.append("quote")
    said, held = negations(sentence, lang), negations(ground, lang)
    if bool(said) != bool(held) or said > held:
        reasons.append("negation")
    if _covered(sentence, ground, lang) < COVERED:
        reasons.append("words")
    return Grounding(reasons)


def _covered(sentence: str, ground: str, lang: str) -> float:
    own = set(stems(sentence, lang))
    return len(own & set(stems(ground, lang))) / len(own) if own else 0.0
