"""Acts: writing entries, chaining them, keeping the day's head."""

from ortaq.foundation.audit.services.recording import record, record_each, record_many
from ortaq.foundation.audit.services.sequencing import (
    close_day,
    sequence,
    sequence_soon,
    watch,
)

__all__ = [
    "close_day",
    "record",
    "record_each",
    "record_many",
    "sequence",
    "sequence_soon",
    "watch",
]
