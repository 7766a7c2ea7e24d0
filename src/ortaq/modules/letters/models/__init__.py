"""Tables of letters."""

from ortaq.modules.letters.models.answer import (
    DONE_LABELS,
    Answer,
    Enclosure,
    Solution,
    Version,
)
from ortaq.modules.letters.models.letter import (
    KIND_LABELS,
    STATE_LABELS,
    Carrier,
    Letter,
    Link,
    Numbering,
    Opening,
)

__all__ = [
    "DONE_LABELS",
    "KIND_LABELS",
    "STATE_LABELS",
    "Answer",
    "Carrier",
    "Enclosure",
    "Letter",
    "Link",
    "Numbering",
    "Opening",
    "Solution",
    "Version",
]
