"""What the assistant holds of a person, and for how long."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.assistant.models import Correction, Miss, Refusal

LABELS: dict[str, Words] = {
    "question": _("Question"),
    "meant": _("Article chosen"),
    "topic": _("Topic"),
    "route": _("Road"),
    "refused": _("Refused the assistant"),
    "at": _("When"),
}
GROUND = _("Learning from corrections; names and numbers of people are masked")
GROUND_SORTED = _("Better suggestions for officers; of the words only a row of numbers is kept")


def export(user: User) -> list[dict[str, Any]]:
    """Return how a person's appeals were sorted, and the articles he chose as a lawyer."""
    sorted_ = Correction.objects.filter(appeal__author=user).order_by("pk")
    chosen = Miss.objects.filter(lawyer=user).order_by("pk")
    refused = Refusal.objects.filter(user=user)
    return [
        *({"refused": True, "at": row.at} for row in refused),
        *({"topic": row.topic, "route": row.route, "at": row.confirmed_at} for row in sorted_),
        *({"question": row.question, "meant": row.meant, "at": row.at} for row in chosen),
    ]


def erase(user: User) -> list[Words]:
    """Forget how a person's appeals were sorted; his choices as a lawyer stay without him."""
    Correction.objects.filter(appeal__author=user).delete()
    Miss.objects.filter(lawyer=user).update(lawyer=None)
    Refusal.objects.filter(user=user).delete()
    return []


def purge_misses(before: datetime) -> int:
    """Delete old questions."""
    return Miss.objects.filter(at__lt=before).delete()[0]


def purge_corrections(before: datetime) -> int:
    """Delete old corrections."""
    return Correction.objects.filter(confirmed_at__lt=before).delete()[0]


register(
    PersonalData(
        name="assistant",
        label=_("The legal assistant's lessons"),
        why=_("So that the next question and the next appeal are understood better."),
        export=export,
        erase=erase,
        labels=LABELS,
        rows=["assistant.Miss.lawyer", "assistant.Refusal.user"],
        retention=[
            Retention(
                "assistant.misses", _("Questions kept to learn from"), 24, GROUND, purge_misses
            ),
            Retention(
                "assistant.corrections",
                _("How appeals were sorted"),
                60,
                GROUND_SORTED,
                purge_corrections,
            ),
        ],
    )
)
