"""Doubles: the same matter of the same author, asked twice, goes on as one."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import NotMergedError, NotOneMatterError, NotSuitableError
from ortaq.modules.appeals.models import Appeal, Clock, Merge, Move
from ortaq.modules.appeals.rules import may_merge
from ortaq.modules.appeals.services.moves import locked, note, step
from ortaq.modules.appeals.workflow import UNDO_MERGE, Status, Step


@transaction.atomic
def merge_appeals(*, actor: User, appeals: Iterable[Appeal], into: Appeal) -> int:
    """Join later appeals of an author with his earlier one; return how many.

    The later ones are kept, closed and linked; the clocks of the earlier one run on, and the
    member is told. NotOneMatterError unless all are of one author, open, and later than ``into``.
    NotSuitableError unless the actor works on all of them and knows whose they are.
    """
    into = locked(into)
    doubles = [locked(one) for one in sorted(appeals, key=lambda one: one.pk)]
    for double in doubles:
        _check(actor, double, into)
    now = timezone.now()
    for double in doubles:
        Merge.objects.create(appeal=double, into=into, by=actor, at=now, status=double.status)
        step(double, Step.MERGE)
        double.merged_into, double.closed_at = into, now
        double.save()
        Clock.objects.filter(appeal=double, stopped_at=None).update(stopped_at=now)
        note(double, Move.Kind.MERGED, who=actor, words=into.number)
        note(into, Move.Kind.MERGED, who=actor, words=double.number)
        _tell(double, "appeals.merged", {"number": double.number, "into": into.number})
    return len(doubles)


def _check(actor: User, double: Appeal, into: Appeal) -> None:
    if double.author_id != into.author_id or double.merged_into_id or into.merged_into_id:
        raise NotOneMatterError
    if not into.is_open or (double.submitted_at, double.pk) <= (into.submitted_at, into.pk):
        raise NotOneMatterError
    if not (may_merge.test(actor, double) and may_merge.test(actor, into)):
        raise NotSuitableError


@transaction.atomic
def undo_merge(*, actor: User, appeal: Appeal) -> Appeal:
    """Part a double from the earlier appeal again, within a day: its own clocks run on.

    NotMergedError when it was not merged, or too long ago.
    """
    appeal = locked(appeal)
    merge = Merge.objects.select_for_update().filter(appeal=appeal, undone_at=None).first()
    if merge is None or timezone.now() - merge.at > UNDO_MERGE:
        raise NotMergedError
    if not may_merge.test(actor, appeal):
        raise NotSuitableError
    merge.undone_at = timezone.now()
    merge.save()
    # Not a step of the road: the day of closing and the link go as if they had never been.
    appeal.status = Status(merge.status).value
    appeal.merged_into = appeal.closed_at = None
    appeal.save()
    Clock.objects.filter(appeal=appeal, stopped_at=merge.at).update(stopped_at=None)
    note(appeal, Move.Kind.PARTED, who=actor, words=merge.into.number)
    note(merge.into, Move.Kind.PARTED, who=actor, words=appeal.number)
    _tell(appeal, "appeals.parted", {"number": appeal.number})
    return appeal


def _tell(appeal: Appeal, kind: str, params: dict[str, str]) -> None:
    url = f"/my/appeals/{appeal.number}/"
    notify(users=[appeal.author], kind=kind, params=params, url=url)
