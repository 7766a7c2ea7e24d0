"""The check: clauses of an agreement against every norm that applies."""

from collections.abc import Iterable

from ortaq.modules.agreements.checking import comparing, wording
from ortaq.modules.agreements.checking.clauses import cut, numbered
from ortaq.modules.agreements.checking.model import (
    GRAVE,
    Clause,
    Finding,
    NormData,
    Quantity,
    Report,
    Verdict,
)
from ortaq.modules.agreements.checking.norms import Catalogue
from ortaq.modules.agreements.checking.outdated import outdated
from ortaq.modules.agreements.checking.prohibitions import prohibited
from ortaq.modules.agreements.checking.provisions import missing
from ortaq.modules.agreements.checking.quantities import plain
from ortaq.modules.agreements.checking.rules import Rule
from ortaq.modules.agreements.checking.sentences import Around, around
from ortaq.modules.agreements.checking.sums import summed
from ortaq.modules.agreements.checking.topics import DIRECT, Match, rules_for

_ORDER = [
    Verdict.WORSE,
    Verdict.BELOW_ILO,
    Verdict.OUTDATED,
    Verdict.ADVICE,
    Verdict.BETTER,
    Verdict.EQUAL,
]
MOST_QUOTED = 400


def check(lines: list[str], catalogue: Catalogue, *, edition: str = "") -> Report:
    """Check the paragraphs of a document. ``edition``: the edition of the Code it stands on."""
    clauses = numbered(cut(lines))
    findings = [finding for clause in clauses for finding in check_clause(clause, catalogue)]
    kept = _worst_of_each(findings)
    kept.sort(key=lambda finding: (finding.place, _ORDER.index(finding.verdict)))
    return Report(
        findings=tuple(f for f in kept if f.verdict != Verdict.ADVICE),
        advice=tuple(f for f in kept if f.verdict == Verdict.ADVICE),
        missing=tuple(missing(clauses, catalogue)),
        edition=edition or _edition(catalogue),
        clauses=tuple(clauses),
    )


def check_clause(clause: Clause, catalogue: Catalogue) -> list[Finding]:
    """Everything that one clause says against the norms."""
    findings: list[Finding] = []
    heading = plain(clause.heading)
    for place in summed(around(clause.text, clause.lead)):
        for match in rules_for(place, heading):
            finding = _compare(clause, place, match, catalogue)
            if finding:
                findings.append(finding)
    findings.extend(prohibited(clause, catalogue))
    findings.extend(outdated(clause))
    return findings


def _compare(clause: Clause, place: Around, match: Match, catalogue: Catalogue) -> Finding | None:
    rule, quantity = match.rule, place.quantity
    norm = catalogue.get(rule.key)
    limit = comparing.limit_of(rule, norm, place.sentence, place.window)
    values = comparing.stated(rule, quantity, place.window, place.sentence)
    if norm is None or limit is None or values is None:
        return None
    verdict = comparing.verdict(rule, quantity, values, limit)
    reason, proposed = wording.of_quantity(norm, verdict)
    return Finding(
        verdict=verdict,
        clause=clause.number,
        norm_id=norm.id,
        param_key=norm.param_key,
        article=norm.number,
        point=norm.point,
        stated=_said(quantity, place),
        required=wording.required(norm, limit.moved),
        quote=clause.text[:MOST_QUOTED],
        confidence=_confidence(rule, quantity, match),
        item=clause.item,
        place=clause.place,
        lang=clause.lang,
        reason=reason,
        proposed=proposed,
    )


def _said(quantity: Quantity, place: Around) -> str:
    return place.sentence[quantity.start : quantity.end].strip()


def _confidence(rule: Rule, quantity: Quantity, match: Match) -> float:
    confidence = 0.95 if match.strength == DIRECT else 0.85 if match.strength > 1 else 0.7
    if rule.days and quantity.kind == "day" and not quantity.days:
        confidence -= 0.05
    return round(confidence, 2)


def _worst_of_each(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a clause and parameter: the worst of what it says, in either language."""
    kept: dict[tuple[str, str, str, bool], Finding] = {}
    for finding in findings:
        key = (
            finding.clause,
            finding.item,
            finding.param_key or finding.norm_id,
            finding.norm_id.startswith("tk"),
        )
        other = kept.get(key)
        if other is None or _ORDER.index(finding.verdict) < _ORDER.index(other.verdict):
            kept[key] = _with_conflict(finding, other)
        elif other.lang != finding.lang and other.verdict != finding.verdict:
            kept[key] = _with_conflict(other, finding)
    return list(kept.values())


def _with_conflict(finding: Finding, other: Finding | None) -> Finding:
    """Say that the two languages of one point disagree."""
    if other is None or other.lang == finding.lang:
        return finding
    return wording.with_conflict(finding, other)


def _edition(catalogue: Catalogue) -> str:
    return max((norm.edition for norm in catalogue.values() if norm.act == "tk"), default="")


def is_grave(finding: Finding) -> bool:
    """Whether it is a violation or below a ratified convention."""
    return finding.verdict in GRAVE


__all__ = ["NormData", "check", "check_clause", "is_grave"]
