"""What membership holds of a person, and for how long."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LIVE, State

LABELS: dict[str, Words] = {
    "body": _("Organisation"),
    "state": _("State"),
    "card_no": _("Card number"),
    "applied_at": _("Applied"),
    "decided_at": _("Decided"),
    "reason": _("Reason"),
    "left_on": _("Left"),
}
GROUND = _("Charter of the union; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return all memberships and applications of a person."""
    rows = Membership.objects.filter(user=user).select_related("body").order_by("pk")
    return [
        {
            "body": str(row.body),
            "state": row.get_state_display(),
            "card_no": row.printed_card_no,
            "applied_at": row.applied_at,
            "decided_at": row.decided_at,
            "reason": row.reason,
            "left_on": row.left_on,
        }
        for row in rows
    ]


def erase(user: User) -> list[Words]:
    """End what is live and forget what came to nothing; past membership stays without a name."""
    rows = Membership.objects.filter(user=user)
    rows.filter(state__in=[State.REFUSED, State.WITHDRAWN, State.APPLIED]).delete()
    rows.filter(state__in=LIVE).update(state=State.LEFT, left_on=timezone.localdate())
    if not rows.exists():
        return []
    return [
        _(
            "That somebody was a member from one day to another stays for the counts, without "
            "a name."
        )
    ]


def purge_unsuccessful(before: datetime) -> int:
    """Remove refused and taken back applications."""
    rows = Membership.objects.filter(state__in=[State.REFUSED, State.WITHDRAWN])
    return rows.filter(applied_at__lt=before).delete()[0]


def purge_left(before: datetime) -> int:
    """Remove memberships that ended."""
    return Membership.objects.filter(state=State.LEFT, left_on__lt=before.date()).delete()[0]


register(
    PersonalData(
        name="membership",
        label=_("Membership"),
        why=_("To know who belongs to the union and where."),
        export=export,
        erase=erase,
        labels=LABELS,
        retention=[
            Retention("membership.live", _("Memberships in force"), None, GROUND, purge_left),
            Retention("membership.left", _("Memberships that ended"), 60, GROUND, purge_left),
            Retention(
                "membership.unsuccessful",
                _("Refused and taken back applications"),
                12,
                GROUND,
                purge_unsuccessful,
            ),
        ],
    )
)
