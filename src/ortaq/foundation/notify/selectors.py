"""Reads of messages."""

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from ortaq.foundation.events.kept import kept
from ortaq.foundation.notify.models import BouncedAddress, Message, Preferences

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

MANY = 100  # a badge says "99+"


def messages_of(person: "User") -> QuerySet[Message]:
    """Return a person's messages; order them newest first by ``-id``."""
    return Message.objects.filter(person=person)


def unread_count(person: "User") -> int:
    """Return how many messages are unread, up to MANY: one look into a small index."""
    return Message.objects.filter(person=person, read_at=None)[:MANY].count()


def unread_of(person: "User") -> list[Message]:
    """Return the unread messages, the newest first, up to MANY; only what a line shows."""
    return _unread(person.pk)


@kept(int)
def _unread(person_id: int) -> QuerySet[Message]:
    rows = Message.objects.filter(person=person_id, read_at=None).order_by("-id")
    return rows.only("kind", "params", "created_at")[:MANY]


def preferences_of(person: "User") -> Preferences:
    """Return a person's wishes; the defaults when he never said any."""
    try:
        wishes: Preferences = person.message_preferences
    except ObjectDoesNotExist:
        return Preferences(person=person)
    return wishes


def bounced_address(person: "User") -> BouncedAddress | None:
    """Return the note that letters to the person's present address come back."""
    note = BouncedAddress.objects.filter(person=person).first()
    return note if note and note.address == person.email else None


def has_bounced(person: "User", address: str) -> bool:
    """Whether this very address was refused for good; a new one is tried again."""
    return BouncedAddress.objects.filter(person=person, address=address).exists()
