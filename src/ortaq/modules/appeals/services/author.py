"""The author's acts: say whether the outcome is so, ask again, withdraw."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import OwnAppealError, TooLateError
from ortaq.modules.appeals.events import AppealConfirmed, AppealReopened, AppealWithdrawn
from ortaq.modules.appeals.models import Appeal, Clock, Move, Outcome
from ortaq.modules.appeals.routing import route_appeal, successors
from ortaq.modules.appeals.services.clock import start_clocks, stop_clock
from ortaq.modules.appeals.services.moves import locked, note, place, said, step
from ortaq.modules.appeals.workflow import (
    REOPEN_DAYS,
    ClockKind,
    Ending,
    IllegalStepError,
    Status,
    Step,
    Verdict,
)


@transaction.atomic
def confirm_outcome(
    *, author: User, appeal: Appeal, verdict: Verdict, words: str = "", stars: int | None = None
) -> Appeal:
    """Say whether the stated outcome is so. Yes closes the appeal.

    No takes it back into work: the same appeal, the same officer if he may still hold it, a new
    term; then the words say what is missing (EmptyTextError without them). Stars stand with the
    answer either way. An appeal answered before outcomes were stated is confirmed the same way.
    """
    appeal = _own(appeal, author)
    if appeal.status != Status.ANSWERED:
        raise IllegalStepError("no outcome waits for a word")
    now = timezone.now()
    words = said(words) if verdict is Verdict.NO else words.strip()
    reply = appeal.replies.latest("at", "pk")
    if stars is not None:
        reply.stars, reply.rated_at = stars, now
        reply.full_clean()
        reply.save(update_fields=["stars", "rated_at"])
    waiting = Outcome.objects.filter(appeal=appeal, verdict="")
    waiting.update(verdict=verdict.value, verdict_at=now, verdict_words=words)
    if verdict is Verdict.NO:
        _again(appeal, author, words)
    else:
        step(appeal, Step.CONFIRM)
        appeal.closed_at = now
        appeal.save()
        note(appeal, Move.Kind.RATED, who=author)
    publish(AppealConfirmed(appeal_id=appeal.pk, verdict=verdict.value, stars=stars))
    return appeal


@transaction.atomic
def reopen_appeal(*, author: User, appeal: Appeal, reason: str) -> Appeal:
    """Ask again after the end, within ninety days; a new term begins with the same officer.

    While an outcome waits for a word, asking again is saying no to it.
    """
    appeal = _own(appeal, author)
    if appeal.status == Status.ANSWERED:
        return confirm_outcome(author=author, appeal=appeal, verdict=Verdict.NO, words=reason)
    ended = appeal.answered_at or appeal.closed_at
    if appeal.merged_into_id is not None:
        raise IllegalStepError("a double lives on in the first appeal")
    if ended and timezone.now() - ended > timedelta(days=REOPEN_DAYS):
        raise TooLateError
    _again(appeal, author, said(reason))
    return appeal


@transaction.atomic
def withdraw(*, author: User, appeal: Appeal, reason: str = "") -> Appeal:
    """Stop asking, with or without a reason; every clock stops, and the officer is told.

    Only what is still open: an outcome that waits for a word is confirmed or not.
    """
    appeal = _own(appeal, author)
    step(appeal, Step.WITHDRAW)
    reason, now = reason.strip(), timezone.now()
    appeal.closed_at = now
    appeal.save()
    running = Clock.objects.filter(appeal=appeal, stopped_at__isnull=True)
    for kind in set(running.values_list("kind", flat=True)):
        stop_clock(appeal, ClockKind(kind), at=now)
    Outcome.objects.create(
        appeal=appeal,
        kind=Ending.WITHDRAWN.value,
        stated_by=author,
        stated_at=now,
        verdict=Verdict.YES.value,  # his own word
        verdict_at=now,
        verdict_words=reason,
    )
    note(appeal, Move.Kind.WITHDRAWN, who=author, words=reason)
    publish(AppealWithdrawn(appeal_id=appeal.pk))
    _tell_holder(appeal, "appeals.withdrawn")
    return appeal


def _again(appeal: Appeal, author: User, words: str) -> None:
    """Take an ended appeal back into work, or to whoever may hold it now."""
    stays = _may_still_hold(appeal)
    step(appeal, Step.REOPEN if stays else Step.RESUBMIT)
    appeal.answered_at = appeal.closed_at = None
    if not stays:
        appeal.holder, appeal.desk, appeal.reasons = route_appeal(appeal)
    appeal.save()
    start_clocks(appeal)
    note(appeal, Move.Kind.REOPENED, who=author, to=appeal.holder, words=words)
    publish(AppealReopened(appeal_id=appeal.pk))
    _tell_holder(appeal, "appeals.reopened")


def _may_still_hold(appeal: Appeal) -> bool:
    """Whether the last holder still has a fitting post; sets the desk where he has it now."""
    holder, appeal.holder = appeal.holder, None  # ``successors`` leaves the present holder out
    for post in successors(appeal):
        if holder and post.officer.pk == holder.pk:
            place(appeal, holder, post.mandate.body)
            return True
    return False


def _own(appeal: Appeal, author: User) -> Appeal:
    appeal = locked(appeal)
    if appeal.author_id != author.pk:
        raise OwnAppealError
    return appeal


def _tell_holder(appeal: Appeal, kind: str) -> None:
    if appeal.holder:
        params, url = {"number": appeal.number}, f"/desk/appeals/{appeal.number}/"
        notify(users=[appeal.holder], kind=kind, params=params, url=url)
