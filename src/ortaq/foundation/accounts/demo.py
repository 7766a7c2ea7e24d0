"""Invented people: no name, number or address here is anybody's.

Phones begin with +7 799, a code that no operator in Kazakhstan had when this was written (from
memory); e-mails end in example.org, which is nobody's by RFC 2606. IINs have right check digits,
so that the checks are shown to work, and serial numbers from 9000 up, which the register reaches
on no day (from memory): a real person's number is most unlikely, and the demo says it is invented.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import invented_names as names
from ortaq.foundation.accounts import keys, selectors
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.naming import key_of_name, words_of_name
from ortaq.foundation.accounts.services import register_person
from ortaq.lib.kazid import iin_check_digit

YOUNGEST, OLDEST = 18, 67  # years
FIRST_SERIAL, SERIALS = 9000, 1000
CHUNK = 20_000  # people in memory at once
NOT_A_PASSWORD = "!invented"  # noqa: S105 -- "!" means that no password can match


@dataclass(frozen=True)
class Invented:
    """One invented person."""

    family_name: str
    given_name: str
    patronymic: str
    sex: str
    born_on: date
    language: str

    @property
    def sort_key(self) -> str:
        """The key of Kazakh alphabetical order, as the services make it."""
        return key_of_name(self.family_name, self.given_name, self.patronymic)

    @property
    def name_words(self) -> list[str]:
        """The folded words by which the person is found, as the services make them."""
        return words_of_name(self.family_name, self.given_name, self.patronymic)


Row = tuple[tuple[Any, ...], Invented]


def invent(rng: Random, *, today: date) -> Invented:
    """Return one invented person; about two of three write the name in Kazakh."""
    sex = rng.choice("fm")
    born_on = today - timedelta(days=rng.randint(YOUNGEST * 366, OLDEST * 365))
    if rng.random() < 0.78:  # noqa: PLR2004 -- the share of Kazakh names
        in_kazakh = rng.random() < 0.8  # noqa: PLR2004 -- of them, in Kazakh spelling
        name = _kazakh(rng, sex, in_kazakh=in_kazakh)
        language = "kk" if in_kazakh else "ru"
    else:
        name = _other(rng, sex)
        language = "en" if rng.random() < 0.02 else "ru"  # noqa: PLR2004 -- a few
    return Invented(*name, sex=sex, born_on=born_on, language=language)


def _kazakh(rng: Random, sex: str, *, in_kazakh: bool) -> tuple[str, str, str]:
    spelling = 0 if in_kazakh else 1
    given = rng.choice(names.KAZAKH_WOMEN if sex == "f" else names.KAZAKH_MEN)[spelling]
    family = rng.choice(names.KAZAKH_FAMILIES)[spelling]
    father = rng.choice(names.KAZAKH_MEN)[spelling]
    if in_kazakh:
        patronymic = father + ("қызы" if sex == "f" else "ұлы")
    else:
        patronymic = _russian_patronymic(father, sex)
    return _feminine(family) if sex == "f" else family, given, patronymic


def _other(rng: Random, sex: str) -> tuple[str, str, str]:
    given = rng.choice(names.OTHER_WOMEN if sex == "f" else names.OTHER_MEN)
    family = rng.choice(names.OTHER_FAMILIES)
    patronymic = rng.choice(names.OTHER_FATHERS)[sex == "f"]
    return _feminine(family) if sex == "f" else family, given, patronymic


def _feminine(family: str) -> str:
    if family.endswith(("ов", "ев", "ёв", "ин")):
        return family + "а"
    return family[:-2] + "ая" if family.endswith("ий") else family


def _russian_patronymic(father: str, sex: str) -> str:
    soft = father.endswith(("ь", "й"))
    stem = father[:-1] if soft else father
    return stem + ("ев" if soft else "ов") + ("на" if sex == "f" else "ич")


class Serials:
    """Gives out IINs that differ: a serial number for each birth date and sex."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[date, str]] = Counter()

    def iin(self, born_on: date, sex: str) -> str:
        """Return the next IIN of a birth date and sex; '' when the day is full."""
        mark = (3 if born_on.year < 2000 else 5) + (sex == "f")  # noqa: PLR2004 -- the century
        while self._taken[born_on, sex] < SERIALS:
            serial = FIRST_SERIAL + self._taken[born_on, sex]
            self._taken[born_on, sex] += 1
            eleven = f"{born_on:%y%m%d}{mark}{serial}"
            digit = iin_check_digit(eleven)
            if digit is not None:
                return f"{eleven}{digit}"
        return ""


def persons(
    count: int, rng: Random, *, with_iin: bool = True, tell: Callable[[int], None] | None = None
) -> range:
    """Enter ``count`` invented persons by COPY, streaming; return the range of their ids.

    ``tell`` hears how many there are, after every twenty thousand. They have no audit entries:
    they are a stage, not acts. Refuses to run in production.
    """
    if settings.MODE == "production":
        raise RuntimeError("invented people do not belong into a real register")
    today, serials = timezone.localdate(), Serials()
    with transaction.atomic(), connection.cursor() as cursor:
        first, done = _reserve(cursor, count), 0
        rows = _rows(first, count, rng, today)
        while chunk := list(islice(rows, CHUNK)):
            with cursor.copy(
                "copy accounts_user (id, password, public_id, email, phone, phone_verified, "
                "family_name, given_name, patronymic, sex, born_on, language, sort_key, "
                "name_words, is_active, created_at) from stdin"
            ) as copy:
                for row, _who in chunk:
                    copy.write_row(row)
            if with_iin:
                _identities(cursor, chunk, serials)
            done += len(chunk)
            if tell:
                tell(done)
    return range(first, first + count)


def _reserve(cursor: Any, count: int) -> int:
    cursor.execute("lock table accounts_user in exclusive mode")
    cursor.execute("select nextval(pg_get_serial_sequence('accounts_user', 'id'))")
    first = int(cursor.fetchone()[0])
    cursor.execute(
        "select setval(pg_get_serial_sequence('accounts_user', 'id'), %s)", [first + count - 1]
    )
    return first


def _rows(first: int, count: int, rng: Random, today: date) -> Iterator[Row]:
    now = timezone.now()
    for number in range(first, first + count):
        who = invent(rng, today=today)
        email = f"{who.given_name.lower().translate(names.LATIN)}.{number}@example.org"
        yield (
            (
                number,
                NOT_A_PASSWORD,
                uuid.UUID(int=rng.getrandbits(128), version=4),
                email if rng.random() < 0.7 else None,  # noqa: PLR2004 -- most have an e-mail
                f"+7799{number % 10_000_000:07d}",
                False,
                who.family_name,
                who.given_name,
                who.patronymic,
                who.sex,
                who.born_on,
                who.language,
                who.sort_key,
                who.name_words,
                True,
                now,
            ),
            who,
        )


def _identities(cursor: Any, chunk: list[Row], serials: Serials) -> None:
    key_id = keys.ring()[0].id
    with cursor.copy(
        "copy accounts_identity (user_id, iin_box, iin_lookup, key_id) from stdin"
    ) as copy:
        for row, who in chunk:
            iin = serials.iin(who.born_on, who.sex)
            if iin:
                box = keys.seal(iin.encode(), place=f"iin:{row[2]}")
                copy.write_row((row[0], box, keys.lookups(iin)[0], key_id))


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
