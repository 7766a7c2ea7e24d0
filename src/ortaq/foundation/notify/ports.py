"""Ports of this room: the channels it sends by, and what it does for the rooms below.

A channel (``NOTIFY_CHANNELS``: name to dotted path of a class without arguments):
  SHALL return an empty address for a person whom it cannot reach, without asking the network.
  SHALL send one letter or raise; SHALL NOT return before the next server has taken it over.
  SHALL raise TemporaryError when a later try may work, PermanentError when none will, and
    ``address_is_dead`` only when the server says that there is no such address.
  SHALL give ``message_id`` to the next server where the protocol has a place for it, so that a
    letter sent twice can be known as one.
  SHALL NOT log addresses or texts, nor put them into its errors.
  SHALL stop waiting after a minute.
  MAY drop ``html``, ``subject`` and ``unsubscribe_url`` where its medium has none.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.events import jobs
from ortaq.foundation.notify.locks import parcel_lock
from ortaq.foundation.notify.models import Parcel

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@dataclass(frozen=True)
class Letter:
    """What a channel carries to one address."""

    to: str
    message_id: str
    language: str
    subject: str
    text: str
    html: str = ""
    unsubscribe_url: str = ""


class ChannelError(Exception):
    """A letter was not taken over; ``reply`` is a code that quotes nobody's data."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply


class TemporaryError(ChannelError):
    """Try again later."""


class PermanentError(ChannelError):
    """Trying again is useless."""

    def __init__(self, reply: str, *, address_is_dead: bool = False) -> None:
        super().__init__(reply)
        self.address_is_dead = address_is_dead


class Channel(Protocol):
    """See the contract at the top of this file."""

    def address_of(self, person: "User") -> str:
        """Return the person's address on this channel; empty when there is none."""

    def send(self, letter: Letter) -> None:
        """Hand a letter over."""


@dataclass(frozen=True)
class KnownChannel:
    """A channel as people know it, connected in this installation or not."""

    name: str
    label: Promise
    connected: bool


LABELS = {
    "email": _("E-mail"),
    "push": _("Push messages on the phone"),
    "sms": _("SMS"),
    "telegram": _("Telegram"),
}


def channel(name: str) -> Channel | None:
    """Return the adapter of a channel; None when the installation has none."""
    path = settings.NOTIFY_CHANNELS.get(name)
    adapter: Channel | None = import_string(path)() if path else None
    return adapter


def known_channels() -> list[KnownChannel]:
    """Return every channel of the product, connected or not."""
    return [
        KnownChannel(name, label, name in settings.NOTIFY_CHANNELS)
        for name, label in LABELS.items()
    ]


# --- what accounts asks of us (accounts/ports.py: CodeSender, LetterSender) -------------------

CODE_LIVES = timedelta(minutes=15)
LETTER_LIVES = timedelta(days=1)


def send_code(*, address: str, channel: Literal["email", "sms"], code: str, language: str) -> None:
    """Write the job that sends a short code; the code waits locked, and is deleted when sent."""
    _post({"address": address, "channel": channel, "code": code, "language": language}, CODE_LIVES)


def send_letter(
    *, address: str, channel: Literal["email", "sms"], subject: str, text: str, language: str
) -> None:
    """Write the job that sends a finished text of ``accounts``; it waits locked as well."""
    content = {
        "address": address,
        "channel": channel,
        "subject": subject,
        "text": text,
        "language": language,
    }
    _post(content, LETTER_LIVES)


def _post(content: dict[str, str], lives: timedelta) -> None:
    now = timezone.now()
    box = Fernet(parcel_lock()).encrypt(json.dumps(content).encode())
    parcel = Parcel.objects.create(created_at=now, expires_at=now + lives, box=box)
    jobs.defer("notify.parcel", parcel_id=parcel.pk)
