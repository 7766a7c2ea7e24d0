"""Telling people something."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.events import jobs
from ortaq.foundation.notify.kinds import kind as find_kind
from ortaq.foundation.notify.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ortaq.foundation.accounts.models import User

CHUNK = 500


@transaction.atomic
def notify(
    *,
    users: "Iterable[User]",
    kind: str,
    params: dict[str, Any] | None = None,
    url: str = "",
    urgent: bool | None = None,
    key: str = "",
) -> int:
    """Tell persons something: rows and a job in the caller's transaction; return how many.

    ``params`` feed the words of the kind (``words.py``) and hold nothing sensitive. ``url`` is a
    path of this installation. With a ``key`` a person is told only once, so a receiver that runs
    twice tells once. Nobody is told twice in one call; persons who cannot sign in are left out.
    """
    found = find_kind(kind)
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError("a message leads to a path of this installation")
    people = {user.pk: user for user in users if user.is_active}
    if key:
        told = Message.objects.filter(person_id__in=people, key=key).values_list("person_id")
        for (person_id,) in told:
            del people[person_id]
    now = timezone.now()
    rows = [
        Message(
            person_id=person_id,
            kind=kind,
            params=params or {},
            url=url,
            urgent=found.urgent if urgent is None else urgent,
            created_at=now,
            key=key,
        )
        for person_id in people
    ]
    # A rival with the same key makes this transaction fail and its job try again: told once.
    made = Message.objects.bulk_create(rows, batch_size=CHUNK)
    ids = [message.pk for message in made]
    chunks = [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
    jobs.defer_many("notify.plan", [{"message_ids": chunk} for chunk in chunks])
    return len(made)
