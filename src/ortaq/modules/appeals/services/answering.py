"""The officer's words to the author: a word on the way, and the answer with its outcome."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import NotHolderError, OwnAppealError, PromiseError
from ortaq.modules.appeals.events import AppealAnswered, AppealWrittenTo
from ortaq.modules.appeals.models import Appeal, Move, Outcome, Reply
from ortaq.modules.appeals.rules import is_kept_away
from ortaq.modules.appeals.services.clock import say_why_late, stop_clock
from ortaq.modules.appeals.services.moves import attach, locked, note, said, step
from ortaq.modules.appeals.standing_in import stands_in
from ortaq.modules.appeals.workflow import PROMISE_DAYS, ClockKind, Stated, Step


@transaction.atomic
def write_to_member(
    *,
    officer: User,
    appeal: Appeal,
    text: str,
    files: Iterable[StoredFile] = (),
    promised_on: date | None = None,
) -> Reply:
    """Write to the author without ending anything; the first word of a person stops its clock.

    Only the holder, and only in work. ``promised_on``: a day that the words promise; both sides
    see it and are reminded on it, and the appeal stays open. PromiseError for a day that is past
    or more than a year ahead.
    """
    appeal = _held(appeal, officer)
    today = timezone.localdate()
    if promised_on and not today <= promised_on <= today + timedelta(days=PROMISE_DAYS):
        raise PromiseError
    text = said(text)
    step(appeal, Step.WRITE)
    reply = _word(_Words(appeal, officer, text, files), promised_on=promised_on)
    appeal.save(update_fields=["first_word_at"])
    note(appeal, Move.Kind.WROTE, who=officer)
    publish(AppealWrittenTo(appeal_id=appeal.pk))
    _tell(appeal, "appeals.wrote")
    return reply


@transaction.atomic
def answer_appeal(
    *,
    officer: User,
    appeal: Appeal,
    text: str,
    files: Iterable[StoredFile] = (),
    outcome: Stated | None = None,
    late_reason: str = "",
) -> Reply:
    """Answer with what came of it; the author is asked whether it is so. Only the holder answers.

    Stops the clocks of the first word and of the answer. OutcomeError when the outcome is not
    whole (``workflow.Stated``); without one, the question was answered in words. After the day
    of the answer ``late_reason`` says to the author why it took long, else LateWithoutReasonError.
    """
    appeal = _held(appeal, officer)
    outcome = (outcome or Stated()).checked()
    text = said(text)
    step(appeal, Step.ANSWER)
    say_why_late(appeal=appeal, who=officer, words=late_reason)
    reply = _word(_Words(appeal, officer, text, files))
    appeal.answered_at = reply.at
    appeal.save()
    stop_clock(appeal, ClockKind.ANSWER, at=reply.at)
    stated = Outcome(
        appeal=appeal,
        reply=reply,
        kind=outcome.kind.value,
        remedies=sorted(remedy.value for remedy in set(outcome.remedies)),
        tenge=outcome.tenge,
        article=outcome.article.strip(),
        stated_by=officer,
        stated_at=reply.at,
    )
    stated.full_clean()
    stated.save()
    note(appeal, Move.Kind.ANSWERED, who=officer)
    publish(AppealAnswered(appeal_id=appeal.pk))
    _tell(appeal, "appeals.answered")
    return reply


@dataclass(frozen=True)
class _Words:
    appeal: Appeal
    officer: User
    text: str
    files: Iterable[StoredFile]


def _word(words: _Words, *, promised_on: date | None = None) -> Reply:
    """Keep words to the author; the first ones of a person say when they came."""
    appeal, now = words.appeal, timezone.now()
    reply = Reply.objects.create(
        appeal=appeal, officer=words.officer, text=words.text, at=now, promised_on=promised_on
    )
    attach(appeal, words.files, reply=reply)
    first_word(appeal, at=now)
    return reply


def first_word(appeal: Appeal, *, at: datetime) -> None:
    """Stop the clock of the first word. The caller saves ``first_word_at``."""
    appeal.first_word_at = appeal.first_word_at or at
    stop_clock(appeal, ClockKind.FIRST_WORD, at=at)


def _held(appeal: Appeal, officer: User) -> Appeal:
    """Return the locked row when the officer has it and may."""
    appeal = locked(appeal)
    if appeal.author_id == officer.pk:
        raise OwnAppealError
    has_it = appeal.holder_id == officer.pk or stands_in(officer, appeal)
    if not has_it or is_kept_away.test(officer, appeal):
        raise NotHolderError
    return appeal


def _tell(appeal: Appeal, kind: str) -> None:
    params, url = {"number": appeal.number}, f"/my/appeals/{appeal.number}/"
    notify(users=[appeal.author], kind=kind, params=params, url=url)
