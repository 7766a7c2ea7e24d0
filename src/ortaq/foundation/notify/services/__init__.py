"""Acts: telling people, carrying letters, what people do with their messages."""

from ortaq.foundation.notify.services.carrying import deliver, plan, sweep
from ortaq.foundation.notify.services.parcels import carry_parcel, drop_expired_parcels
from ortaq.foundation.notify.services.reading import (
    erase_messages,
    mark_all_read,
    mark_read,
    purge_messages,
    save_preferences,
    unsubscribe,
)
from ortaq.foundation.notify.services.telling import notify

__all__ = [
    "carry_parcel",
    "deliver",
    "drop_expired_parcels",
    "erase_messages",
    "mark_all_read",
    "mark_read",
    "notify",
    "plan",
    "purge_messages",
    "save_preferences",
    "sweep",
    "unsubscribe",
]
