"""Days and moments as people say them, in Kazakh, Russian and English.

Month names are tables here, not catalogue entries: each language puts the words in its own order
and case, and Django has no Kazakh formats.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language


@dataclass(frozen=True)
class _Words:
    months: str  # in the form that follows a number
    weekdays: str
    near: dict[int, str]  # -1 yesterday, 0 today, 1 tomorrow
    full: str  # with the weekday, this year
    year: str  # another year, without the weekday
    month: str  # a month as the version of a paper
    at: str  # a day and a time of day


_WORDS = {
    "kk": _Words(
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі",
        {-1: "кеше", 0: "бүгін", 1: "ертең"},
        "{day} {month}, {weekday}",
        "{year} жылғы {day} {month}",
        "{year} жылғы {month}",
        "{when}, {time}",
    ),
    "ru": _Words(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        {-1: "вчера", 0: "сегодня", 1: "завтра"},
        "{weekday}, {day} {month}",
        "{day} {month} {year} г.",
        "{month} {year} г.",
        "{when} в {time}",
    ),
    "en": _Words(
        "January February March April May June July August September October November December",
        "Mon Tue Wed Thu Fri Sat Sun",
        {-1: "yesterday", 0: "today", 1: "tomorrow"},
        "{weekday}, {day} {month}",
        "{day} {month} {year}",
        "{month} {year}",
        "{when} at {time}",
    ),
}


def _words() -> _Words:
    return _WORDS.get((get_language() or "kk")[:2], _WORDS["en"])


def _spoken(words: _Words, value: date, today: date, *, near: bool) -> str:
    distance = (value - today).days
    if near and distance in words.near:
        return words.near[distance]
    form = words.full if value.year == today.year else words.year
    return form.format(
        day=value.day,
        month=words.months.split()[value.month - 1],
        weekday=words.weekdays.split()[value.weekday()],
        year=value.year,
    )


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: date | datetime, *, today: date | None = None, near: bool = True) -> str:
    """Return a day in words: "today", "Thu, 26 November", or with the year when it is another.

    ``near=False`` names the date even when it is today: for papers that outlive the day.
    """
    given = _local(value).date() if isinstance(value, datetime) else value
    return _spoken(_words(), given, today or timezone.localdate(), near=near)


def dated(value: date | datetime) -> str:
    """Return a day with its year, without the weekday: so it stands after "с" in Russian, too."""
    given = _local(value).date() if isinstance(value, datetime) else value
    words = _words()
    month_name = words.months.split()[given.month - 1]
    return words.year.format(day=given.day, month=month_name, year=given.year)


def month(version: str) -> str:
    """Return a version such as "2026-11" as a month in words; another one stays as it is."""
    try:
        first = date.fromisoformat(f"{version}-01")
    except ValueError:
        return version
    words = _words()
    return words.month.format(year=first.year, month=words.months.split()[first.month - 1])


def when(value: date | datetime, *, today: date | None = None) -> str:
    """Return a moment in words: "today at 14:05"; a bare date is said without a time."""
    if not isinstance(value, datetime):
        return day(value, today=today)
    words, moment = _words(), _local(value)
    spoken = _spoken(words, moment.date(), today or timezone.localdate(), near=True)
    return words.at.format(when=spoken, time=f"{moment:%H:%M}")
