"""Submitting an appeal."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.models import Body
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals.errors import NotAMemberError
from ortaq.modules.appeals.events import AppealSubmitted
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.numbers import next_numbers
from ortaq.modules.appeals.receipts import code_of, digest_of
from ortaq.modules.appeals.routing import route
from ortaq.modules.appeals.services.moves import attach, note, said
from ortaq.modules.appeals.workflow import Topic, due_on
from ortaq.modules.membership import selectors as membership


@transaction.atomic
def submit_appeal(
    *,
    author: User,
    body: Body,
    text: str,
    idempotency_key: UUID,
    topic: str = "",
    files: Iterable[StoredFile] = (),
) -> Appeal:
    """Take an appeal in, find its officer and tell him; return it.

    Idempotent: the same key of the same author returns the first appeal and does nothing else,
    however many tries arrive at once (they wait for one another by a lock on the key).
    NotAMemberError unless the author is a member of this primary.
    """
    _wait_for_twin(author, idempotency_key)
    twin = Appeal.objects.filter(author=author, idempotency_key=idempotency_key).first()
    if twin:
        return twin
    if not membership.is_member(author, body):
        raise NotAMemberError(body.pk)
    now = timezone.now()
    today = timezone.localdate(now)
    about = Topic(topic) if topic else Topic.OTHER
    holder, desk = route(body, about, author=author)
    appeal = Appeal(
        public_id=uuid4(),
        author=author,
        body=body,
        topic=about.value,
        text=said(text),
        submitted_at=now,
        due_on=due_on(today, KZ),
        holder=holder,
        desk=desk,
        idempotency_key=idempotency_key,
    )
    appeal.receipt_digest = digest_of(code_of(appeal.public_id))
    [appeal.number] = next_numbers(today.year)
    appeal.save()
    attach(appeal, files)
    note(appeal, Move.Kind.SUBMITTED, who=author, to=holder)
    publish(AppealSubmitted(appeal_id=appeal.pk, body_id=body.pk))
    if holder:
        params = {"number": appeal.number}
        url = f"/desk/appeals/{appeal.number}/"
        notify(users=[holder], kind="appeals.assigned", params=params, url=url)
    return appeal


def _wait_for_twin(author: User, key: UUID) -> None:
    """Let tries with one key pass one after another, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appeal:{author.pk}:{key}"]
        )
