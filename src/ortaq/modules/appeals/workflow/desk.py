"""Numbers of the desk's work: when appeals are a flood, when a crowd is shown. Pure."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Flood:
    """So many appeals about one topic from one body or site within so long are one matter."""

    more_than: int
    within: timedelta
    joins_for: timedelta  # later ones about the same join the case for so long
    ground: str


FLOOD = Flood(
    more_than=20,
    within=timedelta(hours=1),
    joins_for=timedelta(days=7),
    ground="the union's own: a desk that reads twenty alike reads the next ten thousand as one",
)
CROWD = 7  # people; a smaller number is not shown, for it may say who they are
UNDO_MERGE = timedelta(days=1)
TOGETHER = 500  # most appeals that one act of an officer moves
