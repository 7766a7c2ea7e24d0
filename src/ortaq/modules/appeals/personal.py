"""What appeals hold of a person, and for how long."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.appeals.models import (
    Absence,
    Appeal,
    Attachment,
    GuestContact,
    Move,
    Note,
    Outcome,
    Reply,
    Review,
    Signature,
)
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
    "spoken": _("Words of voice messages"),
    "at": _("When"),
    "promised_on": _("Promised by"),
    "outcomes": _("What came of it"),
    "kind": _("Outcome"),
    "tenge": _("Tenge recovered"),
    "article": _("On what it stands"),
    "verdict_words": _("Your words on the outcome"),
    "reviewed": _("Read by a reviewer"),
}
GROUND = _("Time in which a claim can still be brought; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return a person's own appeals with the answers; officers appear by nobody's name."""
    rows = Appeal.objects.filter(author=user).order_by("pk")
    rows = rows.prefetch_related("replies", "attachments__file", "outcomes")
    rows = rows.select_related("review")
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
            {
                "at": reply.at,
                "text": reply.text,
                "promised_on": reply.promised_on,
                "stars": reply.stars,
                "comment": reply.comment,
            }
            for reply in row.replies.all()
        ],
        "outcomes": [
            {
                "at": one.stated_at,
                "kind": one.get_kind_display(),
                "tenge": one.tenge,
                "article": one.article,
                "verdict_words": one.verdict_words,
            }
            for one in row.outcomes.all()
        ],
        "reviewed": row.review.opened_at if hasattr(row, "review") else None,
        "files": [attachment.file.name for attachment in row.attachments.all()],
        "spoken": [one.transcript for one in row.attachments.all() if one.transcript],
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


def purge_guests(before: datetime) -> int:
    """Erase who asked without an account and never joined, a year after the end: name and all."""
    rows = GuestContact.objects.filter(
        claimed_at__isnull=True,
        appeal__closed_at__lt=before,
        appeal__status=Status.CLOSED,
        appeal__author__erased_at__isnull=True,
    )
    people = list(rows.values_list("appeal__author", flat=True).distinct())
    for person in people:
        accounts.erase_person(user_id=person)
    return len(people)


def _forget(rows: "QuerySet[Appeal]") -> int:
    """Empty the texts and let the files go; the nightly run of files removes the bytes."""
    ids = list(rows.values_list("pk", flat=True))
    Attachment.objects.filter(appeal__in=ids).delete()
    GuestContact.objects.filter(appeal__in=ids).update(contact="")
    Reply.objects.filter(appeal__in=ids).update(text="", comment="")
    Move.objects.filter(appeal__in=ids).update(words="")
    Note.objects.filter(appeal__in=ids).update(text="")
    Outcome.objects.filter(appeal__in=ids).update(verdict_words="")
    Review.objects.filter(appeal__in=ids).update(words="", purpose="")
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
            ),
            Retention(
                "appeals.guests",
                _("Name, contact and words of who asked without an account"),
                12,
                _("Time to join and to ask again; then nothing binds the appeal to a person"),
                purge_guests,
            ),
        ],
    )
)


# Notes among officers, and signatures. The law on personal data (No. 94-V, arts. 24 and 25, read
# in a secondary source, not checked by a lawyer) gives a person what is kept about him. A note is
# that too, yet it is also the work of a lawyer and may name others. So the copy says that there
# are notes, on which of his appeals and of which day, and how he gets their words: he asks, and
# whoever answers takes out what is about other people.

DESK_LABELS: dict[str, Words] = {
    "signed": _("Collective cases that you signed"),
    "notes": _("Notes of officers on your appeals"),
    "number": _("Number"),
    "at": _("When"),
    "words": _("Words"),
}
ON_REQUEST = _(
    "Given on request to the officer responsible for personal data, without what is about others."
)


def export_desk(user: User) -> dict[str, Any]:
    """Return what a person signed, and that officers noted something about his appeals."""
    signed = Signature.objects.filter(person=user).order_by("pk")
    notes = Note.objects.filter(appeal__author=user).exclude(text="").order_by("pk")
    return {
        "signed": [
            {"number": row.case.number, "at": row.at} for row in signed.select_related("case")
        ],
        "notes": [
            {"number": row.appeal.number, "at": row.at, "words": str(ON_REQUEST)}
            for row in notes.select_related("appeal")
        ],
    }


def erase_desk(user: User) -> list[Words]:
    """Take a person's signatures away: without him they say nothing. Notes go with his appeals."""
    Signature.objects.filter(person=user).delete()
    return []


register(
    PersonalData(
        name="appeals.desk",
        label=_("Signatures and notes about appeals"),
        why=_("To know how many people a matter touches, and to hand a case over whole."),
        export=export_desk,
        erase=erase_desk,
        labels=DESK_LABELS,
        rows=["appeals.Signature.person"],
    )
)


# Days away, of officers. The deputy is somebody else: he stands in the copy by nobody's name.

AWAY_LABELS: dict[str, Words] = {"since": _("First day away"), "until": _("Last day away")}


def export_absences(user: User) -> list[dict[str, Any]]:
    """Return the days on which a person was away from the appeals in his hands."""
    rows = Absence.objects.filter(officer=user).order_by("since")
    return [{"since": row.since, "until": row.until} for row in rows]


def erase_absences(user: User) -> list[Words]:
    """Take away the days on which a person was away, or stood in for somebody."""
    Absence.objects.filter(Q(officer=user) | Q(deputy=user)).delete()
    return []


def purge_absences(before: datetime) -> int:
    """Take away absences that ended long ago."""
    return Absence.objects.filter(until__lt=before.date()).delete()[0]


register(
    PersonalData(
        name="appeals.absences",
        label=_("Days away from appeals"),
        why=_("To give your appeals to a colleague meanwhile."),
        export=export_absences,
        erase=erase_absences,
        labels=AWAY_LABELS,
        rows=["appeals.Absence.officer", "appeals.Absence.deputy"],
        retention=[
            Retention(
                "appeals.absences",
                _("Days away from appeals"),
                12,
                _("Time in which somebody may ask who had an appeal"),
                purge_absences,
            )
        ],
    )
)
