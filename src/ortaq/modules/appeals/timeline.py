"""The timeline that the author reads: what happened, who has it now, what is promised."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts.models import User
from ortaq.foundation.texts.dates import day, when
from ortaq.lib.workdays import Calendar
from ortaq.modules.appeals.calendar import calendar as calendar_now
from ortaq.modules.appeals.models import Absence, Appeal, Clock, Move, Told
from ortaq.modules.appeals.workflow import ClockKind, Status


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
    knows = reader.has_perm("appeals.name_author", appeal)
    past = [_past(move, reader, hidden=None if knows else appeal.author_id) for move in moves]
    return [*past, *_future(appeal, is_author=reader.pk == appeal.author_id, today=today)]


def _past(move: Move, reader: User, *, hidden: int | None) -> TimelineStep:
    """Return a line; ``hidden``: the author whose name this reader may not know."""
    title, detail = _said(move)
    who = _("You") if move.who_id == reader.pk else _name(move.who)
    if hidden is not None and move.who_id == hidden:
        who = _("The author")
    return TimelineStep(title=title, detail=detail, who=who, at=move.at)


def _said(move: Move) -> tuple[str, str]:
    """Return the title and the words of a line."""
    kind, to = Move.Kind(move.kind), move.to
    if kind is Move.Kind.ESCALATED:
        return str(kind.label), _told(move.words)
    if kind is Move.Kind.FORWARDED:
        return _("Sent on to another organisation: {whom}").format(whom=move.words), ""
    if kind is Move.Kind.REPLIED:
        return _("The other organisation replied: {whom}").format(whom=move.words), ""
    titles = {
        Move.Kind.HANDED_OVER: _("Handed over to {name}"),
        Move.Kind.DEPUTISED: _("{name} has it as a deputy"),
        Move.Kind.SUBMITTED: _("Submitted; it came to {name}"),
    }
    if to and kind in titles:
        return titles[kind].format(name=to.short_name), move.words
    return str(kind.label), move.words


def _told(step: str) -> str:
    """Say who sees now that an officer needs help: a step of the way up."""
    level = Told(int(step)) if step.isdigit() else Told.NOBODY
    return _("It needs help: {who} sees it now and may step in").format(who=level.label)


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


def left(appeal: Appeal, *, today: date, calendar: Calendar | None = None) -> str:
    """Say how many working days are left, or by how many the answer is late."""
    days_known = calendar or calendar_now()
    if today > appeal.due_on:
        late = max(days_known.between(appeal.due_on, today), 1)
        words = ngettext(
            "The answer is {days} working day late; those above the officer see it too",
            "The answer is {days} working days late; those above the officer see it too",
            late,
        )
        return words.format(days=late)
    days = days_known.between(today, appeal.due_on)
    if days == 0:
        return _("The answer is due today")
    words = ngettext("{days} working day left", "{days} working days left", days)
    return words.format(days=days)


def promises(appeal: Appeal, clocks: list[Clock], *, now: datetime) -> list[str]:
    """Say honestly what else is promised: the first word, the replies of others, a guessed day.

    The day of the answer itself is said by ``having`` and ``left``.
    """
    said = [_promise(clock, now) for clock in clocks if clock.kind != ClockKind.ANSWER]
    for clock in clocks:
        if clock.provisional:
            year = timezone.localdate(clock.due_at).year
            said.append(
                _(
                    "The holidays of {year} are not in the calendar yet, so this day may move."
                ).format(year=year)
            )
            break
    return [*said, *meanwhile(appeal, timezone.localdate(now))]


def _promise(clock: Clock, now: datetime) -> str:
    passed = clock.due_at < now
    if clock.kind == ClockKind.FORWARDED:
        words = (
            _("{whom}: the reply was due on {day} and has not come; your officer goes on.")
            if passed
            else _("{whom}: the reply is due by {day}.")
        )
        return words.format(whom=clock.to_whom, day=day(timezone.localdate(clock.due_at)))
    if passed:
        return _("A person was to write to you by now. Those above the officer see it and help.")
    due = timezone.localtime(clock.due_at)
    if due.date() == timezone.localdate(now):
        return _("A person will write to you today by {time}.").format(time=f"{due:%H:%M}")
    return _("A person will write to you. At the latest: {when}.").format(when=when(clock.due_at))


def meanwhile(appeal: Appeal, today: date) -> list[str]:
    """Say who has an appeal while its officer is away."""
    if appeal.holder_id is None:
        return []
    away = Absence.objects.filter(officer=appeal.holder_id, since__lte=today, until__gte=today)
    return [
        _("{name} is away until {day}; {deputy} has it meanwhile.").format(
            name=absence.officer.short_name,
            day=day(absence.until),
            deputy=absence.deputy.short_name,
        )
        for absence in away.select_related("officer", "deputy")[:1]
    ]
