"""The states of a membership and the steps between them. Pure: no framework, no clock.

What the law says (from memory of the text, not checked by a lawyer; Law of the Republic of
Kazakhstan "On Trade Unions", 27.06.2014 No. 211-V): joining is voluntary (art. 4, 5), and a member
is one who joined by choice, accepts the charter and pays dues (art. 1). Who admits members, and
how a refusal is appealed, is said by the charter of each union; these steps are usual.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a membership stands."""

    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LEFT = "left"


class Step(StrEnum):
    """What can be done with a membership."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LEAVE = "leave"


@dataclass(frozen=True)
class Rule:
    """From which state a step leads where, and on what it stands."""

    since: State
    then: State
    ground: str


LIVE = frozenset({State.APPLIED, State.APPROVED})

RULES: Mapping[Step, Rule] = MappingProxyType({
    Step.APPROVE: Rule(State.APPLIED, State.APPROVED, "charter: the primary admits its members"),
    Step.REFUSE: Rule(State.APPLIED, State.REFUSED, "charter: a refusal says why in words"),
    Step.WITHDRAW: Rule(State.APPLIED, State.WITHDRAWN, "art. 4, 5: joining is voluntary"),
    Step.LEAVE: Rule(State.APPROVED, State.LEFT, "art. 4, 5: nobody is held against his will"),
})  # fmt: skip


class IllegalStepError(Exception):
    """This step does not lead from this state."""


def after(state: State, step: Step) -> State:
    """Return the state that a step leads to. IllegalStepError when it does not lead from here."""
    rule = RULES[step]
    if state != rule.since:
        raise IllegalStepError(f"{step} does not lead from {state}")
    return rule.then
