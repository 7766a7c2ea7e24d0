"""Acts: submit, take, hand over, answer, rate, reopen, close by silence."""

from ortaq.modules.appeals.errors import (
    EmptyTextError,
    NotAMemberError,
    NotHolderError,
    NotSuitableError,
    OwnAppealError,
    TooLateError,
)
from ortaq.modules.appeals.services.author import close_silent, rate_answer, reopen_appeal
from ortaq.modules.appeals.services.clock import remind
from ortaq.modules.appeals.services.leaving import pass_on_appeals_by, pass_on_appeals_of
from ortaq.modules.appeals.services.submit import submit_appeal
from ortaq.modules.appeals.services.work import answer_appeal, hand_over_appeal, take_appeal

__all__ = [
    "EmptyTextError",
    "NotAMemberError",
    "NotHolderError",
    "NotSuitableError",
    "OwnAppealError",
    "TooLateError",
    "answer_appeal",
    "close_silent",
    "hand_over_appeal",
    "pass_on_appeals_by",
    "pass_on_appeals_of",
    "rate_answer",
    "remind",
    "reopen_appeal",
    "submit_appeal",
    "take_appeal",
]
