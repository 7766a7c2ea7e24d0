"""PURE. The life of one sheet, from the upload to the wiping of what was staged."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

UNDO_WITHIN: Final = timedelta(hours=24)  # and so long the staged rows are kept after the end
KEEP_UNDECIDED: Final = timedelta(days=7)  # a sheet that nobody confirmed


class State(StrEnum):
    """Where a sheet stands."""

    READING = "reading"  # a job reads, checks and compares it
    MAPPING = "mapping"  # a person must say which column is which
    READY = "ready"  # compared with the register; waits for confirmation
    REFUSED = "refused"  # it cannot be read; the note says why
    QUEUED = "queued"  # confirmed; a job writes as soon as no other sheet of its kind does
    APPLYING = "applying"
    STOPPED = "stopped"  # something came between; what was written stays, the rest can go on
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    CANCELLED = "cancelled"


STEPS: Final[dict[State, frozenset[State]]] = {
    State.READING: frozenset({State.MAPPING, State.READY, State.REFUSED, State.CANCELLED}),
    State.MAPPING: frozenset({State.READING, State.CANCELLED}),
    State.READY: frozenset({State.READING, State.QUEUED, State.CANCELLED}),
    State.REFUSED: frozenset({State.READING, State.CANCELLED}),
    State.QUEUED: frozenset({State.APPLYING, State.STOPPED}),
    State.APPLYING: frozenset({State.DONE, State.STOPPED}),
    State.STOPPED: frozenset({State.QUEUED, State.UNDOING}),
    State.DONE: frozenset({State.UNDOING}),
    State.UNDOING: frozenset({State.UNDONE}),
    State.UNDONE: frozenset(),
    State.CANCELLED: frozenset(),
}
AT_WORK: Final = frozenset({State.READING, State.QUEUED, State.APPLYING, State.UNDOING})
UNDECIDED: Final = frozenset({State.READING, State.MAPPING, State.READY, State.REFUSED})
ENDED: Final = frozenset({State.DONE, State.UNDONE, State.STOPPED})


class IllegalStepError(Exception):
    """A sheet cannot go from where it stands to where somebody wants it."""


def step(now: str, then: State) -> State:
    """Return the next state; IllegalStepError when the table does not know the step."""
    if then not in STEPS[State(now)]:
        raise IllegalStepError(f"{now} does not become {then}")
    return then
