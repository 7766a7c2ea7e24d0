"""Terms in the reader's words: what runs, until which day, and why that day, line by line."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ortaq.foundation.texts.dates import dated
from ortaq.modules.hearings.models import Limitation
from ortaq.modules.hearings.selectors import Watched


@dataclass(frozen=True)
class Spoken:
    """A term as a person reads it."""

    row: Limitation
    statement: str
    article: str
    start: str
    note: str
    state: str
    chip: str  # calm, watch, red, nodata
    lines: list[str]
    due_on: str
    is_missed: bool
    is_caution: bool


SOON = 14


def spoken(watched: Watched) -> Spoken:
    """Put a term into the words of the active language."""
    limit, language = watched.limit, get_language() or "kk"
    return Spoken(
        row=watched.row,
        statement=limit.statement[language],
        article=limit.article[language],
        start=limit.start[language],
        note=limit.note.get(language, ""),
        state=_state(watched),
        chip=_chip(watched),
        lines=_lines(watched),
        due_on=dated(watched.term.due_on),
        is_missed=watched.is_missed,
        is_caution=limit.caution,
    )


def _state(watched: Watched) -> str:
    if not watched.row.is_running:
        return _("stopped: {reason}").format(reason=watched.row.get_stop_reason_display())
    if watched.term.stands:
        return _("stands still")
    if watched.left < 0:
        return _("passed on {day}").format(day=dated(watched.term.due_on))
    if watched.left == 0:
        return _("today is the last day")
    words = ngettext("{days} day left", "{days} days left", watched.left)
    return words.format(days=watched.left)


def _chip(watched: Watched) -> str:
    if not watched.row.is_running or watched.term.stands:
        return "nodata"
    if watched.left < 0:
        return "watch" if watched.limit.caution else "red"
    return "watch" if watched.left <= SOON else "calm"


def _lines(watched: Watched) -> list[str]:
    language = get_language() or "kk"
    limit = watched.limit
    length = {
        "month": ngettext("{n} month", "{n} months", limit.length),
        "year": ngettext("{n} year", "{n} years", limit.length),
    }[limit.unit].format(n=limit.length)
    said = {
        "event": _("{day}: {start}."),
        "starts": _("The term begins on the day after, {day} (Labour Code, art. 13, para. 3)."),
        "corresponding": _("{length} end on the same number, {day} (art. 13, para. 4)."),
        "month_end": _(
            "{length} end in a month without that number, so on its last day, {day} (art. 13, "
            "para. 4)."
        ),
        "paused": _("{days} days of standstill are added: {day} (art. 160)."),
        "moved": _(
            "That is a day off; the last day is the next working day, {day} (art. 13, para. 5)."
        ),
        "guessed": _(
            "The holidays of that year are not known yet: Monday to Friday are counted as working "
            "days."
        ),
    }
    return [
        said[line.code].format(
            day=dated(line.day), start=limit.start[language], length=length, days=line.days
        )
        for line in watched.term.lines
    ]
