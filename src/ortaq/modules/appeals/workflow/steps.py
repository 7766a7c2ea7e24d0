"""The states of an appeal, the steps between them, and its road. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Where an appeal stands."""

    SUBMITTED = "submitted"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    CLOSED = "closed"


class Step(StrEnum):
    """What can be done with an appeal."""

    TAKE = "take"
    HAND_OVER = "hand_over"
    RETURN = "return"
    ANSWER = "answer"
    WRITE = "write"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    RESUBMIT = "resubmit"
    CLOSE = "close"
    MERGE = "merge"


class Topic(StrEnum):
    """What an appeal is about; it decides whose work it is."""

    PAY = "pay"
    DISMISSAL = "dismissal"
    HOURS = "hours"
    SAFETY = "safety"
    PRESSURE = "pressure"
    AGREEMENT = "agreement"
    HELP = "help"
    UNION = "union"
    OTHER = "other"


class Manner(StrEnum):
    """How an appeal came."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    GUEST = "guest"


class Secrecy(StrEnum):
    """Who learns the author's name."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    # SEALED: words that only the holder's own key opens, so that no server reads them (ADR 20).


class Ending(StrEnum):
    """How an appeal ends."""

    REMEDIED = "remedied"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    COURT = "court"


class Remedy(StrEnum):
    """What the member got."""

    MONEY = "money"
    REINSTATED = "reinstated"
    DANGER_REMOVED = "danger_removed"
    RIGHT_RESTORED = "right_restored"
    EXPLAINED = "explained"


class Verdict(StrEnum):
    """What the member says of a stated outcome."""

    YES = "yes"
    NO = "no"
    SILENCE = "silence"  # thirty days without a word; counted apart from a yes


@dataclass(frozen=True)
class Rule:
    """From which states a step leads where (None: it stays), and on what it stands."""

    since: frozenset[Status]
    then: Status | None
    ground: str


@dataclass(frozen=True)
class Route:
    """Whom an appeal of a topic looks for, in turns; ``above``: not in the primary itself."""

    turns: tuple[tuple[str, ...], ...]
    above: bool = False


OPEN = frozenset({Status.SUBMITTED, Status.IN_WORK})

_S, _W, _A, _C = Status.SUBMITTED, Status.IN_WORK, Status.ANSWERED, Status.CLOSED

RULES: Mapping[Step, Rule] = MappingProxyType({
    Step.TAKE: Rule(frozenset({_S}), _W, "an appeal has one named person; taking says who"),
    Step.HAND_OVER: Rule(OPEN, None, "APPC art. 65: what is not ours goes on; the clock runs"),
    Step.RETURN: Rule(OPEN, _S, "its officer has left his post; who comes after takes it anew"),
    Step.ANSWER: Rule(frozenset({_W}), _A, "APPC art. 76: an answer in words within the term"),
    Step.WRITE: Rule(frozenset({_W}), None, "a word of a person is not yet an outcome"),
    Step.CONFIRM: Rule(frozenset({_A}), _C, "the author says that it is as the officer stated"),
    Step.WITHDRAW: Rule(OPEN, _C, "who asked may stop asking, and owes nobody a reason"),
    Step.REOPEN: Rule(frozenset({_A, _C}), _W, "the author is not content: a new term begins"),
    Step.RESUBMIT: Rule(frozenset({_A, _C}), _S, "reopened, but its officer has left his post"),
    Step.CLOSE: Rule(frozenset({_A}), _C, "silence of thirty days after an answer ends the case"),
    Step.MERGE: Rule(OPEN, _C, "the same matter of the same author goes on as one, the earlier"),
})  # fmt: skip

SILENCE_DAYS = 30  # calendar days after an answer
REOPEN_DAYS = 90  # calendar days after an answer; later a new appeal is clearer for all

_LAW = ("lawyer",)
_CHAIR = ("chair", "deputy")
_OFFICE = ("officer",)

ROUTES: Mapping[Topic, Route] = MappingProxyType({
    Topic.PAY: Route((_LAW, _CHAIR, _OFFICE)),
    Topic.DISMISSAL: Route((_LAW, _CHAIR, _OFFICE)),
    Topic.HOURS: Route((_LAW, _CHAIR, _OFFICE)),
    Topic.SAFETY: Route((("inspector",), _LAW, _CHAIR, _OFFICE)),
    Topic.PRESSURE: Route((_LAW, _CHAIR, _OFFICE), above=True),
    Topic.AGREEMENT: Route((_CHAIR, _LAW, _OFFICE)),
    Topic.HELP: Route((_CHAIR, _OFFICE)),
    Topic.UNION: Route((_OFFICE, _CHAIR), above=True),
    Topic.OTHER: Route((_CHAIR, _LAW, _OFFICE)),
})  # fmt: skip

HOLDERS = frozenset(kind for route in ROUTES.values() for turn in route.turns for kind in turn)


class IllegalStepError(Exception):
    """This step does not lead from this status."""


def can(step: Step, status: Status) -> bool:
    """Whether a step leads from a status."""
    return status in RULES[step].since


def after(status: Status, step: Step) -> Status:
    """Return the status that a step leads to. IllegalStepError when it does not lead from here."""
    if not can(step, status):
        raise IllegalStepError(f"{step} does not lead from {status}")
    return RULES[step].then or status
