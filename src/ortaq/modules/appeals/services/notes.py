"""Words among those who work on an appeal, and the replies a desk keeps at hand."""

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.values import Texts
from ortaq.modules.appeals.errors import NotSuitableError
from ortaq.modules.appeals.models import Appeal, Note, SavedReply
from ortaq.modules.appeals.rules import can_work, keeps_replies
from ortaq.modules.appeals.services.moves import locked, said


@transaction.atomic
def add_note(*, officer: User, appeal: Appeal, text: str) -> Note:
    """Write a word for colleagues at the desk; the author never reads it.

    NotSuitableError unless the officer may work on the appeal.
    """
    appeal = locked(appeal)
    if not can_work.test(officer, appeal):
        raise NotSuitableError
    note = Note.objects.create(appeal=appeal, officer=officer, text=said(text), at=timezone.now())
    audit.record(
        action="appeals.noted",
        subject=appeal,
        actor=officer,
        body_id=appeal.desk_id,
        params={"number": appeal.number},
    )
    return note


@transaction.atomic
def save_reply(
    *,
    officer: User,
    body: Body,
    title: str,
    text: Texts,
    topic: str = "",
    reply: SavedReply | None = None,
) -> SavedReply:
    """Keep words that a desk uses often, for it and the desks below; a reply given is changed.

    NotSuitableError unless the officer holds appeals at that body.
    """
    bodies = [body.pk] if reply is None else [body.pk, reply.body_id]
    if not all(keeps_replies(officer, pk) for pk in bodies):
        raise NotSuitableError
    kept = reply or SavedReply()
    kept.body, kept.title, kept.text, kept.topic = body, said(title), text, topic
    kept.changed_by, kept.changed_at = officer, timezone.now()
    kept.full_clean()
    kept.save()
    audit.record(action="appeals.reply_saved", subject=body, actor=officer, body_id=body.pk)
    return kept


@transaction.atomic
def drop_reply(*, officer: User, reply: SavedReply) -> None:
    """Throw a saved reply away. NotSuitableError unless the officer keeps that desk's replies."""
    if not keeps_replies(officer, reply.body_id):
        raise NotSuitableError
    body = reply.body
    reply.delete()
    audit.record(action="appeals.reply_dropped", subject=body, actor=officer, body_id=body.pk)
