"""What the calendar does to an answered appeal, and to a promised day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.models import Appeal, Move, Outcome, Reply
from ortaq.modules.appeals.services.moves import locked, note, step
from ortaq.modules.appeals.workflow import OPEN, SILENCE_DAYS, Status, Step, Verdict

CAUGHT_UP = timedelta(days=7)  # as many missed mornings are made good


def close_silent(*, now: datetime) -> int:
    """Close appeals whose author said nothing for thirty days after the answer; return how many.

    The outcome gets the verdict "silence", which no figure counts as a yes. Called by a nightly
    job. Each in its own transaction, so that one failure stops nothing.
    """
    before = now - timedelta(days=SILENCE_DAYS)
    quiet = Appeal.objects.filter(status=Status.ANSWERED, answered_at__lt=before)
    return sum(_close(appeal=appeal, before=before) for appeal in quiet.iterator())


@transaction.atomic
def _close(*, appeal: Appeal, before: datetime) -> bool:
    appeal = locked(appeal)
    if appeal.status != Status.ANSWERED or not appeal.answered_at or appeal.answered_at >= before:
        return False
    step(appeal, Step.CLOSE)
    now = appeal.closed_at = timezone.now()
    appeal.save()
    waiting = Outcome.objects.filter(appeal=appeal, verdict="")
    waiting.update(verdict=Verdict.SILENCE.value, verdict_at=now)
    note(appeal, Move.Kind.CLOSED, who=None)
    return True


def remind_of_promises(*, today: date) -> int:
    """On a promised day ask the officer whether it came true, and tell the author; count them.

    Only the last words of an appeal count: who wrote anew promised anew. Idempotent by the day.
    """
    last = Reply.objects.filter(appeal=OuterRef("pk")).order_by("-at", "-pk")
    rows = (
        Appeal.objects.filter(
            status__in=OPEN, replies__promised_on__range=(today - CAUGHT_UP, today)
        )
        .annotate(last=Subquery(last.values("pk")[:1]), said=F("replies__pk"))
        .filter(last=F("said"))
        .annotate(promised_on=F("replies__promised_on"))
        .select_related("author", "holder")
    )
    told = 0
    for appeal in rows.iterator():
        for user, kind, url in (
            (appeal.holder, "appeals.promise_due", f"/desk/appeals/{appeal.number}/"),
            (appeal.author, "appeals.promise_day", f"/my/appeals/{appeal.number}/"),
        ):
            if user:
                params = {"number": appeal.number}
                key = f"{kind}:{appeal.pk}:{appeal.promised_on}"
                told += notify(users=[user], kind=kind, params=params, url=url, key=key)
    return told
