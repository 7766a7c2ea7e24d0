"""Who of a sheet is in the register already: by IIN, then by a name like it and the birth date.

The rows are read once, folded and looked up, into a table that lives as long as the transaction;
all comparing is then SQL over whole sets: a list of a branch is compared as fast as a list of a
shop, a row at a time nowhere.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import crowd
from ortaq.foundation.accounts.models import User
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.staging import OPEN, judge
from ortaq.foundation.texts import dates
from ortaq.lib.kazid import Iin
from ortaq.modules.membership.layouts import problems
from ortaq.modules.membership.layouts.columns import COLUMNS
from ortaq.modules.membership.layouts.jobs import Jobs, wants
from ortaq.modules.membership.layouts.passes import PASSES, SAY, TABLE
from ortaq.modules.membership.layouts.reading import Name, Places, name_of

logger = logging.getLogger(__name__)
PAGE = 20_000
STATES = 7  # the first digits of an IIN: birth date, century and sex
NAMES = tuple(column.name for column in COLUMNS)

_PAGE = f"""
select line, cells from sheets_row where batch_id = %s and line > %s and {OPEN}
order by line limit %s
"""  # noqa: S608 -- OPEN is the engine's constant
_COLUMNS = (
    "line", "body_id", "iin", "name", "given", "born_on", "patronymic", "sex", "phone", "email",
    "initials", "has_job", "note", "user_id", "verdict", "code", '"column"',
)  # fmt: skip
_COPY = f"copy membership_match ({', '.join(_COLUMNS)}) from stdin"


@transaction.atomic
def match(batch: Batch) -> None:
    """Say of every row who it is in the register; the log tells what each pass took."""
    took: dict[str, float] = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        # Whole sets are joined: these do not fit the little memory of a page's question, and
        # compiling a statement that runs once is no gain.
        cursor.execute("set local work_mem = '64MB'; set local jit = off")
        with _timed(took, "read"):
            _read(batch, cursor)
        for name, statement in PASSES.items():
            with _timed(took, name):
                cursor.execute(statement)
        with _timed(took, "said"):
            judge(batch, SAY)
        cursor.execute("drop table membership_match")
    spoken = ", ".join(f"{name} {seconds:.2f}" for name, seconds in took.items())
    logger.info("sheet %s compared with the members, seconds: %s", batch.pk, spoken)


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took[name] = time.perf_counter() - began


def _read(batch: Batch, cursor: Any) -> None:
    """Fold and look up the rows, a page at a time, into the table of the comparison."""
    places, jobs, line = Places(batch), Jobs(), 0
    today = timezone.localdate().isoformat()
    while True:
        cursor.execute(_PAGE, [batch.pk, line, PAGE])
        page = [(line, dict(zip(NAMES, cells, strict=True))) for line, cells in cursor.fetchall()]
        if not page:
            return
        line = page[-1][0]
        known = crowd.find_by_iins(v["iin"] for _line, v in page if v["iin"])
        owners = crowd.find_by_addresses(
            text for _line, v in page for text in (v["phone"], v["email"]) if text
        )
        jobs.look_up((known.get(v["iin"]), places.body_of(v["body"]), v) for _line, v in page)
        reader = _Reader(places, jobs, known, owners, today)
        with cursor.copy(_COPY) as copy:
            for number, values in page:
                copy.write_row(reader.row(number, values))


@dataclass(frozen=True)
class _Reader:
    """Turns a staged row into a row of the comparison."""

    places: Places
    jobs: Jobs
    known: Mapping[str, int]
    owners: Mapping[str, int]
    today: str

    def row(self, line: int, values: Mapping[str, str]) -> tuple[Any, ...]:
        """Return the row of the comparison, with what can be said of it without the register."""
        name, body_id = name_of(values), self.places.body_of(values["body"])
        user_id = self.known.get(values["iin"])
        code, column = self._fault(values, name, body_id)
        note, has_job = None, False
        if not code and wants(values):
            place = self.jobs.place_of(body_id, values)
            note = None if place else problems.NO_SITE
            has_job = bool(place) and not (user_id and self.jobs.is_known(user_id, place, values))
        phone, email = (self._free(values[key], user_id) for key in ("phone", "email"))
        if (phone, email) != (values["phone"], values["email"]):
            note = problems.CONTACT_TAKEN
        return (
            line,
            body_id,
            values["iin"],
            name.folded,
            name.folded_given,
            _born_on(values),
            name.patronymic,
            values["sex"],
            phone,
            email,
            name.is_initials,
            has_job,
            note,
            user_id,
            "wrong" if code else None,
            code,
            column,
        )

    def _free(self, address: str, user_id: int | None) -> str:
        return address if self.owners.get(address, user_id) == user_id else ""

    def _fault(
        self, values: Mapping[str, str], name: Name, body_id: int | None
    ) -> tuple[str | None, str | None]:
        """Return what keeps the row out, whoever it is, and where that stands."""
        if not name.is_whole:
            return problems.NO_NAME, "family_name" if name.given else "full_name"
        if body_id is None:
            return (problems.NO_SUCH_BODY if values["body"] else problems.NO_BODY), "body"
        for column in ("born_on", "since", "job_since"):
            if values[column] > self.today:
                return problems.FUTURE, column
        if values["iin"]:
            born_on, sex = _stated(values["iin"][:STATES])
            if values["sex"] and sex and values["sex"] != sex:
                return problems.IIN_SEX, "sex"
            if values["born_on"] and born_on and values["born_on"] != born_on:
                return problems.IIN_BORN_ON, "born_on"
        return None, None


def _born_on(values: Mapping[str, str]) -> str | None:
    return values["born_on"] or _stated(values["iin"][:STATES])[0] or None


@lru_cache(maxsize=100_000)
def _stated(beginning: str) -> tuple[str, str]:
    """Return the day and the sex that an IIN states, whose cell has been checked."""
    if not beginning:
        return "", ""
    iin = Iin(beginning)
    return iin.born_on.isoformat() if iin.born_on else "", iin.sex or ""


def describe(ids: Sequence[int]) -> dict[int, str]:
    """Say who people are to an officer who compares them with a row, and no more than that:
    the family name is a letter, and of the number only whether it is known."""
    found = {}
    for user in User.objects.filter(pk__in=ids).select_related("identity"):
        initials = " ".join(f"{part[:1]}." for part in (user.family_name, user.patronymic) if part)
        has_iin = _("IIN known") if hasattr(user, "identity") else _("IIN not known")
        born = dates.day(user.born_on, near=False) if user.born_on else "–"
        found[user.pk] = f"{user.given_name} {initials}, {born}, {has_iin}"
    return found
