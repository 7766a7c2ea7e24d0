"""What membership holds of a person, and for how long."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.membership.models import Membership, Merge, StepTaken, Transfer
from ortaq.modules.membership.workflow import ENDED, LIVE, LeaveReason, State, Step

LABELS: dict[str, Words] = {
    "body": _("Organisation"),
    "state": _("State"),
    "card_no": _("Card number"),
    "applied_at": _("Applied"),
    "decided_at": _("Decided"),
    "reason": _("Reason"),
    "since": _("Member since"),
    "left_on": _("Left"),
    "leave_reason": _("Reason of leaving"),
    "is_retired": _("Retired"),
    "is_veteran": _("Veteran"),
    "is_disabled": _("Has a disability"),
    "steps": _("Steps"),
    "transfers": _("Moves asked for"),
}
GROUND = _("Charter of the union; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return all memberships and applications of a person."""
    rows = (
        Membership.objects.filter(user=user)
        .select_related("body")
        .prefetch_related("steps", "transfers__to_body")
        .order_by("pk")
    )
    return [
        {
            "body": str(row.body),
            "state": row.get_state_display(),
            "card_no": row.printed_card_no,
            "applied_at": row.applied_at,
            "decided_at": row.decided_at,
            "reason": row.reason,
            "since": row.since,
            "left_on": row.left_on,
            "leave_reason": row.get_leave_reason_display(),
            "is_retired": row.is_retired,
            "is_veteran": row.is_veteran,
            "is_disabled": row.is_disabled,
            "steps": [
                f"{step.get_step_display()}, {step.on.isoformat()} {step.ground}".strip()
                for step in row.steps.order_by("pk")
            ],
            "transfers": [
                f"{wish.to_body}, {wish.get_state_display()}: {wish.ground}"
                for wish in row.transfers.all()
            ],
        }
        for row in rows
    ]


def erase(user: User) -> list[Words]:
    """End what is live and forget what came to nothing; past membership stays without a name."""
    rows = Membership.objects.filter(user=user)
    rows.filter(state__in=[State.REFUSED, State.WITHDRAWN, State.APPLIED]).delete()
    Transfer.objects.filter(membership__user=user).delete()
    StepTaken.objects.filter(membership__user=user).exclude(step=Step.EXCLUDE).update(ground="")
    rows.filter(state__in=LIVE).update(
        state=State.LEFT, left_on=timezone.localdate(), leave_reason=LeaveReason.ERASED
    )
    rows.update(is_veteran=False, is_disabled=False)
    Merge.objects.filter(Q(kept=user) | Q(dropped=user)).update(ground="")
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
    """Remove memberships that ended, and what a transfer left behind."""
    return Membership.objects.filter(state__in=ENDED, left_on__lt=before.date()).delete()[0]


register(
    PersonalData(
        name="membership",
        label=_("Membership"),
        why=_("To know who belongs to the union and where."),
        export=export,
        erase=erase,
        labels=LABELS,
        rows=["membership.Membership.user"],
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
