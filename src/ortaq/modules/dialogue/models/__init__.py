"""Tables of talk."""

from ortaq.modules.dialogue.models.announcement import Announcement, AnnouncementReply, ReadMark
from ortaq.modules.dialogue.models.talk import Enclosure, Message, Mute, Seat, Thread, Wishes

__all__ = [
    "Announcement",
    "AnnouncementReply",
    "Enclosure",
    "Message",
    "Mute",
    "ReadMark",
    "Seat",
    "Thread",
    "Wishes",
]
