"""The calendar that appeals count by: Kazakhstan's table and what the centre entered."""

from ortaq.foundation.events import rapid
from ortaq.lib.workdays import KZ, Calendar
from ortaq.lib.workdays.kz import by_law
from ortaq.modules.appeals.models import CalendarEntry

Kind = CalendarEntry.Kind


def calendar() -> Calendar:
    """Return the calendar as it is known now. One question; ask once a page."""
    rows = rapid.ask("SELECT year, kind, day FROM appeals_calendarentry")
    if not rows:
        return KZ
    off, work, years = set(KZ.holidays), set(KZ.workdays), set(KZ.years or ())
    for year, kind, day in rows:
        if kind == Kind.WHOLE:
            years.add(year)
            off |= by_law(year)
        elif day is not None:
            (off if kind == Kind.OFF else work).add(day)
    return Calendar(frozenset(off), frozenset(work), frozenset(years))
