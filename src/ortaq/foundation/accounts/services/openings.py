"""Opening a person's record from above: for a purpose, for an hour, and the person is told."""

from collections.abc import Sequence
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
    purpose = _stated(purpose)
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


@transaction.atomic
def note_openings(*, reader: User, person_ids: Sequence[int], purpose: str, post: str) -> None:
    """Log that a list with the names of many people was taken out for a purpose.

    Each of them reads it among the openings of his record; nobody is written to, because a list
    of thousands would be thousands of letters. It opens no page: the moment it begins it is over.
    """
    purpose, now = _stated(purpose), timezone.now()
    RecordOpening.objects.bulk_create(
        [
            RecordOpening(
                person_id=pk,
                reader=reader,
                reader_post=post[:300],
                purpose=purpose[:500],
                opened_at=now,
                until=now,
            )
            for pk in person_ids
        ],
        batch_size=2_000,
    )
    audit.record_many(
        action="accounts.record_opened", model=User, ids=list(person_ids), actor=reader
    )


def _stated(purpose: str) -> str:
    purpose = " ".join(purpose.split())
    if len(purpose) < SHORTEST_PURPOSE:
        raise PurposeNeededError("say what the record is needed for")
    return purpose
