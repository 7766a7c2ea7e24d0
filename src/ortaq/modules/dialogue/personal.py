"""What talk holds of a person, and for how long."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.dialogue.models import (
    Announcement,
    AnnouncementReply,
    Enclosure,
    Message,
    Mute,
    ReadMark,
    Seat,
    Thread,
    Wishes,
)

LABELS: dict[str, Words] = {
    "at": _("When"),
    "text": _("Text"),
    "files": _("Files"),
    "talk": _("Talk"),
    "reply": _("Reply to an announcement"),
    "is_public": _("Everybody reads it"),
    "silence": _("Could not write until"),
    "reason": _("Why"),
}
GROUND = _("So that you can look up what was said; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return a person's own words; nobody else's, and nobody's name."""
    words = Message.objects.filter(author=user).prefetch_related("enclosures__file")
    rows: list[dict[str, Any]] = [
        {
            "talk": row.thread_id,
            "at": row.at,
            "text": row.text,
            "files": [enclosure.file.name for enclosure in row.enclosures.all()],
        }
        for row in words.order_by("pk").iterator(chunk_size=500)
    ]
    rows += [
        {"reply": row.text, "at": row.at, "is_public": row.is_public}
        for row in AnnouncementReply.objects.filter(person=user).order_by("pk")
    ]
    rows += [
        {"silence": row.until, "reason": row.reason}
        for row in Mute.objects.filter(person=user).order_by("pk")
    ]
    return rows


def erase(user: User) -> list[Words]:
    """Take away a person's talks with all their words, his replies and marks.

    What he wrote as an officer belongs to the talks of others: it goes with those.
    """
    _forget(Thread.objects.filter(member=user).values_list("pk", flat=True))
    AnnouncementReply.objects.filter(person=user).delete()
    ReadMark.objects.filter(person=user).delete()
    Mute.objects.filter(person=user).delete()
    Wishes.objects.filter(person=user).delete()
    spoken = Message.objects.filter(author=user).exists()
    written = Announcement.objects.filter(author=user).exists()
    if spoken or written or Seat.objects.filter(officer=user).exists():
        return [_("What you wrote to members as an officer stays in their talks.")]
    return []


def purge_silent(before: datetime) -> int:
    """Remove talks in which nobody has said a word for long."""
    return _forget(Thread.objects.filter(last_at__lt=before).values_list("pk", flat=True))


def purge_announcements(before: datetime) -> int:
    """Remove replies to old announcements, and who has read them."""
    ReadMark.objects.filter(announcement__goes_at__lt=before).delete()
    return AnnouncementReply.objects.filter(announcement__goes_at__lt=before).delete()[0]


def _forget(threads: Iterable[int]) -> int:
    """Let the files go too; the nightly run of files removes their bytes."""
    ids = list(threads)
    Enclosure.objects.filter(message__thread__in=ids).delete()
    Message.objects.filter(thread__in=ids).delete()
    Seat.objects.filter(thread__in=ids).delete()
    return Thread.objects.filter(pk__in=ids).delete()[0]


register(
    PersonalData(
        name="dialogue",
        label=_("Talk"),
        why=_("So that you and your chair or officer can talk without anybody between."),
        export=export,
        erase=erase,
        labels=LABELS,
        rows=[
            "dialogue.Thread.member",
            "dialogue.Message.author",
            "dialogue.AnnouncementReply.person",
            "dialogue.Mute.person",
        ],
        retention=[
            Retention("dialogue.talk", _("Talks without a new word"), 60, GROUND, purge_silent),
            Retention(
                "dialogue.replies",
                _("Replies to announcements"),
                36,
                GROUND,
                purge_announcements,
            ),
        ],
    )
)
