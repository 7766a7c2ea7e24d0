"""Acts of talk and of announcements."""

from ortaq.modules.dialogue.errors import (
    ClosedError,
    EmptyWordError,
    MutedError,
    NobodyThereError,
    TalkError,
    TooLateError,
    TooManyError,
)
from ortaq.modules.dialogue.services.announcing import (
    announce,
    go_out,
    hide_reply,
    mark_announcement_read,
    reply_to_announcement,
    undo_announcement,
)
from ortaq.modules.dialogue.services.manners import lift_mute, mute_member, set_receipts
from ortaq.modules.dialogue.services.talking import (
    answer_about_earlier,
    look_at_seat,
    open_thread,
    read_thread,
    say,
)

__all__ = [
    "ClosedError",
    "EmptyWordError",
    "MutedError",
    "NobodyThereError",
    "TalkError",
    "TooLateError",
    "TooManyError",
    "announce",
    "answer_about_earlier",
    "go_out",
    "hide_reply",
    "lift_mute",
    "look_at_seat",
    "mark_announcement_read",
    "mute_member",
    "open_thread",
    "read_thread",
    "reply_to_announcement",
    "say",
    "set_receipts",
    "undo_announcement",
]
