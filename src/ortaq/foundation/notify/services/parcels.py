"""Codes and letters of ``accounts``: locked while they wait, deleted when they have left."""

import json
import logging

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction
from django.utils import timezone

from ortaq.foundation.notify.letters import code_letter, plain_letter
from ortaq.foundation.notify.locks import parcel_lock
from ortaq.foundation.notify.models import Parcel
from ortaq.foundation.notify.ports import Letter, PermanentError, channel

logger = logging.getLogger(__name__)


def carry_parcel(*, parcel_id: int) -> None:
    """Send a parcel and delete it; one already sent, or too old, is passed over.

    Raises TemporaryError when the channel asks to come again.
    """
    parcel = Parcel.objects.filter(pk=parcel_id).first()
    if parcel is None:
        return
    content = _open(parcel) if parcel.expires_at > timezone.now() else None
    adapter = channel(content["channel"]) if content else None
    if content and adapter:
        try:
            adapter.send(_letter(parcel, content))
        except PermanentError as error:
            logger.warning("parcel %s refused for good: %s", parcel_id, error.reply)
    else:
        logger.warning("parcel %s dropped: too old, unreadable, or no such channel", parcel_id)
    parcel.delete()


def _open(parcel: Parcel) -> dict[str, str] | None:
    """Return the content; None when the key has changed since."""
    try:
        content: dict[str, str] = json.loads(Fernet(parcel_lock()).decrypt(bytes(parcel.box)))
    except InvalidToken:
        return None
    return content


def _letter(parcel: Parcel, content: dict[str, str]) -> Letter:
    name = f"parcel {parcel.pk}"
    to, language = content["address"], content["language"]
    if "code" in content:
        return code_letter(content["code"], to=to, language=language, name=name)
    return plain_letter(content["subject"], content["text"], to=to, language=language, name=name)


@transaction.atomic
def drop_expired_parcels() -> int:
    """Delete parcels that nobody could carry in time; return how many."""
    return Parcel.objects.filter(expires_at__lt=timezone.now()).delete()[0]
