"""Which rules a quantity answers to."""

import re
from dataclasses import dataclass

from ortaq.modules.agreements.checking import rules_contract, rules_pay, rules_time
from ortaq.modules.agreements.checking.rules import Rule
from ortaq.modules.agreements.checking.sentences import Around

ALL: tuple[Rule, ...] = (*rules_contract.RULES, *rules_time.RULES, *rules_pay.RULES)
BY_KIND: dict[str, list[Rule]] = {}
for _rule in ALL:
    for _kind in _rule.kinds:
        BY_KIND.setdefault(_kind, []).append(_rule)

DIRECT, SENTENCE, EARLIER = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Match:
    """A rule found for a quantity; ``strength``: how near the topic stands."""

    rule: Rule
    strength: int
    nearness: int


def rules_for(around: Around, heading: str) -> list[Match]:
    """Rules for this quantity: those whose topic stands beside it, else the nearest before."""
    found = [
        match
        for rule in BY_KIND.get(around.quantity.kind, ())
        if (match := _match(rule, around, heading))
    ]
    covered = {key for match in found for key in match.rule.over}
    found = [match for match in found if match.rule.key not in covered]
    if not found:
        return []
    strongest = max(match.strength for match in found)
    found = [match for match in found if match.strength == strongest]
    if strongest == DIRECT:
        return found
    nearest = max(match.nearness for match in found)
    return [match for match in found if match.nearness == nearest]


def _match(rule: Rule, around: Around, heading: str) -> Match | None:
    if not _belongs(rule, around):
        return None
    if rule.act and not rule.act.search(f"{around.earlier} {around.sentence}"):
        return None
    if rule.topic.search(around.window):
        return Match(rule, DIRECT, 0)
    if rule.first_only and not around.first:
        return None
    return _from_further(rule, around, heading)


def _from_further(rule: Rule, around: Around, heading: str) -> Match | None:
    """The topic was named before in the sentence, in the sentence before, or in the heading."""
    last = _last(rule.topic, around.before)
    if last is not None:
        return Match(rule, SENTENCE, last)
    if rule.topic.search(around.sentence) and around.alone:
        return Match(rule, SENTENCE, 0)
    if rule.topic.search(around.earlier):
        return Match(rule, EARLIER, 1)
    if heading and rule.topic.search(heading) and around.quantity.kind not in {"day", "month"}:
        return Match(rule, EARLIER, 0)
    return None


def _belongs(rule: Rule, around: Around) -> bool:
    quantity = around.quantity
    if quantity.every and rule.unit != "year":
        return False
    if rule.per and not _per(rule, around):
        return False
    if rule.unless and rule.unless.search(around.window):
        return False
    if rule.excuse and rule.excuse.search(around.sentence):
        return False
    if not rule.who:
        return True
    return bool(
        rule.who.search(around.window) or (around.alone and rule.who.search(around.sentence))
    )


def _per(rule: Rule, around: Around) -> bool:
    per = around.quantity.per
    if per:
        return per in rule.per
    if "week" in rule.per:
        return bool(re.search(r"недел|апта", around.window)) or (
            bool(re.search(r"недел|апта", around.before))
            and not re.search(r"смен|дн[яь]|күн", around.window)
        )
    return "-" in rule.per


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    last = None
    for match in pattern.finditer(text):
        last = match.end()
    return last
