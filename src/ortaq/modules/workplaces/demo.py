"""Invented employers, sites, head-counts and jobs, by COPY: a stage, so no audit and no events.

Their BINs say that they were registered in years still to come, so they are nobody's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.demo import Crowd
from ortaq.foundation.orgs.bulk import copy_rows
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.fields import Texts
from ortaq.foundation.texts.sorting import sort_key
from ortaq.lib.kazid import iin_check_digit
from ortaq.modules.workplaces.models import (
    Attachment,
    Employer,
    Group,
    HeadCount,
    Job,
    Side,
    Site,
)
from ortaq.modules.workplaces.services.register import name_employer, name_site

FIRST_YEAR, YEARS = 27, 60  # of registration: from 2027 on
CHUNK = 20_000
IN_GROUPS, TWO_SITES, SHARED = 0.06, 0.12, 0.08  # of the employers; of the primaries
EMPLOYER_SIDE = 0.012  # of the members: managers and people of personnel departments
OKED = {  # a division of each section in which the demo's branch unions are
    "A": "01", "B": "07", "C": "24", "D": "35", "E": "36", "F": "41", "G": "47", "H": "49",
    "J": "61", "K": "64", "M": "72", "O": "84", "P": "85", "Q": "86", "R": "90",
}  # fmt: skip
OF_THE_STATE = "OPQR"
POSITIONS = {  # of a section; "" for all others
    "P": ("мұғалім", "тәрбиеші", "учитель", "психолог", "зертханашы"),
    "Q": ("дәрігер", "медбике", "санитар", "врач-терапевт", "фельдшер"),
    "B": ("бұрғылаушы", "проходчик", "горнорабочий", "машинист экскаватора", "маркшейдер"),
    "C": ("слесарь", "балқытушы", "токарь", "технолог", "оператор станка"),
    "H": ("жүргізуші", "машинист", "диспетчер", "жол шебері", "осмотрщик вагонов"),
    "A": ("механизатор", "агроном", "малшы", "орманшы", "ветеринар"),
    "": ("инженер", "бухгалтер", "маман", "специалист", "электрик"),
}
HEADS = ("бөлім бастығы", "начальник участка", "директордың орынбасары")
PERSONNEL = ("кадр маманы", "специалист по персоналу")
SOURCES = ("Штат кестесі бойынша", "По штатному расписанию")
_PLACE = re.compile(r"«(?P<name>[^»]+)»")
_NUMBER = re.compile(r"№ (?P<number>\d+)")


class Workplace(NamedTuple):
    """A primary whose people need a workplace: numbered from ``first`` on, ``here`` besides."""

    body: Body
    section: str  # of OKED
    first: int
    members: int
    here: tuple[int, ...] = ()


@transaction.atomic
def fill(
    *,
    places: Sequence[Workplace],
    crowd: Crowd,
    rng: Random,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Give each primary a site and its people jobs there; return how many jobs. Call it once.

    The first of a primary's people (its chair) is never on the employer's side. ``tell`` hears how
    many jobs there are, after every twenty thousand.
    """
    employers = _employers(places, rng)
    sites = [_site(employer, place) for employer, place in zip(employers, places, strict=True)]
    known = list({id(employer): employer for employer in employers}.values())
    copy_rows(Group, _groups(known, rng))
    for employer in known:
        employer.group = employer.group  # its number is known now
    copy_rows(Employer, known)
    for site in sites:
        site.employer = site.employer
    more = [_second(employer) for employer in known if rng.random() < TWO_SITES]
    copy_rows(Site, [*sites, *more])
    _count_heads(sites, places, rng)
    copy_rows(
        Attachment,
        [
            Attachment(body=place.body, site=site, since=place.body.opened_on)
            for site, place in zip(sites, places, strict=True)
        ],
    )
    return _jobs(places, sites, crowd, rng, tell)


def _employers(places: Sequence[Workplace], rng: Random) -> list[Employer]:
    """Return the employer of each primary; a few have several, of one trade and region."""
    latest: dict[tuple[str, str], Employer] = {}
    serials, found = count(1), []
    for place in places:
        key = (place.section, place.body.kato)
        if key in latest and rng.random() < SHARED:
            found.append(latest[key])
            continue
        employer = Employer(
            bin=_bin(serials, rng), oked=OKED[place.section], kato=place.body.kato, group=None
        )
        name_employer(employer, _name(place))
        latest[key] = employer
        found.append(employer)
    return found


def _bin(serials: Iterator[int], rng: Random) -> str:
    while True:
        year, month = FIRST_YEAR + rng.randrange(YEARS), rng.randint(1, 12)
        eleven = f"{year:02d}{month:02d}40{next(serials):05d}"
        digit = iin_check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"


def _name(place: Workplace) -> dict[str, str]:
    """Return a name of its own: of the place and number that the primary bears."""
    kk, ru = (_PLACE.search(place.body.name[code]) for code in ("kk", "ru"))
    found = _NUMBER.search(place.body.name["ru"])
    number = found["number"] if found else str(place.body.pk)
    names = [(match["name"] if match else "Ортақ") for match in (kk, ru)]
    if place.section in OF_THE_STATE:
        return {
            "kk": f"«{names[0]}-{number}» КММ",
            "ru": f"КГУ «{names[1]}-{number}»",
            "en": f"State institution {names[1]}-{number}",
        }
    return {
        "kk": f"«{names[0]}-{number}» ЖШС",
        "ru": f"ТОО «{names[1]}-{number}»",
        "en": f"{names[1]}-{number} LLP",
    }


def _groups(employers: list[Employer], rng: Random) -> list[Group]:
    """Put some employers into groups of three to seven."""
    chosen = [employer for employer in employers if rng.random() < IN_GROUPS]
    groups = []
    while len(chosen) > 2:  # noqa: PLR2004 -- two companies make no group here
        size = rng.randint(3, 7)
        some, chosen = chosen[:size], chosen[size:]
        name = _PLACE.search(some[0].name["kk"])
        word = name["name"] if name else "Ортақ"
        texts = Texts({"kk": f"«{word}» тобы", "ru": f"Группа «{word}»", "en": f"{word} Group"})
        groups.append(Group(name=texts, sort_key=sort_key(texts["kk"])[:320]))
        for employer in some:
            employer.group = groups[-1]
    return groups


def _site(employer: Employer, place: Workplace) -> Site:
    site = Site(employer=employer, kato=place.body.kato)
    name_site(site, _name(place))
    return site


def _second(employer: Employer) -> Site:
    """Return a site of an employer where no primary is."""
    site = Site(employer=employer, kato=employer.kato)
    ends = {"kk": "қойма", "ru": "склад", "en": "warehouse"}
    name_site(site, {code: f"{employer.name[code]}, {end}" for code, end in ends.items()})
    return site


def _count_heads(sites: Sequence[Site], places: Sequence[Workplace], rng: Random) -> None:
    """Count the people of most sites, this year and last; a tenth was never counted."""
    today = timezone.localdate()
    latest = date(today.year, 1, 1)
    counts = []
    for site, place in zip(sites, places, strict=True):
        if rng.random() < 0.1:  # noqa: PLR2004
            continue
        people = int((place.members + len(place.here)) / rng.betavariate(7, 2.5)) + 1
        source = rng.choice(SOURCES)
        before = latest.replace(year=latest.year - 1)
        for on, change in ((before, rng.uniform(0.9, 1.1)), (latest, 1.0)):
            counts.append(HeadCount(site=site, on=on, people=int(people * change), source=source))
    copy_rows(HeadCount, counts)


def _jobs(
    places: Sequence[Workplace],
    sites: Sequence[Site],
    crowd: Crowd,
    rng: Random,
    tell: Callable[[int], None] | None,
) -> int:
    done, today, now = 0, timezone.localdate(), timezone.now()
    columns = "user_id, site_id, position, side, whole_employer, since, marked_at, mark_ground"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {Job._meta.db_table} ({columns}) from stdin") as copy,  # noqa: SLF001
    ):
        for place, site in zip(places, sites, strict=True):
            for number in [*place.here, *range(place.first, place.first + place.members)]:
                born = crowd.born_on(number) if number in crowd.ids else None
                side = _side(number, place, rng)
                copy.write_row(
                    (
                        number,
                        site.pk,
                        _position(side, place.section, rng),
                        side.value,
                        side is Side.MANAGER and rng.random() < 0.2,  # noqa: PLR2004 -- directors
                        _since(born, today, rng),
                        now if side is not Side.WORKER else None,
                        "Ойдан шығарылған" if side is not Side.WORKER else "",
                    )
                )
                done += 1
                if tell and done % CHUNK == 0:
                    tell(done)
    return done


def _side(number: int, place: Workplace, rng: Random) -> Side:
    """Return on whose side somebody sits: people in posts and of the story are never marked."""
    if number in place.here or number == place.first or rng.random() >= EMPLOYER_SIDE:
        return Side.WORKER
    return Side.MANAGER if rng.random() < 0.75 else Side.HR  # noqa: PLR2004


def _position(side: Side, section: str, rng: Random) -> str:
    if side is not Side.WORKER:
        return rng.choice(HEADS if side is Side.MANAGER else PERSONNEL)
    names = POSITIONS.get(section) or POSITIONS[""]
    return names[int(rng.random() * len(names))]


def _since(born: date | None, today: date, rng: Random) -> Any:
    """Return a first day at work; of three jobs one is not known."""
    if rng.random() < 1 / 3:
        return None
    first = today - timedelta(days=30 + int(rng.expovariate(1 / 2200)))
    adult = born + timedelta(days=18 * 366) if born else first
    return min(max(first, adult), today)
