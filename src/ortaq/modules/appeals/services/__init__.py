"""Acts: submit, take, hand over, answer, rate, reopen, close by silence."""

from ortaq.modules.appeals.errors import (
    AlreadyExtendedError,
    CaseBusyError,
    ClaimError,
    DeputyError,
    EmptyTextError,
    LateWithoutReasonError,
    NotAMemberError,
    NotHolderError,
    NotMergedError,
    NotOfCaseError,
    NotOneMatterError,
    NotShownError,
    NotSignableError,
    NotSuitableError,
    OwnAppealError,
    PromiseError,
    TooLateError,
)
from ortaq.modules.appeals.services.absence import (
    end_absence,
    release_absences_of,
    set_absence,
)
from ortaq.modules.appeals.services.answering import answer_appeal, write_to_member
from ortaq.modules.appeals.services.author import confirm_outcome, reopen_appeal, withdraw
from ortaq.modules.appeals.services.case_replies import answer_case, carry_case_reply
from ortaq.modules.appeals.services.cases import (
    close_case,
    join_case,
    open_case,
    sign_case,
    take_out,
    unsign_case,
    word_case,
)
from ortaq.modules.appeals.services.clock import (
    explain_delay,
    extend_forwarded,
    first_word_said,
    is_late,
    recount_all,
    say_why_late,
    start_forwarded,
    stop_forwarded,
)
from ortaq.modules.appeals.services.escalating import escalate_due, tell_of_clocks
from ortaq.modules.appeals.services.figures import count_figures
from ortaq.modules.appeals.services.handing import Handed, hand_over_many
from ortaq.modules.appeals.services.helping import (
    ask_help,
    help_over,
    name_deputy,
    offer_help,
    take_over,
)
from ortaq.modules.appeals.services.leaving import pass_on_appeals_by, pass_on_appeals_of
from ortaq.modules.appeals.services.merging import merge_appeals, undo_merge
from ortaq.modules.appeals.services.ministry import enter_order, take_back_line
from ortaq.modules.appeals.services.notes import add_note, drop_reply, save_reply
from ortaq.modules.appeals.services.others import (
    Guest,
    claim,
    confirm_entered,
    enter_for,
    submit_as_guest,
)
from ortaq.modules.appeals.services.reports import ask_report, make_report
from ortaq.modules.appeals.services.reviews import draw_reviews, mark_review, open_review
from ortaq.modules.appeals.services.road import confirm_route, transcribe
from ortaq.modules.appeals.services.silence import close_silent, remind_of_promises
from ortaq.modules.appeals.services.submit import Intake, submit_appeal
from ortaq.modules.appeals.services.telling import tell_holder
from ortaq.modules.appeals.services.work import hand_over_appeal, take_appeal
from ortaq.modules.appeals.workflow import OutcomeError, Secrecy, Stated

__all__ = [
    "AlreadyExtendedError",
    "CaseBusyError",
    "ClaimError",
    "DeputyError",
    "EmptyTextError",
    "Guest",
    "Handed",
    "Intake",
    "LateWithoutReasonError",
    "NotAMemberError",
    "NotHolderError",
    "NotMergedError",
    "NotOfCaseError",
    "NotOneMatterError",
    "NotShownError",
    "NotSignableError",
    "NotSuitableError",
    "OutcomeError",
    "OwnAppealError",
    "PromiseError",
    "Secrecy",
    "Stated",
    "TooLateError",
    "add_note",
    "answer_appeal",
    "answer_case",
    "ask_help",
    "ask_report",
    "carry_case_reply",
    "claim",
    "close_case",
    "close_silent",
    "confirm_entered",
    "confirm_outcome",
    "confirm_route",
    "count_figures",
    "draw_reviews",
    "drop_reply",
    "end_absence",
    "enter_for",
    "enter_order",
    "escalate_due",
    "explain_delay",
    "extend_forwarded",
    "first_word_said",
    "hand_over_appeal",
    "hand_over_many",
    "help_over",
    "is_late",
    "join_case",
    "make_report",
    "mark_review",
    "merge_appeals",
    "name_deputy",
    "offer_help",
    "open_case",
    "open_review",
    "pass_on_appeals_by",
    "pass_on_appeals_of",
    "recount_all",
    "release_absences_of",
    "remind_of_promises",
    "reopen_appeal",
    "save_reply",
    "say_why_late",
    "set_absence",
    "sign_case",
    "start_forwarded",
    "stop_forwarded",
    "submit_appeal",
    "submit_as_guest",
    "take_appeal",
    "take_back_line",
    "take_out",
    "take_over",
    "tell_holder",
    "tell_of_clocks",
    "transcribe",
    "undo_merge",
    "unsign_case",
    "withdraw",
    "word_case",
    "write_to_member",
]
