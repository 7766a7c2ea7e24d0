"""Facts about letters."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class LetterSent(Event):
    """A letter about an appeal left the union."""

    letter_id: int
    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class LetterAnswered(Event):
    """The other side replied."""

    letter_id: int
    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class SolutionAgreed(Event):
    """Both sides confirmed the same words."""

    solution_id: int
    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class SolutionChecked(Event):
    """On the day agreed somebody looked whether it was done: yes, partly or no."""

    solution_id: int
    appeal_id: int
    done: str
