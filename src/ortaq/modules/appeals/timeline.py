"""The timeline that the author reads: what happened, who has it now and until which day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts.models import User
from ortaq.foundation.texts.dates import day
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.workflow import Status


@dataclass(frozen=True)
class TimelineStep:
    """One line of a timeline."""

    title: str
    detail: str = ""
    who: str = ""
    at: datetime | None = None
    state: Literal["done", "now", "next"] = "done"


def timeline(
    appeal: Appeal, moves: list[Move], *, reader: User, today: date
) -> list[TimelineStep]:
    """Return the lines: the past from the moves, then now, then what comes."""
    past = [_past(move, reader) for move in moves]
    return [*past, *_future(appeal, is_author=reader.pk == appeal.author_id, today=today)]


def _past(move: Move, reader: User) -> TimelineStep:
    if move.kind == Move.Kind.HANDED_OVER and move.to:
        title = _("Handed over to {name}").format(name=move.to.short_name)
    elif move.kind == Move.Kind.SUBMITTED and move.to:
        title = _("Submitted; it came to {name}").format(name=move.to.short_name)
    else:
        title = str(Move.Kind(move.kind).label)
    who = _("You") if move.who_id == reader.pk else _name(move.who)
    return TimelineStep(title=title, detail=move.words, who=who, at=move.at)


def _name(person: User | None) -> str:
    return person.short_name if person else _("By the calendar")


def _future(appeal: Appeal, *, is_author: bool, today: date) -> list[TimelineStep]:
    if appeal.is_open:
        steps = [TimelineStep(title=having(appeal), detail=left(appeal, today=today), state="now")]
        return [*steps, TimelineStep(title=_read(is_author=is_author), state="next")]
    if appeal.status == Status.ANSWERED:
        title = (
            _("Your turn: say whether the answer helped")
            if is_author
            else _("The member is to say whether the answer helped")
        )
        return [TimelineStep(title=title, state="now")]
    return []


def _read(*, is_author: bool) -> str:
    if is_author:
        return _("You read the answer and rate it")
    return _("The member reads the answer and rates it")


def having(appeal: Appeal) -> str:
    """Say who has an open appeal and until when."""
    if appeal.holder:
        return _("{name} has it until {day}").format(
            name=appeal.holder.short_name, day=day(appeal.due_on)
        )
    return _("The national centre is choosing an officer; the answer is due by {day}").format(
        day=day(appeal.due_on)
    )


def left(appeal: Appeal, *, today: date) -> str:
    """Say how many working days are left, or by how many the answer is late."""
    if today > appeal.due_on:
        late = max(KZ.between(appeal.due_on, today), 1)
        words = ngettext(
            "The answer is {days} working day late; those above the officer see it too",
            "The answer is {days} working days late; those above the officer see it too",
            late,
        )
        return words.format(days=late)
    days = KZ.between(today, appeal.due_on)
    if days == 0:
        return _("The answer is due today")
    words = ngettext("{days} working day left", "{days} working days left", days)
    return words.format(days=days)
