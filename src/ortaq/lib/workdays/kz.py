"""Kazakhstan's holidays of 2025 to 2027, each with where it comes from.

Law on Holidays (13 December 2001, No. 267-II): a national or state holiday that falls on a day
off gives the next working day off. Labour Code, article 84, paragraph 5 (text read): 7 January
and the first day of Kurban Ait are days off whatever the schedule; nothing there moves them, so
they are not moved here. Article 85, paragraph 3 (text read): the labour ministry may move days
off by order; those orders are not in this table until somebody enters them from the order.

Checked by: nobody yet. Compare with the ministry's production calendar before relying on it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ortaq.lib.workdays.calendar import Calendar, moved_holidays

YEARS = range(2025, 2028)

_LAW = "Law on Holidays, No. 267-II, list from memory, 2025"
_CODE = "Labour Code, art. 84 para. 5, text of 3 February 2026, read"
_NEW = "news of 18 March 2026 on the new Constitution, read"
_MOON = "lunar calendar, from memory; the day is announced by the Spiritual Administration"


@dataclass(frozen=True)
class Holiday:
    """A day off and where it is said."""

    day: date
    kk: str
    ru: str
    en: str
    kind: Literal["holiday", "day_off"]  # only a holiday is moved when it falls on a day off
    source: str
    checked_by: str = "nobody yet"


_EVERY_YEAR: tuple[tuple[int, int, str, str, str], ...] = (
    (1, 1, "Жаңа жыл", "Новый год", "New Year"),
    (1, 2, "Жаңа жыл", "Новый год", "New Year"),
    (3, 8, "Халықаралық әйелдер күні", "Международный женский день", "Women's Day"),
    (3, 21, "Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    (3, 22, "Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    (3, 23, "Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    (
        5,
        1,
        "Қазақстан халқының бірлігі мерекесі",
        "Праздник единства народа Казахстана",
        "Unity Day",
    ),
    (5, 7, "Отан қорғаушы күні", "День защитника Отечества", "Defender of the Fatherland Day"),
    (5, 9, "Жеңіс күні", "День Победы", "Victory Day"),
    (7, 6, "Астана күні", "День столицы", "Capital Day"),
    (10, 25, "Республика күні", "День Республики", "Republic Day"),
    (12, 16, "Тәуелсіздік күні", "День Независимости", "Independence Day"),
)
_CONSTITUTION = ("Конституция күні", "День Конституции", "Constitution Day")
_KURBAN_AIT = {2025: (6, 6), 2026: (5, 27), 2027: (5, 16)}  # 2027 by calculation only


def _named_by_law(year: int) -> list[Holiday]:
    found = [
        Holiday(date(year, month, day), kk, ru, en, "holiday", _LAW)
        for month, day, kk, ru, en in _EVERY_YEAR
    ]
    if year <= 2025:  # noqa: PLR2004 -- the last 30 August under the old Constitution
        found.append(Holiday(date(year, 8, 30), *_CONSTITUTION, "holiday", _LAW))
    if year >= 2027:  # noqa: PLR2004 -- adopted on 15 March 2026, first kept a year later
        found.append(Holiday(date(year, 3, 15), *_CONSTITUTION, "holiday", _NEW))
    found.append(
        Holiday(
            date(year, 1, 7),
            "Рождество",
            "Православное Рождество",
            "Orthodox Christmas",
            "day_off",
            _CODE,
        )
    )
    return found


def by_law(year: int) -> frozenset[date]:
    """Return the days off that the laws name for any year, and those moved for them.

    Without Kurban Ait, whose day is announced: such a year is not yet a known one.
    """
    found = _named_by_law(year)
    named = frozenset(holiday.day for holiday in found)
    return named | moved_holidays([h.day for h in found if h.kind == "holiday"], named)


def _of_year(year: int) -> list[Holiday]:
    found = _named_by_law(year)
    month, day = _KURBAN_AIT[year]
    found.append(
        Holiday(
            date(year, month, day),
            "Құрбан айттың бірінші күні",
            "Первый день Курбан-айта",
            "First day of Kurban Ait",
            "day_off",
            _MOON,
        )
    )
    return sorted(found, key=lambda holiday: holiday.day)


HOLIDAYS: tuple[Holiday, ...] = tuple(h for year in YEARS for h in _of_year(year))

# Saturdays and Sundays made working days by order of the ministry (art. 85 para. 3), with the
# weekdays given off instead. Empty: no order has been read.
ORDERED_WORKDAYS: frozenset[date] = frozenset()
ORDERED_DAYS_OFF: frozenset[date] = frozenset()

_named = frozenset(holiday.day for holiday in HOLIDAYS)
MOVED: frozenset[date] = moved_holidays(
    [holiday.day for holiday in HOLIDAYS if holiday.kind == "holiday"], _named
)

KZ = Calendar(
    holidays=_named | MOVED | ORDERED_DAYS_OFF,
    workdays=ORDERED_WORKDAYS,
    years=frozenset(YEARS),
)
