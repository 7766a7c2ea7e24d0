"""Is a question ours? Its own classes, learned from questions of elsewhere, and a few sure signs.

A score alone cannot tell: what the reader of kinds says, and how near the closest question of ours
and of elsewhere are, decide together. Measured in docs/modules/assistant.md.
"""

import re
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.lib.retrieval.linear import softmax
from ortaq.lib.retrieval.words import bare
from ortaq.modules.assistant.asks import IN_SCOPE
from ortaq.modules.assistant.ranking import Ranking
from ortaq.modules.assistant.reading import Reading

REASONS: dict[str, Promise] = {
    "other_country": _(
        "This is about the law of another country. I know only the labour law of Kazakhstan."
    ),
    "other_law": _(
        "This is another field of law (family, housing, taxes, fines…). I know only labour law."
    ),
    "medical": _("This is a question for a doctor. In an emergency call 103 or 112."),
    "criminal": _(
        "This is about a crime or a criminal case. Do not wait: ask an advocate; "
        "in danger call 102."
    ),
    "forging": _(
        "I do not help to forge papers or to deceive. "
        "A lawyer of the union looks for a lawful way."
    ),
    "harming": _(
        "I do not help against a worker or a member of the union. "
        "A person can look at the conflict."
    ),
    "unknown_value": _(
        "I do not know this value for that date and never guess. Look in the official source."
    ),
    "politics": _("I take no part in politics. I answer questions about work and labour law."),
    "services": _(
        "This is a service of somebody else. I answer questions about work and labour law."
    ),
    "chat": _(
        "I answer questions about work, pay, rest, safety and the union. Ask me about these."
    ),
    "empty": _(
        "Write your question in a sentence or two: what happened, when, and what you want."
    ),
}
# Of held-out questions of elsewhere .93 are above it, of unseen ones of ours one in a hundred
# (other writers, none learned from); a higher share of refusals sends away who should be answered.
OUT = 0.93
FARTHER = 0.1  # in English, of which we know few paraphrases, nearness alone decides
_COUNTRY = re.compile(
    r"\bтк рф\b|\bв россии\b|росси\w* (?:закон|кодекс)|"
    r"(?:закон|кодекс)\w* росси|ресейде|киргиз|кыргыз|"
    r"узбекистан|озбекстан|беларус|\bтурци|туркияда|германи|\bкитае\b|кытайда|\bв сша\b|"
    r"\bpoland\b|\brussia\b|\bgermany\b|"
    r"\buzbekistan\b|\bkyrgyzstan\b|\bturkey\b|украин|польш|\bкоре[еия]"
)
_HOME = re.compile(
    r"казахстан|казакстан|\bрк\b|kazakhstan|\bастан|\bалмат|шымкент|караганд|актау|актобе|атырау|"
    r"павлодар|костана|кызылорд|\bтараз|экибастуз|жезказган|темиртау|\bсеме[йя]|\bуральск|жанаозен"
)
# A foreigner who works here asks about our law: «я гражданин Узбекистана», «приехал из Беларуси».
_FOREIGNER = re.compile(
    r"\b(?:гражданин|гражданк\w+|граждан[еам]|уроженец|приехал\w*|мигрант\w*|азаматы\w*)\b"
)


@dataclass(frozen=True)
class Verdict:
    """``kind`` is empty when the question is ours; ``chance`` that it is not."""

    kind: str
    chance: float


def verdict(read: Reading, ranking: Ranking) -> Verdict:
    """Decide whether a question is ours."""
    question = ranking.question
    if sum(letter.isalpha() for letter in question.text) < 3:  # noqa: PLR2004 -- no word is shorter
        return Verdict("empty", 1.0)
    if not read.has("scope_labels"):
        return Verdict("", 0.0)
    labels = read["scope_labels"].tolist()
    meaning, letters = read.says("scope", question)
    shares = 0.5 * softmax(meaning) + 0.5 * softmax(LETTERS_SHARP * letters)
    own = float(shares[labels.index(IN_SCOPE)])
    away = [
        (label, float(share))
        for label, share in zip(labels, shares, strict=True)
        if label != IN_SCOPE
    ]
    kind = max(away, key=lambda pair: pair[1])[0]
    text = bare(question.text)
    if _COUNTRY.search(text) and not (_HOME.search(text) or _FOREIGNER.search(text)):
        return Verdict("other_country", 1.0)
    if question.lang == "en":
        is_out = ranking.far > ranking.nearest + FARTHER
        return Verdict(kind if is_out else "", float(is_out))
    sure = ranking.found[0].chance
    odds = np.log(own / (1 - own + 1e-6) + 1e-6)
    features = np.array([odds, ranking.nearest, ranking.far, sure, 1.0])
    chance = float(1 / (1 + np.exp(-(features @ np.array(WEIGHTS)))))
    return Verdict(kind if chance > OUT else "", chance)


LETTERS_SHARP = 6.0
# A logistic regression over held-out fifths of elsewhere and 590 questions that are ours.
WEIGHTS = (-1.693, -4.886, 7.006, -3.693, 4.508)
