"""Memberships for tests."""

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.sorting import sort_key
from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services import _next_serial
from ortaq.modules.membership.workflow import State


def member(user: User, body: Body) -> Membership:
    """Return a membership in force."""
    user.sort_key = sort_key(user.full_name)
    user.save(update_fields=["sort_key"])
    now = timezone.now()
    return Membership.objects.create(
        user=user,
        body=body,
        state=State.APPROVED,
        card_no=card_number(_next_serial()),
        applied_at=now,
        decided_at=now,
    )
