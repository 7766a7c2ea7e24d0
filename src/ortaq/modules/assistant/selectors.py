"""Reads: an answer to a question, a suggestion for an appeal."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import override

from ortaq.modules.assistant import (
    composing,
    knowledge,
    ranking,
    reckoning,
    scope,
    triaging,
    values,
)
from ortaq.modules.assistant.answers import Answer
from ortaq.modules.assistant.knowledge import Law
from ortaq.modules.assistant.models import Correction, Refusal
from ortaq.modules.assistant.ranking import Ranking
from ortaq.modules.assistant.triaging import Corrected, Suggestion

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

MOST_CORRECTIONS = 5000
LONGEST = 4000  # characters of a question that are read; the rest says the same once more


def answer(
    question: str,
    *,
    lang: str | None = None,
    on: date | None = None,
    facts: Mapping[str, str] | None = None,
) -> Answer:
    """Return an answer by the law in force on a day, extractive; or a refusal with its reason."""
    return answers([question], langs=[lang], on=on, facts=facts)[0]


def answers(
    questions: Sequence[str],
    *,
    langs: Sequence[str | None] = (),
    on: date | None = None,
    facts: Mapping[str, str] | None = None,
) -> list[Answer]:
    """Answer many questions; they are read in one go and the law is loaded once."""
    day = on or timezone.localdate()
    law = knowledge.law_on(day)
    asked = [_readable(question) for question in questions]
    return [
        _answer(found, law, (langs[place] if langs else None) or found.question.lang, day, facts)
        for place, found in enumerate(ranking.rank(asked))
    ]


def _readable(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def _answer(
    found: Ranking, law: Law, lang: str, day: date, facts: Mapping[str, str] | None
) -> Answer:
    said = found.question.said
    value = values.asked(found.question.text, lang, day)
    if value is not None:
        if value.amount is None:
            return composing.refuse(said, lang, "unknown_value")
        return composing.of_value(said, lang, value.text)
    verdict = scope.verdict(ranking.ranker().read, found)
    if verdict.kind:
        return composing.refuse(said, lang, verdict.kind)
    with override(lang):
        sums = reckoning.sums(found.question.text, law)
    return composing.compose(found, law, lang, day, dict(facts or {}), sums)


def beside(text: str) -> tuple[Answer, Suggestion]:
    """Return both for the words of an appeal, which are read once."""
    day = timezone.localdate()
    [found] = ranking.rank([_readable(text)])
    answer = _answer(found, knowledge.law_on(day), found.question.lang, day, None)
    return answer, triaging.suggest(ranking.ranker().read, found, _corrected())


def triage(text: str) -> Suggestion:
    """Return a suggestion for the words of an appeal; a person confirms it."""
    return triages([text])[0]


def triages(texts: Sequence[str]) -> list[Suggestion]:
    """Return a suggestion for each of many appeals."""
    read, corrected = ranking.ranker().read, _corrected()
    found = ranking.rank([_readable(text) for text in texts])
    return [triaging.suggest(read, one, corrected) for one in found]


def _corrected() -> Corrected:
    """Return what officers have confirmed; read anew only when one has confirmed something."""
    now = Correction.objects.aggregate(last=Max("confirmed_at"), count=Count("pk"))
    return _corrected_at(now["last"], now["count"])


@lru_cache(maxsize=1)
def _corrected_at(_last: datetime | None, _count: int) -> Corrected:
    rows = list(Correction.objects.order_by("-pk")[:MOST_CORRECTIONS])
    width = ranking.ranker().read.means.shape[1]
    vectors = [np.frombuffer(row.vector, dtype=np.float16).astype(np.float32) for row in rows]
    return Corrected(
        np.array(vectors, dtype=np.float32).reshape(-1, width),
        [row.topic for row in rows],
        [row.route for row in rows],
        [row.urgent for row in rows],
    )


def correction_of(appeal: "Appeal") -> Correction | None:
    """Return what an officer has said of an appeal, or None."""
    return Correction.objects.filter(appeal=appeal).first()


def has_refused(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether a person does not want the assistant to read his appeals."""
    return user.is_authenticated and Refusal.objects.filter(user=user.pk).exists()
