"""The whole road of an office's own file: sent, read, looked at, confirmed, taken back."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ortaq.foundation.accounts.factories import iin, person
from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs.factories import mandate, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.sheets import services as sheets
from ortaq.foundation.sheets.models import Batch, Row
from ortaq.foundation.sheets.workflow import State
from ortaq.modules.membership.layouts import MEMBERS
from ortaq.modules.membership.models import Membership
from ortaq.modules.workplaces import selectors as workplaces
from ortaq.modules.workplaces.tests import factories as places

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def world():
    found = union()
    found.saule = person("saule")
    mandate(found.saule, found.mine, Kind.CHAIR)
    return found


def send(world, name: str, data: bytes) -> Batch:
    batch = sheets.receive(
        actor=world.saule, layout=MEMBERS, body=world.mine, name=name, stream=io.BytesIO(data)
    )
    run_jobs()
    batch.refresh_from_db()
    return batch


def enter(world, batch: Batch) -> Batch:
    sheets.confirm(actor=world.saule, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    return batch


def test_a_list_from_1c_goes_in_and_out_again(world):
    shaft = places.site("Шахта", body=world.mine)
    people = User.objects.count()
    batch = send(world, "1c.csv", (FIXTURES / "1c.csv").read_bytes())
    assert (batch.state, batch.encoding, batch.rows) == (State.READY, "cp1251", 3)
    assert batch.preset == "1c"
    assert batch.verdicts == {"new": 3}
    assert Membership.objects.count() == 0
    enter(world, batch)
    assert batch.state == State.DONE
    names = [m.user.full_name for m in Membership.objects.order_by("user__sort_key")]
    assert names == [
        "Жумабекова Сауле Канатовна", "Ким Виктор Петрович", "Оспанова Айгуль Сериковна",
    ]  # fmt: skip
    aigul = User.objects.get(family_name="Оспанова")
    assert (aigul.phone, aigul.sex, aigul.born_on) == ("+77990000001", "f", date(1985, 3, 14))
    (job,) = workplaces.jobs_of(aigul)
    assert (job.site, job.position) == (shaft, "Машинист конвейера")
    sheets.take_back(actor=world.saule, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.kept) == (State.UNDONE, 0)
    assert (Membership.objects.count(), User.objects.count()) == (0, people)
    assert workplaces.sides_at(shaft)["worker"] == 0


def test_esutd_after_1c_finds_the_same_people_and_the_wrong_digit(world):
    company = places.employer("Рудник", "940140000018")
    enter(world, send(world, "1c.csv", (FIXTURES / "1c.csv").read_bytes()))
    batch = send(world, "esutd.csv", (FIXTURES / "esutd.csv").read_bytes())
    assert (batch.state, batch.preset) == (State.READY, "esutd")
    assert batch.verdicts == {"changed": 1, "new": 1, "wrong": 1}  # Aigul gets her employer
    wrong = Row.objects.get(batch=batch, verdict="wrong")
    assert wrong.problems == [{"column": "iin", "code": "iin_digits"}]
    enter(world, batch)
    assert Membership.objects.count() == 4
    (site,) = workplaces.sites_of_employer(company)
    assert workplaces.sides_at(site)["worker"] == 2


def test_an_office_workbook_with_a_title_and_dates_as_dates(world):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Мүшелер")
        sheet.merge_range("A1:D1", "Кәсіподақ мүшелерінің тізімі")
        for place, head in enumerate(("№", "Аты-жөні", "ЖСН", "Туған күні")):
            sheet.write(2, place, head)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for n, name in enumerate(("Әбенова Әлия Мұратқызы", "Төлеген Нұрлан Ғалымұлы")):
            born = date(1980 + n, 5, 6)
            sheet.write(3 + n, 0, n + 1)
            sheet.write(3 + n, 1, name)
            sheet.write_number(3 + n, 2, int(iin(born, "fm"[n], 9001)))
            sheet.write_datetime(3 + n, 3, born, day)
    batch = send(world, "мүшелер.xlsx", out.getvalue())
    assert (batch.state, batch.verdicts) == (State.READY, {"new": 2})
    enter(world, batch)
    born = Membership.objects.order_by("born_on").values_list("born_on", "sex")
    assert list(born) == [(date(1980, 5, 6), "f"), (date(1981, 5, 6), "m")]
