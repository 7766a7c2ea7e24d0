"""What the clock says to officers: a term that runs out, a term that has passed."""

from datetime import date, timedelta

from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.routing import kinds_for
from ortaq.modules.appeals.workflow import OPEN, WARN_WORKDAYS, Topic

CAUGHT_UP = timedelta(days=7)  # as many missed mornings are made good


def remind(*, today: date) -> int:
    """Tell officers of terms that end soon, and chairs of terms that have passed; return how many.

    Idempotent: each person is told once of each term, and again only of a new one (reopened).
    """
    open_now = Appeal.objects.filter(status__in=OPEN).select_related("holder", "desk")
    soon = open_now.filter(due_on__range=(today, KZ.add(today, WARN_WORKDAYS)))
    late = open_now.filter(due_on__lt=today, due_on__gte=today - CAUGHT_UP)
    told = sum(_tell(appeal, _officers(appeal), "due_soon") for appeal in soon.iterator())
    for appeal in late.iterator():
        told += _tell(appeal, [*_officers(appeal), *_chairs(appeal)], "overdue")
    return told


def _officers(appeal: Appeal) -> list[User]:
    """Return who has the appeal; when nobody by name, everybody at its desk who might take it."""
    if appeal.holder:
        return [appeal.holder]
    kinds = kinds_for(Topic(appeal.topic))
    found = orgs.holders(appeal.desk, kinds=kinds)
    return [officer for officer in found if officer.pk != appeal.author_id]


def _chairs(appeal: Appeal) -> list[User]:
    """Return the nearest chair of the desk; the author is not told of his own as an officer."""
    chairs = orgs.holders(appeal.desk, kinds=[Kind.CHAIR])
    return [chair for chair in chairs if chair.pk != appeal.author_id]


def _tell(appeal: Appeal, users: list[User], what: str) -> int:
    return notify(
        users=users,
        kind=f"appeals.{what}",
        params={"number": appeal.number},
        url="/desk/appeals/",
        key=f"appeals.{what}:{appeal.pk}:{appeal.due_on}",
    )
