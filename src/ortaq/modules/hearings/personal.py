"""What hearings hold of a person, and for how long."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.hearings.models import Attendance, Feed, Hearing, Limitation

LABELS: dict[str, Words] = {
    "kind": _("Before whom"),
    "starts_at": _("When"),
    "place": _("Where"),
    "bring": _("What to bring"),
    "result": _("Result"),
    "words": _("In words"),
    "comes": _("Said to come"),
    "term": _("Term"),
    "event_on": _("Day of the event"),
    "due_on": _("Last day"),
}
GROUND = _("Time in which a claim can still be brought; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return the hearings and terms of a person's own appeals, and his word on cases."""
    comes = dict(Attendance.objects.filter(person=user).values_list("hearing", "comes"))
    own = Hearing.objects.filter(appeal__author=user) | Hearing.objects.filter(pk__in=comes)
    heard: list[dict[str, Any]] = [
        {
            "kind": row.get_kind_display(),
            "starts_at": row.starts_at,
            "place": row.place,
            "bring": row.bring,
            "result": row.get_result_display(),
            "words": row.words,
            "comes": comes.get(row.pk),
        }
        for row in own.order_by("pk")
    ]
    terms = Limitation.objects.filter(appeal__author=user).order_by("pk")
    return heard + [
        {"term": row.rule, "event_on": row.event_on, "due_on": row.due_on} for row in terms
    ]


def erase(user: User) -> list[Words]:
    """Take away the words about a person's hearings; days and results stay for the counts."""
    Attendance.objects.filter(person=user).delete()
    Feed.objects.filter(person=user).delete()
    Limitation.objects.filter(appeal__author=user).update(stop_words="")
    own = Hearing.objects.filter(appeal__author=user)
    if not own.update(words="", bring="", place="-", link=""):
        return []
    return [_("Days and results of your hearings stay for the counts, without words or a name.")]


def purge_held(before: datetime) -> int:
    """Take away the words of hearings that are long over."""
    Attendance.objects.filter(hearing__starts_at__lt=before).delete()
    old = Hearing.objects.filter(starts_at__lt=before).exclude(words="", bring="")
    return old.update(words="", bring="")


register(
    PersonalData(
        name="hearings",
        label=_("Hearings and terms"),
        why=_("To stand beside you where your case is heard, and to miss no day."),
        export=export,
        erase=erase,
        labels=LABELS,
        rows=["hearings.Attendance.person"],
        retention=[
            Retention("hearings.held", _("Words of past hearings"), 60, GROUND, purge_held)
        ],
    )
)
