"""Invented people: no name, number or address here is anybody's.

Phones begin with +7 799, a code that no operator in Kazakhstan had when this was written (from
memory); e-mails end in example.org, which is nobody's by RFC 2606. IINs have right check digits,
so that the checks are shown to work, and serial numbers from 9000 up, which the register reaches
on no day (from memory): a real person's number is most unlikely, and the demo says it is invented.
"""

import uuid
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, islice, repeat
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import invented_names as names
from ortaq.foundation.accounts import keys, selectors
from ortaq.foundation.accounts.consents import PURPOSES
from ortaq.foundation.accounts.invention import Invented, invent, misspelt
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import register_person
from ortaq.lib.kazid import iin_check_digit

FIRST_SERIAL, SERIALS = 9000, 1000
CHUNK = 20_000  # people in memory at once
NOT_A_PASSWORD = "!invented"  # noqa: S105 -- "!" means that no password can match


Row = tuple[tuple[Any, ...], Invented, bool]  # with whether it repeats the one before


class Serials:
    """Gives out IINs that differ: a serial number for each birth date and sex."""

    def __init__(self, first: int = FIRST_SERIAL) -> None:
        self._first = first
        self._taken: Counter[tuple[date, str]] = Counter()

    def iin(self, born_on: date, sex: str) -> str:
        """Return the next IIN of a birth date and sex; '' when the day is full."""
        mark = (3 if born_on.year < 2000 else 5) + (sex == "f")  # noqa: PLR2004 -- the century
        while self._taken[born_on, sex] < SERIALS:
            serial = self._first + self._taken[born_on, sex]
            self._taken[born_on, sex] += 1
            eleven = f"{born_on:%y%m%d}{mark}{serial}"
            digit = iin_check_digit(eleven)
            if digit is not None:
                return f"{eleven}{digit}"
        return ""


@dataclass(frozen=True)
class Crowd:
    """Invented people by number, and what memberships copy of them."""

    ids: range
    sexes: bytearray
    births: "array[int]"  # ordinals

    def sex_of(self, number: int) -> str:
        """Return "f" or "m"."""
        return chr(self.sexes[number - self.ids.start])

    def born_on(self, number: int) -> date:
        """Return the birth date."""
        return date.fromordinal(self.births[number - self.ids.start])


def persons(
    count: int,
    rng: Random,
    *,
    women: Iterable[float] = (),
    doubles: float = 0.0,
    tell: Callable[[int], None] | None = None,
) -> Crowd:
    """Enter ``count`` invented persons by COPY, streaming; return who they are.

    ``women`` gives one by one the chance that the next person is a woman (a half when it ends);
    the share ``doubles`` of them are the person before, misspelt and without a number. ``tell``
    hears how many there are, after every twenty thousand. They have no audit entries: they are a
    stage, not acts. Refuses to run in production.
    """
    if settings.MODE == "production":
        raise RuntimeError("invented people do not belong into a real register")
    serials, done = Serials(), 0
    with transaction.atomic(), connection.cursor() as cursor:
        first = _reserve(cursor, count)
        crowd = Crowd(range(first, first + count), bytearray(), array("l"))
        rows = _rows(crowd.ids, rng, chain(women, repeat(0.5)), doubles)
        while chunk := list(islice(rows, CHUNK)):
            with cursor.copy(
                "copy accounts_user (id, password, public_id, email, phone, phone_verified, "
                "family_name, given_name, patronymic, sex, born_on, language, sort_key, "
                "name_words, is_active, created_at) from stdin"
            ) as copy:
                for row, who, _is_double in chunk:
                    copy.write_row(row)
                    crowd.sexes.append(ord(who.sex))
                    crowd.births.append(who.born_on.toordinal())
            _identities(cursor, chunk, serials)
            done += len(chunk)
            if tell:
                tell(done)
    return crowd


def _reserve(cursor: Any, count: int) -> int:
    cursor.execute("lock table accounts_user in exclusive mode")
    cursor.execute("select nextval(pg_get_serial_sequence('accounts_user', 'id'))")
    first = int(cursor.fetchone()[0])
    cursor.execute(
        "select setval(pg_get_serial_sequence('accounts_user', 'id'), %s)", [first + count - 1]
    )
    return first


def _rows(ids: range, rng: Random, women: Iterator[float], doubles: float) -> Iterator[Row]:
    now, today = timezone.now(), timezone.localdate()
    who = None
    for number in ids:
        chance = next(women)
        is_double = who is not None and rng.random() < doubles
        who = misspelt(who, rng) if who and is_double else invent(rng, today=today, women=chance)
        has_mail = rng.random() < 0.7 and not is_double  # noqa: PLR2004 -- most have an e-mail
        row = (
            number,
            NOT_A_PASSWORD,
            uuid.UUID(int=rng.getrandbits(128), version=4),
            f"{_in_latin(who.given_name)}.{number}@example.org" if has_mail else None,
            f"+7799{number % 10_000_000:07d}",
            False,
            who.family_name,
            who.given_name,
            who.patronymic,
            who.sex,
            who.born_on,
            who.language,
            who.sort_key,
            f"{{{','.join(who.name_words)}}}",  # an array as COPY reads it: plain letters only
            True,
            now,
        )
        yield row, who, is_double


@lru_cache(maxsize=10_000)
def _in_latin(given_name: str) -> str:
    return given_name.lower().translate(names.LATIN)


def _identities(cursor: Any, chunk: list[Row], serials: Serials) -> None:
    key_id = keys.ring()[0].id
    with cursor.copy(
        "copy accounts_identity (user_id, iin_box, iin_lookup, key_id) from stdin"
    ) as copy:
        for row, who, is_double in chunk:
            iin = "" if is_double else serials.iin(who.born_on, who.sex)
            if iin:
                box = keys.seal(iin.encode(), place=f"iin:{row[2]}")
                copy.write_row((row[0], box, keys.lookups(iin)[0], key_id))


def agree(numbers: Iterable[int], code: str) -> None:
    """Let invented people give a consent; one who has given it before may not be among them."""
    version = next(purpose.version for purpose in PURPOSES if purpose.code == code)
    now = timezone.now()
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy accounts_consent (user_id, purpose, version, given_at) from stdin"
        ) as copy,
    ):
        for number in numbers:
            copy.write_row((number, code, version, now))


# The people of the stories: who they are is said where their mandates are made.
NAMED: dict[str, tuple[str, str, str, str, date, str]] = {
    "aigul": ("Әбілқасымова", "Айгүл", "Серікқызы", "f", date(1988, 5, 17), "kk"),  # member
    "saule": ("Жұмабекова", "Сәуле", "Қанатқызы", "f", date(1979, 9, 2), "kk"),  # chair
    "daniyar": ("Оспанов", "Данияр", "Ерланұлы", "m", date(1984, 1, 30), "ru"),  # lawyer
    "marat": ("Бейсенов", "Марат", "Тұрсынұлы", "m", date(1991, 11, 8), "ru"),  # stranger
    "erlan": ("Қасымов", "Ерлан", "Болатұлы", "m", date(1972, 3, 21), "kk"),  # regional officer
    "gulnara": ("Сүлейменова", "Гүлнәр", "Асқарқызы", "f", date(1969, 7, 14), "ru"),  # centre
    "timur": ("Рахимов", "Тимур", "Рустамович", "m", date(1986, 12, 5), "ru"),  # treasurer
    "aliya": ("Нұрғалиева", "Әлия", "Мұхтарқызы", "f", date(1981, 2, 11), "kk"),  # auditor
    "nurlan": ("Төлегенов", "Нұрлан", "Ғалымұлы", "m", date(1990, 6, 25), "kk"),  # administrator
    "bolat": ("Ыбыраев", "Болат", "Сәкенұлы", "m", date(1968, 10, 9), "kk"),  # labour inspector
    "dina": ("Ким", "Дина", "Викторовна", "f", date(1987, 4, 3), "ru"),  # trainer
}


def named() -> dict[str, User]:
    """Return the people of the stories by name; those who are missing are entered."""
    return {name: _named(name) for name in NAMED}


def _named(name: str) -> User:
    email = f"{name}@example.org"
    found = selectors.find_by_address(email)
    if found:
        return found
    family, given, patronymic, sex, born_on, language = NAMED[name]
    return register_person(
        actor=None,
        family_name=family,
        given_name=given,
        patronymic=patronymic,
        sex=sex,
        born_on=born_on,
        email=email,
        language=language,
    )
