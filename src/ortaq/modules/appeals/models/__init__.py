"""Tables of appeals."""

from ortaq.modules.appeals.models.appeal import (
    MANNER_LABELS,
    SECRECY_LABELS,
    STATUS_LABELS,
    TOPIC_LABELS,
    URGENCY_LABELS,
    Appeal,
    NumberYear,
)
from ortaq.modules.appeals.models.clock import TERM_LABELS, Absence, CalendarEntry, Clock, Told
from ortaq.modules.appeals.models.desk import (
    Case,
    CaseReply,
    Merge,
    Note,
    SavedReply,
    Signature,
)
from ortaq.modules.appeals.models.figures import Report, Tally
from ortaq.modules.appeals.models.happened import Attachment, GuestContact, Move, Reply
from ortaq.modules.appeals.models.outcome import ENDING_LABELS, REMEDY_LABELS, Outcome, Review

__all__ = [
    "ENDING_LABELS",
    "MANNER_LABELS",
    "REMEDY_LABELS",
    "SECRECY_LABELS",
    "STATUS_LABELS",
    "TERM_LABELS",
    "TOPIC_LABELS",
    "URGENCY_LABELS",
    "Absence",
    "Appeal",
    "Attachment",
    "CalendarEntry",
    "Case",
    "CaseReply",
    "Clock",
    "GuestContact",
    "Merge",
    "Move",
    "Note",
    "NumberYear",
    "Outcome",
    "Reply",
    "Report",
    "Review",
    "SavedReply",
    "Signature",
    "Tally",
    "Told",
]
