"""The states of a letter, the steps between them, and its terms. Pure.

No law sets these terms for a union; they are our own promises to the other side, as data, with
where each comes from. None has been checked by a lawyer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a letter is."""

    DEMAND = "demand"
    DOCUMENTS = "documents"
    INSPECTORATE = "inspectorate"
    AUTHORITY = "authority"
    REPLY = "reply"
    POWER = "power"


class Side(StrEnum):
    """To whom a letter goes."""

    EMPLOYER = "employer"
    STATE = "state"
    MEMBER = "member"


class State(StrEnum):
    """Where a letter stands."""

    DRAFT = "draft"
    WAITING = "waiting"  # for the member's word on its pages
    READY = "ready"
    REFUSED = "refused"
    SENT = "sent"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done with a letter."""

    CHANGE = "change"
    PREPARE = "prepare"
    APPROVE = "approve"
    REFUSE = "refuse"
    SEND = "send"
    ANSWER = "answer"
    WITHDRAW = "withdraw"


class Done(StrEnum):
    """Whether what was agreed was done."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Term:
    """A number of working days, where it comes from, and whether a lawyer has checked it."""

    workdays: int
    source: str
    as_of: str
    checked_by_lawyer: bool


@dataclass(frozen=True)
class Sort:
    """Who gets such a letter, and what is owed on it: ``rule`` is a key of the appeals' terms."""

    side: Side
    rule: str
    reply: Term | None


_OWN = "the union's own wish, said in the letter; no law owes a union a reply"
_APPC = "APPC RK art. 76 (secondary source): a state body considers an application"

SORTS: Mapping[Kind, Sort] = MappingProxyType({
    Kind.DEMAND: Sort(Side.EMPLOYER, "employer", Term(10, _OWN, "2026-11", False)),
    Kind.DOCUMENTS: Sort(Side.EMPLOYER, "employer", Term(10, _OWN, "2026-11", False)),
    Kind.INSPECTORATE: Sort(Side.STATE, "labour_inspectorate", Term(15, _APPC, "2026-11", False)),
    Kind.AUTHORITY: Sort(Side.STATE, "state_body", Term(15, _APPC, "2026-11", False)),
    Kind.REPLY: Sort(Side.MEMBER, "", None),
    Kind.POWER: Sort(Side.EMPLOYER, "", None),
})  # fmt: skip

# How long an employer has the matter to himself before it goes to the state or becomes public.
PRIVATE_NOTICE = Term(5, "the union's own rule of fairness; no law sets it", "2026-11", False)
MORE_TIME = Term(5, "the union's own rule; granted once, for the asking", "2026-11", False)
LINK_DAYS = 60  # calendar days a link for a reply lives

OPEN = frozenset({State.DRAFT, State.WAITING, State.READY, State.REFUSED})
GONE = frozenset({State.SENT, State.ANSWERED})

_STEPS: Mapping[Step, tuple[frozenset[State], State]] = MappingProxyType({
    Step.CHANGE: (OPEN, State.DRAFT),
    Step.PREPARE: (frozenset({State.DRAFT}), State.WAITING),
    Step.APPROVE: (frozenset({State.WAITING}), State.READY),
    Step.REFUSE: (frozenset({State.WAITING, State.READY}), State.REFUSED),
    Step.SEND: (frozenset({State.READY}), State.SENT),
    Step.ANSWER: (GONE, State.ANSWERED),
    Step.WITHDRAW: (OPEN, State.WITHDRAWN),
})  # fmt: skip


class IllegalStepError(Exception):
    """This step does not lead from this state."""


def can(step: Step, state: State) -> bool:
    """Whether a step leads from a state."""
    return state in _STEPS[step][0]


def after(state: State, step: Step) -> State:
    """Return the state that a step leads to. IllegalStepError when it does not lead from here."""
    if not can(step, state):
        raise IllegalStepError(f"{step} does not lead from {state}")
    return _STEPS[step][1]
