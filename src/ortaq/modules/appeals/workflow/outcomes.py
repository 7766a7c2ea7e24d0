"""What an officer may state as the end of an appeal. Pure.

A promise is no outcome: "it will be paid next month" is a word with a day, and the appeal stays
open until the money is there.
"""

from dataclasses import dataclass
from enum import StrEnum

from ortaq.modules.appeals.workflow.steps import Ending, Remedy, Topic

STATED = (Ending.REMEDIED, Ending.PARTLY, Ending.REFUSED, Ending.COURT)  # a withdrawal: the author
WITH_REMEDY = frozenset({Ending.REMEDIED, Ending.PARTLY})
MOST_TENGE = 10**12  # more is a slip of the finger
PROMISE_DAYS = 366  # no word promises further ahead


class Lack(StrEnum):
    """What an outcome still lacks, or has too much of."""

    ENDING = "ending"
    REMEDY = "remedy"
    TENGE = "tenge"
    ARTICLE = "article"


class OutcomeError(Exception):
    """This cannot be the end of an appeal; ``lack`` says why."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(lack.value)
        self.lack = lack


@dataclass(frozen=True)
class Stated:
    """How an appeal ended, in the officer's words to the register."""

    kind: Ending = Ending.REMEDIED
    remedies: tuple[Remedy, ...] = (Remedy.EXPLAINED,)
    tenge: int = 0
    article: str = ""

    def checked(self) -> "Stated":
        """Return it when it is whole. OutcomeError otherwise.

        A remedy says which; money says how much, and only money does; a refusal names what it
        stands on; who is refused or sent to court has no remedy yet.
        """
        if self.kind not in STATED:
            raise OutcomeError(Lack.ENDING)
        if bool(self.remedies) != (self.kind in WITH_REMEDY):
            raise OutcomeError(Lack.REMEDY)
        if (Remedy.MONEY in self.remedies) != (0 < self.tenge <= MOST_TENGE):
            raise OutcomeError(Lack.TENGE)
        if self.kind is Ending.REFUSED and not self.article.strip():
            raise OutcomeError(Lack.ARTICLE)
        return self


# What one looks for first by topic; the chooser shows these, and the rest a tap further.
FITTING: dict[Topic, tuple[Remedy, ...]] = {
    Topic.PAY: (Remedy.MONEY, Remedy.RIGHT_RESTORED, Remedy.EXPLAINED),
    Topic.DISMISSAL: (
        Remedy.REINSTATED, Remedy.MONEY, Remedy.RIGHT_RESTORED, Remedy.EXPLAINED,
    ),
    Topic.HOURS: (Remedy.RIGHT_RESTORED, Remedy.MONEY, Remedy.EXPLAINED),
    Topic.SAFETY: (Remedy.DANGER_REMOVED, Remedy.MONEY, Remedy.RIGHT_RESTORED, Remedy.EXPLAINED),
    Topic.PRESSURE: (
        Remedy.RIGHT_RESTORED, Remedy.REINSTATED, Remedy.MONEY, Remedy.EXPLAINED,
    ),
    Topic.AGREEMENT: (Remedy.RIGHT_RESTORED, Remedy.MONEY, Remedy.EXPLAINED),
    Topic.HELP: (Remedy.MONEY, Remedy.EXPLAINED),
    Topic.UNION: (Remedy.RIGHT_RESTORED, Remedy.EXPLAINED),
    Topic.OTHER: tuple(Remedy),
}  # fmt: skip


# What a reviewer asks of a closed case, each 0 (no), 1 (in part) or 2 (yes).
CRITERIA = ("first_word", "plain", "law", "remedy", "asked")
MARKS = (0, 1, 2)
REVIEWS_A_DESK = 3  # drawn by lot each month among what the desk closed
