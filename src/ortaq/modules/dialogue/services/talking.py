"""Threads: opened, spoken in, read; and who sits at the other end from which word on."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals import services as appeals
from ortaq.modules.dialogue.errors import (
    ClosedError,
    EmptyWordError,
    MutedError,
    NobodyThereError,
    TooManyError,
)
from ortaq.modules.dialogue.models import Enclosure, Message, Seat, Thread
from ortaq.modules.dialogue.selectors import mute_in, sitting, words_since
from ortaq.modules.dialogue.workflow import THROTTLE_MOST, THROTTLE_WINDOW, Earlier

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


@transaction.atomic
def open_thread(
    *, member: User, body: Body | None = None, appeal: "Appeal | None" = None
) -> Thread:
    """Return the talk of a member with a body's chair or about a case; made when there is none.

    Raises NobodyThereError when nobody sits at the other end.
    """
    now = timezone.now()
    thread, made = Thread.objects.get_or_create(
        member=member,
        body=body,
        appeal=appeal,
        defaults={"opened_at": now, "last_at": now},
    )
    thread = look_at_seat(thread=thread)
    if made and thread.officer is None:
        raise NobodyThereError
    return thread


@transaction.atomic
def look_at_seat(*, thread: Thread) -> Thread:
    """Write down who sits at the other end today; idempotent, and called before every reading.

    Whoever comes newly reads from now on; the member is asked about the earlier words, and told
    who is there now.
    """
    row = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    officer = sitting(row)
    seat = row.seats.filter(until__isnull=True).first()
    if (seat.officer_id if seat else None) != (officer.pk if officer else None):
        now = timezone.now()
        row.seats.filter(until__isnull=True).update(until=now)
        if officer is not None:
            _seat(row, officer, now)
        row.officer = officer
        row.officer_new, row.officer_read = 0, row.last_id
        row.save(update_fields=["officer", "officer_new", "officer_read"])
    return row


def _seat(thread: Thread, officer: User, now: datetime) -> None:
    """Seat an officer; one who returns reads what he read before."""
    before = thread.seats.filter(officer=officer).order_by("-since").first()
    after = before.reads_after if before else thread.last_id
    hidden = after > 0
    Seat.objects.create(
        thread=thread,
        officer=officer,
        since=now,
        reads_after=after,
        earlier=(Earlier.ASKED if hidden else Earlier.NONE).value,
    )
    if hidden:
        url = reverse("dialogue:show", args=[thread.public_id])
        key = f"dialogue.new_officer:{thread.pk}:{thread.last_id}:{officer.pk}"
        notify(users=[thread.member], kind="dialogue.new_officer", url=url, key=key)


@transaction.atomic
def answer_about_earlier(*, member: User, thread: Thread, show: bool) -> None:
    """Keep the member's word about his earlier words: shown for good, or kept to himself.

    What was shown has been read; so a no after a yes changes nothing.
    """
    seat = Seat.objects.select_for_update().filter(thread=thread, until__isnull=True).first()
    if seat is None or seat.earlier in (Earlier.NONE, Earlier.SHOWN):
        return
    seat.earlier = (Earlier.SHOWN if show else Earlier.KEPT).value
    seat.reads_after = 0 if show else seat.reads_after
    seat.save(update_fields=["earlier", "reads_after"])
    act = "earlier_shown" if show else "earlier_kept"
    audit.record(action=f"dialogue.{act}", subject=thread, actor=member)


@transaction.atomic
def say(
    *, author: User, thread: Thread, text: str, key: UUID, files: Iterable[StoredFile] = ()
) -> Message:
    """Say a word in a thread: text, files, a voice; the same key twice is the same word.

    The first word of an officer in a case stops the clock of the first word. Nobody's words are
    in the audit trail. Raises NobodyThereError, ClosedError, MutedError, TooManyError,
    EmptyWordError.
    """
    row = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    known = Message.objects.filter(thread=row, idempotency_key=key).first()
    if known is not None:
        return known
    kept, text = list(files), text.strip()
    row = _may_say(author, row, text, kept)
    now = timezone.now()
    word = Message.objects.create(
        thread=row, author=author, text=text, at=now, idempotency_key=key
    )
    Enclosure.objects.bulk_create(Enclosure(message=word, file=file) for file in kept)
    row.last_id, row.last_at = word.pk, now
    if author.pk == row.member_id:
        row.officer_new += 1
        row.member_read, row.waits_since = word.pk, row.waits_since or now
    else:
        row.member_new += 1
        row.officer_read, row.waits_since = word.pk, None
        if row.appeal is not None:
            appeals.first_word_said(appeal=row.appeal, at=now)
    row.save()
    _tell(row, to_member=author.pk != row.member_id)
    return word


def _may_say(author: User, row: Thread, text: str, files: list[StoredFile]) -> Thread:
    row = look_at_seat(thread=row)
    if row.officer is None or author.pk not in (row.member_id, row.officer_id):
        raise NobodyThereError
    if row.appeal is not None and row.appeal.status == "closed":
        raise ClosedError
    if author.pk == row.member_id and (mute := mute_in(row)):
        raise MutedError(mute.until)
    if words_since(author, row, timezone.now() - THROTTLE_WINDOW) >= THROTTLE_MOST:
        raise TooManyError
    if not text and not files:
        raise EmptyWordError
    return row


def _tell(row: Thread, *, to_member: bool) -> None:
    """Tell the other end once, until it has read: fifty words are one message."""
    if to_member:
        users, kind, read = [row.member], "dialogue.word", row.member_read
        url = reverse("dialogue:show", args=[row.public_id])
    else:
        users = [row.officer] if row.officer else []
        kind, read = "dialogue.word_of_member", row.officer_read
        url = reverse("dialogue-desk:show", args=[row.public_id])
    notify(users=users, kind=kind, url=url, key=f"{kind}:{row.pk}:{read}")


@transaction.atomic
def read_thread(*, reader: User, thread: Thread) -> Thread:
    """Note that an end has read all there is; idempotent."""
    row = look_at_seat(thread=thread)
    if reader.pk == row.member_id and (row.member_new or row.member_read < row.last_id):
        row.member_new, row.member_read = 0, row.last_id
        row.save(update_fields=["member_new", "member_read"])
    elif reader.pk == row.officer_id and (row.officer_new or row.officer_read < row.last_id):
        row.officer_new, row.officer_read = 0, row.last_id
        row.save(update_fields=["officer_new", "officer_read"])
    return row
