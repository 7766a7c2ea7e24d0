"""One's own appeals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.kept import kept
from ortaq.modules.appeals.calendar import calendar
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.selectors.outcomes import WITH_OUTCOMES
from ortaq.modules.appeals.timeline import having, left
from ortaq.modules.appeals.workflow import OPEN, Status


def appeals_of(author: User) -> QuerySet[Appeal]:
    """Return a member's own appeals with what came of them; a page orders them."""
    rows = Appeal.objects.filter(author=author).select_related("holder", "body")
    return rows.prefetch_related(WITH_OUTCOMES)


def by_key(author: User, key: UUID) -> Appeal | None:
    """Return the appeal that was already submitted with this idempotency key, or None."""
    return Appeal.objects.filter(author=author, idempotency_key=key).first()


@dataclass(frozen=True)
class InWork:
    """One's own appeals that are not at their end, with the columns of a line only.

    ``owed`` is what the union owes, the nearest deadline first; ``answered`` waits for the
    author's word, the oldest answer first.
    """

    owed: list[Appeal]
    answered: list[Appeal]


_LINE = ("number", "topic", "status", "due_on", "answered_at")
_HOLDER = ("holder__family_name", "holder__given_name", "holder__erased_at")


def in_work_of(author: User) -> InWork:
    """Return a member's own appeals in work, by one question."""
    rows = _in_work(author.pk)
    answered = [row for row in rows if row.status == Status.ANSWERED]
    owed = [row for row in rows if row.status != Status.ANSWERED]
    return InWork(
        owed=sorted(owed, key=lambda row: (row.due_on, row.pk)),
        answered=sorted(answered, key=lambda row: (row.answered_at, row.pk)),
    )


@kept(int)
def _in_work(author_id: int) -> QuerySet[Appeal]:
    rows = Appeal.objects.filter(author=author_id, status__in=[*OPEN, Status.ANSWERED])
    return rows.select_related("holder").only(*_LINE, *_HOLDER)


@dataclass(frozen=True)
class StandingLine:
    """An open appeal of one's own in a sentence: who has it and for how long."""

    appeal: Appeal
    having: str
    left: str


def standing_lines(owed: Iterable[Appeal], *, today: date) -> list[StandingLine]:
    """Return where one's open appeals are now, in their order."""
    owed = list(owed)
    days = calendar() if owed else None
    return [
        StandingLine(appeal, having(appeal), left(appeal, today=today, calendar=days))
        for appeal in owed
    ]
