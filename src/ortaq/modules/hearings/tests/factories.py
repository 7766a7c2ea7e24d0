"""Hearings for tests, in the small union of membership's tests."""

from datetime import datetime, timedelta

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.modules.hearings.models import Hearing
from ortaq.modules.hearings.services import Plan, set_hearing
from ortaq.modules.hearings.workflow import Kind


def plan(who: User, *, at: datetime | None = None, minutes: int = 60) -> Plan:
    """Return a plan: in three days, when nothing else is said."""
    at = at or timezone.now() + timedelta(days=3)
    return Plan(at, who, place="Karaganda, Bukhar-Zhyrau 7, room 12", minutes=minutes)


def hearing(appeal: object, who: User, *, at: datetime | None = None) -> Hearing:
    """Return a planned hearing of an appeal before the commission."""
    return set_hearing(
        actor=who,
        appeal=appeal,  # type: ignore[arg-type]
        kind=Kind.COMMISSION,
        plan=plan(who, at=at),
    )
