"""What the house keeps of a person's messages, and of his acts in the audit trail.

``audit`` stands below the register of personal data, so this room speaks for it.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.foundation.audit.selectors import entries
from ortaq.foundation.audit.sentences import act_of
from ortaq.foundation.notify import services
from ortaq.foundation.notify.kinds import words_of
from ortaq.foundation.notify.selectors import messages_of, preferences_of

MONTHS = 12


def export(user: User) -> dict[str, Any]:
    """Return the messages in words, and how the person wants to be reached."""
    wishes = preferences_of(user)
    messages = []
    for message in messages_of(user).order_by("id"):
        title, text = words_of(message.kind, message.params)
        messages.append(
            {
                "title": title,
                "text": text,
                "sent_at": message.created_at.isoformat(),
                "read_at": message.read_at.isoformat() if message.read_at else None,
            }
        )
    return {
        "messages": messages,
        "digest": wishes.digest,
        "quiet_from": wishes.quiet_from.isoformat("minutes"),
        "quiet_until": wishes.quiet_until.isoformat("minutes"),
        "muted": wishes.muted,
    }


def erase(user: User) -> list[Words]:
    """Remove messages, deliveries and wishes; nothing has to stay."""
    services.erase_messages(person=user)
    return []


def purge(before: datetime) -> int:
    """Remove old messages."""
    return services.purge_messages(before=before)


def export_acts(user: User) -> list[dict[str, Any]]:
    """Return what the person did, as the audit trail has it."""
    return [
        {"at": entry.at.isoformat(), "action": entry.action, "what": act_of(entry)}
        for entry in entries().filter(actor=user).order_by("id")
    ]


def erase_acts(user: User) -> list[Words]:
    """The trail cannot be changed; it holds a number, which after erasure names nobody."""
    if not entries().filter(actor=user).exists():
        return []
    return [
        _(
            "The record of acts stays, because nobody may change it. It holds a number, no name:"
            " after the erasure the number leads to nobody."
        )
    ]


def _never(_before: datetime) -> int:
    return 0


register(
    PersonalData(
        name="notify",
        label=_("Messages"),
        why=_("To tell you what concerns you, the way you want."),
        export=export,
        erase=erase,
        rows=["notify.Message.person"],
        retention=[
            Retention(
                "notify.messages",
                _("Messages to you"),
                MONTHS,
                _("They are useful for a year; the matters themselves stay where they are kept."),
                purge,
            )
        ],
        labels={
            "messages": _("Messages"),
            "title": _("Title"),
            "text": _("Text"),
            "sent_at": _("Sent"),
            "read_at": _("Read"),
            "digest": _("Messages that are not urgent"),
            "quiet_from": _("Quiet from"),
            "quiet_until": _("Quiet until"),
            "muted": _("Switched off"),
        },
    )
)
register(
    PersonalData(
        name="audit",
        label=_("Record of acts"),
        why=_("So that nobody in the union acts unseen."),
        export=export_acts,
        erase=erase_acts,
        retention=[
            Retention(
                "audit.entries",
                _("Record of who did what"),
                None,
                _("A record that could be shortened would prove nothing."),
                _never,
            )
        ],
        labels={"at": _("When"), "action": _("Name of the act"), "what": _("What was done")},
    )
)
