"""What appeals hold of a person, and for how long."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.appeals.models import Appeal, Attachment, Move, Reply
from ortaq.modules.appeals.workflow import OPEN, Status

if TYPE_CHECKING:
    from django.db.models import QuerySet

LABELS: dict[str, Words] = {
    "number": _("Number"),
    "topic": _("Topic"),
    "text": _("Text"),
    "status": _("State"),
    "submitted_at": _("Submitted"),
    "answered_at": _("Answered"),
    "answers": _("Answers"),
    "stars": _("Rating"),
    "comment": _("What was good or missing"),
    "files": _("Files"),
    "at": _("When"),
}
GROUND = _("Time in which a claim can still be brought; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return a person's own appeals with the answers; officers appear by nobody's name."""
    rows = Appeal.objects.filter(author=user).order_by("pk")
    rows = rows.prefetch_related("replies", "attachments__file")
    return [_exported(row) for row in rows]


def _exported(row: Appeal) -> dict[str, Any]:
    return {
        "number": row.number,
        "topic": row.get_topic_display(),
        "text": row.text,
        "status": row.get_status_display(),
        "submitted_at": row.submitted_at,
        "answered_at": row.answered_at,
        "answers": [
            {"at": reply.at, "text": reply.text, "stars": reply.stars, "comment": reply.comment}
            for reply in row.replies.all()
        ],
        "files": [attachment.file.name for attachment in row.attachments.all()],
    }


def obstacles(user: User) -> Sequence[Words]:
    """An open appeal is answered first: its officer needs to know whom to answer."""
    numbers = Appeal.objects.filter(author=user, status__in=OPEN).values_list("number", flat=True)
    return [
        format_lazy(_("Appeal {number} is still open. Wait for its answer."), number=number)
        for number in numbers
    ]


def erase(user: User) -> list[Words]:
    """Take away words and files of a person's appeals; numbers and days stay for counts."""
    rows = Appeal.objects.filter(author=user)
    count = _forget(rows)
    if not count:
        return []
    return [
        _("Numbers, topics and days of your appeals stay for the counts, without words or a name.")
    ]


def purge_closed(before: datetime) -> int:
    """Take away the words and files of appeals closed long ago."""
    return _forget(
        Appeal.objects.filter(status=Status.CLOSED, closed_at__lt=before).exclude(text="")
    )


def _forget(rows: "QuerySet[Appeal]") -> int:
    """Empty the texts and let the files go; the nightly run of files removes the bytes."""
    ids = list(rows.values_list("pk", flat=True))
    Attachment.objects.filter(appeal__in=ids).delete()
    Reply.objects.filter(appeal__in=ids).update(text="", comment="")
    Move.objects.filter(appeal__in=ids).update(words="")
    return Appeal.objects.filter(pk__in=ids).update(text="")


register(
    PersonalData(
        name="appeals",
        label=_("Appeals"),
        why=_("To answer them, and to show that they were answered in time."),
        export=export,
        erase=erase,
        obstacles=obstacles,
        labels=LABELS,
        rows=["appeals.Appeal.author"],
        retention=[
            Retention(
                "appeals.closed", _("Words and files of closed appeals"), 60, GROUND, purge_closed
            )
        ],
    )
)
