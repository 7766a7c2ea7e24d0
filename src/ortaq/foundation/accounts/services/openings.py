"""Opening a person's record from above: for a purpose, for an hour, and the person is told."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.errors import PurposeNeededError
from ortaq.foundation.accounts.events import RecordOpened
from ortaq.foundation.accounts.models import RecordOpening, User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish

HOLDS = timedelta(minutes=60)
SHORTEST_PURPOSE = 10  # characters: "for work" explains nothing


@transaction.atomic
def open_record(*, reader: User, person: User, purpose: str, post: str) -> RecordOpening:
    """Open a person's record for an hour; log it and tell the person.

    ``post`` is the reader's mandate in words at this moment; ``purpose`` is shown to the person.
    Whether the reader may ask at all is the caller's question. PurposeNeededError when the
    purpose says too little.
    """
    purpose = " ".join(purpose.split())
    if len(purpose) < SHORTEST_PURPOSE:
        raise PurposeNeededError("say what the record is needed for")
    now = timezone.now()
    opening = RecordOpening(
        person=person,
        reader=reader,
        reader_post=post[:300],
        purpose=purpose,
        opened_at=now,
        until=now + HOLDS,
    )
    opening.full_clean()
    opening.save()
    audit.record(action="accounts.record_opened", subject=person, actor=reader)
    publish(RecordOpened(opening_id=opening.pk, person_id=person.pk))
    return opening
