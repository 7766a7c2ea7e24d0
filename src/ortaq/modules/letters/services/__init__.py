"""Acts: draft, approve, send, answer, agree."""

from ortaq.modules.letters.services.agreeing import (
    accept_solution,
    check_solution,
    close_to_public,
    confirm_solution,
    counter_solution,
    open_to_public,
    propose_solution,
    say_done,
)
from ortaq.modules.letters.services.answering import (
    Words,
    ask_more_time,
    note_download,
    note_file,
    note_opening,
    receive_answer,
    release_answer,
)
from ortaq.modules.letters.services.approving import approve_letter, refuse_letter
from ortaq.modules.letters.services.drafting import (
    Draft,
    change_letter,
    draft_letter,
    prepare_letter,
    withdraw_letter,
)
from ortaq.modules.letters.services.reminding import remind
from ortaq.modules.letters.services.sending import renew_link, revoke_link, send_letter

__all__ = [
    "Draft",
    "Words",
    "accept_solution",
    "approve_letter",
    "ask_more_time",
    "change_letter",
    "check_solution",
    "close_to_public",
    "confirm_solution",
    "counter_solution",
    "draft_letter",
    "note_download",
    "note_file",
    "note_opening",
    "open_to_public",
    "prepare_letter",
    "propose_solution",
    "receive_answer",
    "refuse_letter",
    "release_answer",
    "remind",
    "renew_link",
    "revoke_link",
    "say_done",
    "send_letter",
    "withdraw_letter",
]
