"""A calendar file by RFC 5545, the little of it that whole days and moments need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_LONGEST = 75  # octets of a line (RFC 5545, 3.1)


@dataclass(frozen=True)
class Day:
    """Something that falls on a day; ``uid`` stays the same when it is exported again."""

    uid: str
    on: date
    title: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Moment:
    """Something from a moment to a moment, both in UTC, somewhere."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(days: Iterable[Day | Moment], *, name: str, stamp: datetime) -> bytes:
    """Return the file; ``stamp`` is the moment of making it, in UTC."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ortaq//Calendar//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for day in days:
        lines += _event(day, stamp) if isinstance(day, Day) else _moment(day, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(day: Day, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(day.title)}"
    if day.detail:
        yield f"DESCRIPTION:{_escaped(day.detail)}"
    if day.url:
        yield f"URL:{day.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(moment: Moment, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{moment.uid}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART:{moment.starts:%Y%m%dT%H%M%SZ}"
    yield f"DTEND:{moment.ends:%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY:{_escaped(moment.title)}"
    if moment.place:
        yield f"LOCATION:{_escaped(moment.place)}"
    if moment.url:
        yield f"URL:{moment.url}"
    if moment.is_cancelled:
        yield "STATUS:CANCELLED"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Return a TEXT value (3.3.11); a line break of any kind cannot begin another property."""
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(safe.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Cut a long line between letters, never inside one of several octets."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
