"""What people do with their messages."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.notify.models import BouncedAddress, Delivery, Message, Preferences
from ortaq.foundation.notify.ports import known_channels

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def mark_read(*, reader: "User", message: Message) -> None:
    """Note that a message was read; again changes nothing. Another's message is refused."""
    if message.person_id != reader.pk:
        raise PermissionError("a message is read by its own person")
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, reader: "User") -> int:
    """Note that all of a person's messages were read; return how many were new."""
    return Message.objects.filter(person=reader, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def save_preferences(
    *,
    person: "User",
    muted: dict[str, list[str]],
    quiet_from: time,
    quiet_until: time,
    digest: str,
) -> Preferences:
    """Keep how a person wants to be reached. ``muted``: the channels off, by group of kinds."""
    wishes = Preferences(
        person=person,
        muted={group: sorted(names) for group, names in sorted(muted.items()) if names},
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        digest=digest,
    )
    wishes.full_clean(validate_unique=False)
    Preferences.objects.update_or_create(
        person=person,
        defaults={
            "muted": wishes.muted,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "digest": digest,
        },
    )
    audit.record(action="notify.preferences_saved", subject=person, actor=person)
    return wishes


@transaction.atomic
def unsubscribe(*, person: "User", group: str) -> None:
    """Stop all letters of a group; messages stay in Ortaq. Again changes nothing."""
    wishes, _ = Preferences.objects.get_or_create(person=person)
    wishes.muted = {**wishes.muted, group: [known.name for known in known_channels()]}
    wishes.save(update_fields=["muted"])
    audit.record(
        action="notify.unsubscribed", subject=person, actor=person, params={"group": group}
    )


@transaction.atomic
def erase_messages(*, person: "User") -> None:
    """Remove all that this room holds of a person."""
    Message.objects.filter(person=person).delete()
    Preferences.objects.filter(person=person).delete()
    BouncedAddress.objects.filter(person=person).delete()


@transaction.atomic
def purge_messages(*, before: datetime) -> int:
    """Remove messages older than a moment; return how many. Called nightly by the retention."""
    old = Message.objects.filter(created_at__lt=before)
    Delivery.objects.filter(message__in=old).delete()
    return old.delete()[0]
