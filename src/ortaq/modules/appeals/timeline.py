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


def timeline(appeal: Appeal, moves: list[Move], *, today: date) -> list[TimelineStep]:
    """Return the lines: the past from the moves, then now, then what comes."""
    return [*(_past(move, appeal) for move in moves), *_future(appeal, today=today)]


def _past(move: Move, appeal: Appeal) -> TimelineStep:
    by_author = move.who_id == appeal.author_id
    if move.kind == Move.Kind.HANDED_OVER and move.to:
        title = _("Handed over to {name}").format(name=move.to.short_name)
    elif move.kind == Move.Kind.SUBMITTED and move.to:
        title = _("Submitted; it came to {name}").format(name=move.to.short_name)
    else:
        title = str(Move.Kind(move.kind).label)
    who = _("You") if by_author else _name(move.who)
    return TimelineStep(title=title, detail=move.words, who=who, at=move.at)


def _name(person: User | None) -> str:
    return person.short_name if person else _("By the calendar")


def _future(appeal: Appeal, *, today: date) -> list[TimelineStep]:
    if appeal.is_open:
        steps = [TimelineStep(title=having(appeal), detail=left(appeal, today=today), state="now")]
        return [*steps, TimelineStep(title=_("You read the answer and rate it"), state="next")]
    if appeal.status == Status.ANSWERED:
        title = _("Your turn: say whether the answer helped")
        return [TimelineStep(title=title, state="now")]
    return []


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
            "{days} working day late; the officer's chair sees it too",
            "{days} working days late; the officer's chair sees it too",
            late,
        )
        return words.format(days=late)
    days = KZ.between(today, appeal.due_on)
    if days == 0:
        return _("The answer is due today")
    words = ngettext("{days} working day left", "{days} working days left", days)
    return words.format(days=days)
