"""What workplaces hold of a person, and for how long."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.workplaces.models import Job

LABELS: dict[str, Words] = {
    "employer": _("Employer"),
    "site": _("Workplace"),
    "position": _("Position"),
    "side": _("On whose side"),
    "whole_employer": _("Acts for the whole employer, at every site"),
    "since": _("Works there since"),
    "until": _("Last day"),
    "marked_at": _("Marked"),
    "mark_ground": _("Ground"),
}
GROUND = _("Charter of the union; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return all jobs of a person, with the marks on them."""
    rows = Job.objects.filter(user=user).select_related("site__employer").order_by("pk")
    return [
        {
            "employer": str(row.site.employer),
            "site": str(row.site),
            "position": row.position,
            "side": row.get_side_display(),
            "whole_employer": row.whole_employer,
            "since": row.since,
            "until": row.until,
            "marked_at": row.marked_at,
            "mark_ground": row.mark_ground,
        }
        for row in rows
    ]


def erase(user: User) -> list[Words]:
    """Forget where a person works and worked; nothing has to stay."""
    Job.objects.filter(user=user).delete()
    return []


def purge_ended(before: datetime) -> int:
    """Remove jobs that ended."""
    return Job.objects.filter(until__lt=before.date()).delete()[0]


register(
    PersonalData(
        name="workplaces",
        label=_("Workplace"),
        why=_(
            "To know which organisation is yours, and to keep appeals from the employer's side."
        ),
        export=export,
        erase=erase,
        rows=["workplaces.Job.user"],
        labels=LABELS,
        retention=[
            Retention("workplaces.live", _("Jobs that hold"), None, GROUND, purge_ended),
            Retention("workplaces.ended", _("Jobs that ended"), 60, GROUND, purge_ended),
        ],
    )
)
