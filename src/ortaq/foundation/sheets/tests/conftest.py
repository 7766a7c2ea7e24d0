"""A chair with a sheet in her hands."""

import csv
import io
from types import SimpleNamespace

import pytest

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import factories
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.sheets import services
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.tests import crew

HEAD = ["ИИН", "ФИО", "Дата рождения", "Пол", "Телефон", "Должность"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture(autouse=True, scope="session")
def layout():
    return crew.declare()


@pytest.fixture
def register(db):
    crew.sql(crew.TABLE)


@pytest.fixture
def world(register):
    union = factories.union()
    saule = factories.person("Saule")
    chair = factories.mandate(saule, union.mine, Kind.CHAIR)
    return SimpleNamespace(
        union=union, mine=union.mine, saule=saule, chair=chair, marat=factories.person("Marat")
    )


def as_csv(rows, *, head=HEAD, delimiter=";", encoding="utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    if head:
        writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def person_row(n: int, *, post="Забойщик") -> list[str]:
    letters = "абвгдежзиклмнопрстуф"
    name = letters[n % 20] + letters[n // 20 % 20] + letters[n // 400 % 20]
    return [crew.iin_of(7 * n), f"Ахметов {name.title()}", "12.03.1985", "м", "87011234567", post]


@pytest.fixture
def send(world):
    """Send bytes as Saule to the mine, let jobs run, and return the batch."""

    def send_as(data: bytes, name="crew.csv", *, actor=None, body=None, run=True) -> Batch:
        batch = services.receive(
            actor=actor or world.saule,
            layout=crew.declare(),
            body=body or world.mine,
            name=name,
            stream=io.BytesIO(data),
        )
        if run:
            run_jobs()
        batch.refresh_from_db()
        return batch

    return send_as
