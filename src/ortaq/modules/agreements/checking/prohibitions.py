"""Clauses that no number gives away: duties shifted on the worker, rights taken, pressure.

A row: whose norm it is (a ``param_key`` of the Code, or the id of a convention's norm) and the
words. A clause that *forbids* the same thing ("retaliation is not allowed") is no finding.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ortaq.modules.agreements.checking import wording
from ortaq.modules.agreements.checking.lexicon import denied, widened
from ortaq.modules.agreements.checking.model import Clause, Finding, NormData, Verdict
from ortaq.modules.agreements.checking.norms import Catalogue
from ortaq.modules.agreements.checking.prohibitions_code import CODE
from ortaq.modules.agreements.checking.prohibitions_free import FREE
from ortaq.modules.agreements.checking.prohibitions_people import PEOPLE
from ortaq.modules.agreements.checking.prohibitions_plain import PLAIN
from ortaq.modules.agreements.checking.prohibitions_plain_money import PLAIN_MONEY
from ortaq.modules.agreements.checking.prohibitions_table import TABLE
from ortaq.modules.agreements.checking.prohibitions_union import UNION
from ortaq.modules.agreements.checking.prohibitions_wages import WAGES
from ortaq.modules.agreements.checking.quantities import plain
from ortaq.modules.agreements.checking.sentences import split

_FORBIDS = re.compile(
    r"запрещ|не допуска|недопустим|не вправе|не имеет права|не может (?:служить|являться|быть)|не могут (?:служить|являться|быть)|исключается|не должн|воспреща|обязуется не|не производится удерж"
    r"|тыйым|жол берілмейді|құқығы жоқ|құқылы емес|болмауға тиіс|болмайды|міндеттенеді.{0,20}бермеу|негіз бола алмайды|себеп бола алмайды|рұқсат етілмейді"
)

# "Without the union's consent is not done", "one without gear is not let to work": a protection.
_DENIED_TWICE = re.compile(
    r"\bбез (?:[\w()-]+ ){1,7}(?:не |запрещ)|\bне (?:обеспечен|ознакомлен|прошед|обучен)\w*.{0,60}не допуска"
    r"|\w(?<!қамтама)(?:сыз|сіз) .{0,40}\w(?:май|мей|бай|бей|пай|пей)ді|\w(?:ма|ме|ба|бе|па|пе)ған .{0,40}жіберілмей"
)
# Here two denials are the breach: "without leave of the foreman nobody leaves".
_NO_ESCAPE = frozenset({"FL-01", "OS-20", "OS-21", "OS-22", "OS-16", "FA-01", "FA-11"})


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A clause of this kind is below the norm."""

    norm: str
    words: tuple[re.Pattern[str], ...]  # all of them, in any order
    unless: re.Pattern[str] | None
    despite: bool  # also where the sentence holds a word of forbidding ("may not join")


def _made(row: Mapping[str, Any]) -> Prohibition:
    return Prohibition(
        row["norm"],
        tuple(re.compile(widened(words)) for words in row.get("all") or [row["words"]]),
        re.compile(widened(row["unless"])) if row.get("unless") else None,
        bool(row.get("despite")),
    )


PROHIBITIONS = tuple(
    _made(row)
    for table in (TABLE, FREE, UNION, WAGES, PEOPLE, PLAIN, PLAIN_MONEY, CODE)
    for row in table
)


def prohibited(clause: Clause, catalogue: Catalogue) -> list[Finding]:
    """The prohibitions that a clause meets; one finding a norm."""
    found: dict[str, Finding] = {}
    text = plain(clause.text)
    for start, end in split(text):
        sentence = text[start:end]
        for one in PROHIBITIONS:
            norm = catalogue.get(one.norm)
            if norm and norm.id not in found and _meets(one, sentence):
                found[norm.id] = _finding(clause, norm, clause.text[start:end].strip())
    return _without_echoes(list(found.values()))


def _meets(one: Prohibition, sentence: str) -> bool:
    matches = [words.search(sentence) for words in one.words]
    if not all(matches):
        return False
    if one.norm not in _NO_ESCAPE and _DENIED_TWICE.search(sentence):
        return False
    if not one.despite and any(match and denied(sentence, match) for match in matches):
        return False
    if not one.despite and _FORBIDS.search(sentence):
        return False
    return not (one.unless and one.unless.search(sentence))


def _finding(clause: Clause, norm: NormData, said: str) -> Finding:
    verdict = Verdict.WORSE
    if norm.instrument:
        verdict = Verdict.BELOW_ILO if norm.force.startswith("mandatory") else Verdict.ADVICE
    reason, proposed = wording.of_quantity(norm, Verdict.WORSE)
    if norm.instrument:
        reason = wording.of_convention(norm)
    return Finding(
        verdict=verdict,
        clause=clause.number,
        norm_id=norm.id,
        param_key=norm.param_key,
        article=norm.number,
        point=norm.point,
        stated=said[:160],
        required=norm.statement.get("ru", ""),
        quote=clause.text[:400],
        confidence=0.8,
        item=clause.item,
        place=clause.place,
        lang=clause.lang,
        reason=reason,
        proposed=proposed,
    )


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """One clause, one convention finding: further ones are named in ``also``."""
    return findings[:2]
