"""The other side, without an account: opens the link, replies, asks for time once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.files import services as files
from ortaq.foundation.files.inspection import inspect
from ortaq.modules.appeals import services as appeals
from ortaq.modules.letters.composing import plain
from ortaq.modules.letters.errors import (
    EmptyTextError,
    LinkSpentError,
    TimeAskedError,
    TooManyAnswersError,
)
from ortaq.modules.letters.events import LetterAnswered
from ortaq.modules.letters.models import Answer, Enclosure, Letter, Link, Opening
from ortaq.modules.letters.services.acts import (
    locked,
    must_hold,
    note,
    step,
    tell_author,
    tell_holder,
)
from ortaq.modules.letters.workflow import MORE_TIME, Step

if TYPE_CHECKING:
    from django.core.files.base import File

MOST_ANSWERS = 5


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a counterpart writes. Nobody has checked who he is: the link came to him."""

    text: str
    writer: str = ""
    responsible: str = ""


@transaction.atomic
def note_opening(*, link: Link) -> None:
    """Remember that a link was opened, once an hour at most: reading floods no table."""
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    _row, is_new = Opening.objects.get_or_create(link=link, hour=hour, defaults={"at": now})
    if is_new:
        note(link.letter, "opened", who=None)


@transaction.atomic
def receive_answer(
    *, link: Link, key: UUID, words: Words, uploads: Iterable["File[bytes]"] = ()
) -> Answer:
    """Take a reply in: the clock stops, the holder is told. The same key twice is one reply.

    The appeals tell the member that a reply came; its words are opened to him by the holder.
    Raises FileRefusedError when a file is not let in, and then nothing is kept.
    """
    letter = _open(link)
    if done := Answer.objects.filter(letter=letter, key=key).first():
        return done
    if Answer.objects.filter(letter=letter, what=Answer.What.REPLY).count() >= MOST_ANSWERS:
        raise TooManyAnswersError
    answer = _add(letter, link, key, Answer.What.REPLY, words)
    for upload in uploads:
        _enclose(letter, answer, upload)
    step(letter, Step.ANSWER)
    letter.answered_at = letter.answered_at or answer.at
    letter.save(update_fields=["state", "answered_at"])
    if letter.clock:
        appeals.stop_forwarded(appeal=letter.appeal, clock=letter.clock)
    note(letter, "answered", who=None)
    publish(LetterAnswered(letter_id=letter.pk, appeal_id=letter.appeal_id))
    tell_holder(letter, "answered")
    return answer


@transaction.atomic
def ask_more_time(*, link: Link, key: UUID, words: Words) -> Answer:
    """Grant five working days more, once, to who says why before the day is over."""
    letter = _open(link)
    if done := Answer.objects.filter(letter=letter, key=key).first():
        return done
    is_late = letter.due_on is None or letter.due_on < timezone.localdate()
    if letter.answered_at or letter.more_time_at or letter.due_on is None or is_late:
        raise TimeAskedError
    answer = _add(letter, link, key, Answer.What.MORE_TIME, words)
    letter.more_time_at = answer.at
    if letter.clock:
        clock = appeals.extend_forwarded(
            appeal=letter.appeal, clock=letter.clock, days=MORE_TIME.workdays
        )
        letter.due_on = timezone.localdate(clock.due_at)
    letter.save(update_fields=["more_time_at", "due_on"])
    note(letter, "more_time", who=None)
    tell_holder(letter, "more_time")
    return answer


@transaction.atomic
def release_answer(*, officer: User, answer: Answer) -> Answer:
    """Let the member read the words of a reply; its files stay with the holder."""
    letter = locked(answer.letter)
    must_hold(officer, letter.appeal)
    if answer.released_at is None:
        answer.released_at, answer.released_by = timezone.now(), officer
        answer.save(update_fields=["released_at", "released_by"])
        note(letter, "released", who=officer)
        tell_author(letter, "released")
    return answer


def _open(link: Link) -> Letter:
    """Return the letter of a link that still works, held: a revocation waits, or has won."""
    letter = locked(link.letter)
    live = Link.objects.filter(pk=link.pk, revoked_at__isnull=True, expires_at__gt=timezone.now())
    if not live.exists() or not letter.is_gone:
        raise LinkSpentError
    return letter


def _add(letter: Letter, link: Link, key: UUID, what: Answer.What, words: Words) -> Answer:
    text = plain(words.text)
    if not text:
        raise EmptyTextError
    return Answer.objects.create(
        letter=letter,
        link=link,
        key=key,
        what=what,
        writer=plain(words.writer)[:200],
        responsible=plain(words.responsible)[:300],
        text=text,
        at=timezone.now(),
    )


def _enclose(letter: Letter, answer: Answer, upload: "File[bytes]") -> None:
    """Keep a file in the officer's keeping: it tells of others than him."""
    stored = files.store(
        owner=letter.officer,
        name=upload.name or "",
        stream=upload.file,  # type: ignore[arg-type]
        admission=files.Admission(inspect, settings.FILES_MAX_BYTES, of_sender=False),
    )
    Enclosure.objects.create(answer=answer, file=stored)


@transaction.atomic
def note_download(*, reader: User, letter: Letter) -> None:
    """Remember who of the union took the pages of a letter out of Ortaq."""
    note(letter, "downloaded", who=reader)


@transaction.atomic
def note_file(*, officer: User, enclosure: Enclosure) -> None:
    """Remember who opened a file of a reply."""
    note(enclosure.answer.letter, "file_opened", who=officer)
