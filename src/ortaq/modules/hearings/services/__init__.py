"""Acts with hearings and terms."""

from ortaq.modules.hearings.errors import (
    HearingError,
    NotSuitableError,
    PastHearingError,
    StandstillError,
)
from ortaq.modules.hearings.services.feeds import fetched, make_feed, revoke_feed
from ortaq.modules.hearings.services.hearings import (
    Plan,
    answer_hearing,
    cancel_hearing,
    hold_hearing,
    postpone_hearing,
    remind_of_hearings,
    renew_representatives,
    set_hearing,
)
from ortaq.modules.hearings.services.terms import (
    end_standstill,
    open_limitation,
    open_limitations,
    stand_still,
    stop_limitation,
    warn_of_terms,
)

__all__ = [
    "HearingError",
    "NotSuitableError",
    "PastHearingError",
    "Plan",
    "StandstillError",
    "answer_hearing",
    "cancel_hearing",
    "end_standstill",
    "fetched",
    "hold_hearing",
    "make_feed",
    "open_limitation",
    "open_limitations",
    "postpone_hearing",
    "remind_of_hearings",
    "renew_representatives",
    "revoke_feed",
    "set_hearing",
    "stand_still",
    "stop_limitation",
    "warn_of_terms",
]
