"""Announcements: written once, out after ten minutes, read by whom they reach, replied to."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.values import Texts
from ortaq.modules.dialogue.errors import (
    EmptyWordError,
    MutedError,
    TalkError,
    TooLateError,
    TooManyError,
)
from ortaq.modules.dialogue.events import AnnouncementWentOut
from ortaq.modules.dialogue.models import Announcement, AnnouncementReply, ReadMark
from ortaq.modules.dialogue.selectors import mute_of
from ortaq.modules.dialogue.workflow import REPLIES_A_DAY, goes_at
from ortaq.modules.membership import selectors as membership


@transaction.atomic
def announce(*, leader: User, body: Body, title: Texts, text: Texts, key: UUID) -> Announcement:
    """Write to the members of a body and of all below; it goes out in ten minutes.

    One row, whatever their number: each asks for it by reach when he reads. The same key twice
    is the same announcement. Raises TalkError when neither title nor text has words.
    """
    known = Announcement.objects.filter(author=leader, idempotency_key=key).first()
    if known is not None:
        return known
    if not (str(title).strip() and str(text).strip()):
        raise TalkError
    now = timezone.now()
    row = Announcement(
        body=body,
        author=leader,
        title=title,
        text=text,
        sent_at=now,
        goes_at=goes_at(now),
        idempotency_key=key,
    )
    row.clean_fields(exclude=["withdrawn_at", "addressed"])
    row.save()
    audit.record(action="dialogue.announced", subject=row, actor=leader, body_id=body.pk)
    jobs.defer("dialogue.go_out", at=row.goes_at, announcement_id=row.pk)
    return row


@transaction.atomic
def undo_announcement(*, leader: User, announcement: Announcement) -> None:
    """Take an announcement back before it has gone out; idempotent. TooLateError afterwards."""
    row = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if row.withdrawn_at is not None:
        return
    if not row.may_be_undone:
        raise TooLateError
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    audit.record(action="dialogue.undone", subject=row, actor=leader, body_id=row.body_id)


@transaction.atomic
def go_out(*, announcement_id: int) -> None:
    """Count whom an announcement reaches, once, at the moment when it goes out; idempotent."""
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("body")
    row = rows.get(pk=announcement_id)
    if not row.is_out or row.addressed is not None:
        return
    row.addressed = membership.count_of(row.body)
    row.save(update_fields=["addressed"])
    audit.record(
        action="dialogue.went_out",
        subject=row,
        actor=None,
        body_id=row.body_id,
        params={"members": row.addressed},
    )
    publish(AnnouncementWentOut(announcement_id=row.pk, body_id=row.body_id))


@transaction.atomic
def mark_announcement_read(*, person: User, announcement: Announcement) -> None:
    """Note that a person has opened it; once. Not in the trail: two million would be there."""
    mark = ReadMark(announcement=announcement, person=person, at=timezone.now())
    ReadMark.objects.bulk_create([mark], ignore_conflicts=True)


@transaction.atomic
def reply_to_announcement(
    *, person: User, announcement: Announcement, text: str, is_public: bool, key: UUID
) -> AnnouncementReply:
    """Reply to the leaders of the body, or to all when the person says so.

    The same key twice is the same reply. Raises EmptyWordError, MutedError, TooManyError.
    """
    known = AnnouncementReply.objects.filter(person=person, idempotency_key=key).first()
    if known is not None:
        return known
    if not text.strip():
        raise EmptyWordError
    if mute := mute_of(person, announcement.body_id):
        raise MutedError(mute.until)
    now = timezone.now()
    mine = AnnouncementReply.objects.filter(announcement=announcement, person=person)
    if mine.filter(at__gte=now - timedelta(days=1)).count() >= REPLIES_A_DAY:
        raise TooManyError
    return AnnouncementReply.objects.create(
        announcement=announcement,
        person=person,
        text=text.strip(),
        is_public=is_public,
        at=now,
        idempotency_key=key,
    )


@transaction.atomic
def hide_reply(*, leader: User, reply: AnnouncementReply, reason: str) -> None:
    """Hide a public reply from members, with a reason; how many are hidden stays visible."""
    row = AnnouncementReply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if row.hidden_at is not None:
        return
    if not reason.strip():
        raise TalkError
    row.hidden_at, row.hidden_by = timezone.now(), leader
    row.hidden_reason = reason.strip()
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    audit.record(
        action="dialogue.reply_hidden",
        subject=row.announcement,
        actor=leader,
        body_id=row.announcement.body_id,
    )
