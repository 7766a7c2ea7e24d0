"""Pure: how long things hold in talk and in announcements."""

from datetime import datetime, timedelta
from enum import StrEnum

LAST = 30  # messages that a thread opens with
THROTTLE_WINDOW = timedelta(minutes=10)
THROTTLE_MOST = 20  # words of one person in one thread in that time
REPLIES_A_DAY = 5  # of one person to one announcement
MUTE_DAYS = 30  # at most: longer would silence a critic
UNDO_FOR = timedelta(minutes=10)  # between sending and going out
FRESH = timedelta(days=30)  # announcements on a home page
NEWS = 3  # of them are shown there
LEAST = 7  # readers below this number are not counted aloud


class About(StrEnum):
    """What a thread is about, which says who is at its other end."""

    CHAIR = "chair"  # a member and the chair of his primary
    CASE = "case"  # an appeal's author and whoever holds it


class Earlier(StrEnum):
    """What the member says of his earlier words when somebody new sits at the other end."""

    NONE = "none"  # there are none
    ASKED = "asked"
    SHOWN = "shown"
    KEPT = "kept"


def goes_at(sent_at: datetime) -> datetime:
    """Return when an announcement goes out: until then its authors may take it back."""
    return sent_at + UNDO_FOR


def counted(readers: int) -> int | None:
    """Return a number of readers that may be shown; None for one that points at persons."""
    return readers if readers >= LEAST else None
