"""The author's acts after an answer, and what silence does."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals.errors import OwnAppealError, TooLateError
from ortaq.modules.appeals.events import AppealRated, AppealReopened
from ortaq.modules.appeals.models import Appeal, Move, Reply
from ortaq.modules.appeals.routing import route, successors
from ortaq.modules.appeals.services.moves import locked, note, place, said, step
from ortaq.modules.appeals.workflow import (
    REOPEN_DAYS,
    SILENCE_DAYS,
    Status,
    Step,
    Topic,
    due_on,
)


@transaction.atomic
def rate_answer(*, author: User, appeal: Appeal, stars: int, comment: str = "") -> Reply:
    """Say whether the last answer helped, with one to five stars; the appeal is closed."""
    appeal = locked(appeal)
    if appeal.author_id != author.pk:
        raise OwnAppealError
    step(appeal, Step.RATE)
    reply = appeal.replies.latest("at", "pk")
    reply.stars, reply.comment = stars, comment.strip()
    reply.rated_at = appeal.closed_at = timezone.now()
    reply.full_clean()
    reply.save()
    appeal.save()
    note(appeal, Move.Kind.RATED, who=author)
    publish(AppealRated(appeal_id=appeal.pk, stars=stars))
    return reply


@transaction.atomic
def reopen_appeal(*, author: User, appeal: Appeal, reason: str) -> Appeal:
    """Ask again, with words; a new term begins, with the same officer if he may still hold it."""
    appeal = locked(appeal)
    if appeal.author_id != author.pk:
        raise OwnAppealError
    reason = said(reason)
    stays = _may_still_hold(appeal)
    step(appeal, Step.REOPEN if stays else Step.RESUBMIT)
    now = timezone.now()
    if appeal.answered_at and now - appeal.answered_at > timedelta(days=REOPEN_DAYS):
        raise TooLateError
    appeal.due_on = due_on(timezone.localdate(now), KZ)
    appeal.answered_at = appeal.closed_at = None
    if not stays:
        appeal.holder, appeal.desk = route(appeal.body, Topic(appeal.topic), author=author)
    appeal.save()
    note(appeal, Move.Kind.REOPENED, who=author, to=appeal.holder, words=reason)
    publish(AppealReopened(appeal_id=appeal.pk))
    if appeal.holder:
        params, url = {"number": appeal.number}, f"/desk/appeals/{appeal.number}/"
        notify(users=[appeal.holder], kind="appeals.reopened", params=params, url=url)
    return appeal


def _may_still_hold(appeal: Appeal) -> bool:
    """Whether the last holder still has a fitting post; sets the desk where he has it now."""
    holder, appeal.holder = appeal.holder, None  # ``successors`` leaves the present holder out
    for post in successors(appeal):
        if holder and post.officer.pk == holder.pk:
            place(appeal, holder, post.mandate.body)
            return True
    return False


def close_silent(*, now: datetime) -> int:
    """Close appeals whose author said nothing for thirty days after the answer; return how many.

    Called by a nightly job. Each in its own transaction, so that one failure stops nothing.
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
    appeal.closed_at = timezone.now()
    appeal.save()
    note(appeal, Move.Kind.CLOSED, who=None)
    return True
