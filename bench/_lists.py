"""Invented lists of members as an office sends them: most new, some known, some cells wrong."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

HEADER = (
    "ИИН", "Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Телефон",
    "Первичная организация", "Должность",
)  # fmt: skip
SERIALS_OF_LISTS = 8000  # the demo's own people have serial numbers from 9000 up
KNOWN, MISSPELT, WRONG_DIGIT, ODD_DATE = 0.03, 0.03, 0.01, 0.01  # shares of the rows
POSTS = ("инженер", "мұғалім", "медбике", "жүргізуші", "бухгалтер", "слесарь", "лаборант")


def rows(count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Yield rows for a sheet of the centre, each naming the primary."""
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from ortaq.foundation.accounts.demo import Serials  # noqa: PLC0415
    from ortaq.foundation.accounts.invention import invent, misspelt  # noqa: PLC0415

    rng, today = Random(seed), timezone.localdate()  # noqa: S311 -- invention
    bodies, known = _bodies(), _known(min(count, 20_000))
    serials = Serials(SERIALS_OF_LISTS)
    for number in range(count):
        draw = rng.random()
        who = invent(rng, today=today)
        iin = serials.iin(who.born_on, who.sex)
        if known and draw < KNOWN + MISSPELT:
            who, iin = rng.choice(known)
            if draw >= KNOWN:
                who, iin = misspelt(who, rng), ""
        born = f"{who.born_on:%d.%m.%Y}"
        if draw > 1 - WRONG_DIGIT and iin:
            iin = iin[:11] + str((int(iin[11]) + 1) % 10)
        elif draw > 1 - WRONG_DIGIT - ODD_DATE:
            born = rng.choice(("31.02.1985", "бүгін", f"{who.born_on:%d.%m}.0{who.born_on:%y}?"))
        yield (
            iin, who.family_name, who.given_name, who.patronymic, born,
            "жен" if who.sex == "f" else "муж", f"8 701 {number % 10_000_000:07d}",
            rng.choice(bodies), rng.choice(POSTS),
        )  # fmt: skip


def _bodies() -> list[str]:
    from ortaq.foundation.orgs.models import Body  # noqa: PLC0415

    found = Body.objects.filter(level=Body.Level.PRIMARY, closed_on=None).order_by("pk")
    return [body.name["ru"] for body in found[:5000]]


def _known(count: int) -> list[tuple[Any, str]]:
    """Return people of the register with their numbers."""
    from ortaq.foundation.accounts import selectors  # noqa: PLC0415
    from ortaq.foundation.accounts.invention import Invented  # noqa: PLC0415
    from ortaq.foundation.accounts.models import User  # noqa: PLC0415

    found = User.objects.exclude(identity=None).select_related("identity").order_by("-pk")
    return [
        (
            Invented(u.family_name, u.given_name, u.patronymic, u.sex, u.born_on, u.language),
            selectors.iin_of(u),
        )
        for u in found[: count // 10]
        if u.born_on
    ]


def write_csv(path: Path, count: int, seed: int) -> Path:
    """Write a CSV as a Russian spreadsheet saves it: semicolons, UTF-8 with a mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows(count, seed))
    return path


def repeat_csv(path: Path, source: Path, times: int) -> Path:
    """Write the rows of a CSV several times over."""
    head, _newline, body = source.read_bytes().partition(b"\n")
    with path.open("wb") as file:
        file.write(head + b"\n")
        for _ in range(times):
            file.write(body)
    return path


def write_xlsx(path: Path, source: Path) -> Path:
    """Write the rows of a CSV as a workbook."""
    import xlsxwriter  # noqa: PLC0415 -- heavy

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Список")
    with source.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter=";")):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    book.close()
    return path
