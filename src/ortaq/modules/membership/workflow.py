"""The states of a membership and the steps between them. Pure: no framework, no clock.

What the law says (from memory of the text, not checked by a lawyer; Law of the Republic of
Kazakhstan "On Trade Unions", 27.06.2014 No. 211-V): joining is voluntary (art. 4, 5), and a member
is one who joined by choice, accepts the charter and pays dues (art. 1). Who admits members, and
how a refusal is appealed, is said by the charter of each union; these steps are usual.

Days are half open: ``since`` is the first day as a member, ``left_on`` the first day no longer
one. A transfer ends one row and begins the next on the same day: no day counts twice or is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a membership stands."""

    APPLIED = "applied"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    TRANSFERRED = "transferred"


class Step(StrEnum):
    """What can be done with a membership."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    RESUME = "resume"
    LEAVE = "leave"
    EXCLUDE = "exclude"
    TRANSFER = "transfer"


class LeaveReason(StrEnum):
    """Why a membership ended."""

    OWN = "own"  # by his own wish
    WORK = "work"  # no longer works there
    EXCLUDED = "excluded"
    DIED = "died"
    CLOSED = "closed"  # the primary closed
    DOUBLE = "double"  # a second record of the same person: nobody left
    ERASED = "erased"  # the person had his data erased


@dataclass(frozen=True)
class Rule:
    """From which states a step leads where, and on what it stands."""

    since: frozenset[State]
    then: State
    ground: str


# In force: counted as members, hold a card, may ask for help.
IN_FORCE = frozenset({State.APPROVED, State.SUSPENDED})
LIVE = IN_FORCE | {State.APPLIED}
ENDED = frozenset({State.LEFT, State.TRANSFERRED})

_ASKED, _FULL, _PAUSED = (
    frozenset({state}) for state in (State.APPLIED, State.APPROVED, State.SUSPENDED)
)

RULES: Mapping[Step, Rule] = MappingProxyType({
    Step.APPROVE: Rule(_ASKED, State.APPROVED, "charter: the primary admits its members"),
    Step.REFUSE: Rule(_ASKED, State.REFUSED, "charter: a refusal says why in words"),
    Step.WITHDRAW: Rule(_ASKED, State.WITHDRAWN, "art. 4, 5: joining is voluntary"),
    Step.SUSPEND: Rule(_FULL, State.SUSPENDED, "charter: long leave, service, studies"),
    Step.RESUME: Rule(_PAUSED, State.APPROVED, "charter: the cause is over"),
    Step.LEAVE: Rule(IN_FORCE, State.LEFT, "art. 4, 5: nobody is held against his will"),
    Step.EXCLUDE: Rule(IN_FORCE, State.LEFT, "charter: a meeting's decision, with its number"),
    Step.TRANSFER: Rule(IN_FORCE, State.TRANSFERRED, "charter: the years count on elsewhere"),
})  # fmt: skip

YOUTH_UNTIL = 35


class IllegalStepError(Exception):
    """This step does not lead from this state."""


def after(state: State, step: Step) -> State:
    """Return the state that a step leads to. IllegalStepError when it does not lead from here."""
    rule = RULES[step]
    if state not in rule.since:
        raise IllegalStepError(f"{step} does not lead from {state}")
    return rule.then


def age_on(born_on: date, day: date) -> int:
    """Return the full years of age on a day; who is born on 29 February turns on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def is_youth(born_on: date | None, day: date) -> bool:
    """Whether a person counts as youth: up to 35 years of age inclusive.

    Law of the Republic of Kazakhstan "On State Youth Policy", 09.02.2015 No. 285-V, art. 1: 14 to
    35 years (from memory of the text as amended in 2022, which raised 29 to 35; not checked by a
    lawyer). A person is 35 until the day before the 36th birthday.
    """
    return born_on is not None and age_on(born_on, day) <= YOUTH_UNTIL
