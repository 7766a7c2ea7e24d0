"""Lists of employers: what is new, whose it is, and back again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.layouts import StagedRow
from ortaq.foundation.sheets.models import Batch, Row
from ortaq.modules.workplaces import selectors
from ortaq.modules.workplaces.layouts import EMPLOYERS
from ortaq.modules.workplaces.models import Employer, HeadCount, Site
from ortaq.modules.workplaces.tests import factories

pytestmark = pytest.mark.django_db
BIN, OTHER = factories.MINE_BIN, factories.MILL_BIN


@pytest.fixture
def world():
    return factories.world()


class Sheet:
    """Rows of the layout, staged as the engine stages them."""

    def __init__(self, body, actor, *rows):
        now = timezone.now()
        self.batch = Batch.objects.create(
            layout_name=EMPLOYERS.name,
            body=body,
            uploaded_by=actor,
            confirmed_by=actor,
            uploaded_at=now,
            state_since=now,
            file_name="employers.xlsx",
            sha256="0" * 64,
        )
        for line, values in enumerate(rows, 2):
            cells = [values.get(name, "") for name in EMPLOYERS.names]
            Row.objects.create(batch=self.batch, line=line, cells=cells)

    def compare(self):
        staging.compare(self.batch)
        rows = Row.objects.filter(batch=self.batch).order_by("line")
        return [(row.verdict, [p["code"] for p in row.problems or []]) for row in rows]

    def apply(self):
        staging.compare(self.batch)
        rows = [
            StagedRow(line, dict(zip(EMPLOYERS.names, cells, strict=True)), verdict, target)
            for line, cells, verdict, target in staging.next_rows(self.batch, 0, 1000)
        ]
        self.made = EMPLOYERS.apply(self.batch, rows)
        return self.made

    def undo(self):
        return EMPLOYERS.undo(self.batch, list(reversed(self.made)))


def test_employers_come_with_head_counts_and_go_again(world):
    Employer.objects.filter(bin__in=[BIN, OTHER]).update(bin=None)
    before = [list(model.objects.order_by("pk").values()) for model in (Employer, Site, HeadCount)]
    row = {
        "bin": BIN,
        "name_ru": "ТОО «Рудник»",
        "name_kk": "«Кеніш» ЖШС",
        "oked": "05100",
        "kato": "351000000",
        "people": "1250",
        "counted_on": "2026-01-01",
    }
    list_ = Sheet(world.union.karaganda, world.erlan, row, {"bin": OTHER, "name_ru": "Завод"})
    assert list_.compare() == [("new", []), ("new", [])]
    list_.apply()
    mine = selectors.employer_by_bin(BIN)
    assert (mine.name["kk"], mine.oked, mine.kato) == ("«Кеніш» ЖШС", "05100", "351000000")
    assert selectors.head_counts_of_employer(mine) == [(date(2026, 1, 1), 1250)]
    assert Entry.objects.filter(action="workplaces.employer_brought").count() == 2
    assert list_.undo() == []
    after = [list(model.objects.order_by("pk").values()) for model in (Employer, Site, HeadCount)]
    assert after == before


def test_an_empty_cell_takes_nothing_away_and_undo_restores(world):
    Employer.objects.filter(bin=BIN).update(bin=None)
    known = factories.employer("Рудник", BIN, oked="05100")
    list_ = Sheet(world.union.karaganda, world.erlan, {"bin": BIN, "name_kk": "Кеніш"})
    assert list_.compare() == [("changed", [])]
    list_.apply()
    known.refresh_from_db()
    assert (dict(known.name), known.oked) == ({"kk": "Кеніш", "ru": "Рудник"}, "05100")
    again = Sheet(world.union.karaganda, world.erlan, {"bin": BIN, "name_kk": "Кеніш"})
    assert again.compare() == [("same", [])]
    list_.undo()
    known.refresh_from_db()
    assert dict(known.name) == {"ru": "Рудник"}


def test_a_plant_of_others_is_not_renamed(world):
    digits = world.company.bin
    rows = {"bin": digits, "name_ru": "Моё"}
    port = mandate(person("Port"), world.union.port, Kind.CHAIR).user
    foreign = Sheet(world.union.port, port, rows)
    assert foreign.compare() == [("same", ["workplaces.not_yours"])]
    assert foreign.apply() == []
    assert Sheet(world.union.karaganda, world.erlan, rows).compare() == [("changed", [])]


def test_rows_that_cannot_be(world):
    Employer.objects.filter(bin__in=[BIN, OTHER]).update(bin=None)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    good = {"bin": BIN, "name_ru": "Рудник"}
    list_ = Sheet(
        world.union.karaganda,
        world.erlan,
        {"bin": BIN},
        {**good, "people": "12.5"},
        {**good, "people": "-3"},
        {**good, "counted_on": tomorrow},
        {**good, "oked": "34000"},
        {"bin": OTHER, "name_ru": "Завод"},
        {"bin": OTHER, "name_ru": "Завод"},
    )
    assert [codes for _verdict, codes in list_.compare()] == [
        ["workplaces.no_name"],
        ["workplaces.not_people"],
        ["workplaces.not_people"],
        ["workplaces.future"],
        ["workplaces.no_oked"],
        [],
        ["workplaces.repeated"],
    ]


def test_what_is_used_by_now_stays(world):
    Employer.objects.filter(bin=BIN).update(bin=None)
    list_ = Sheet(
        world.union.karaganda, world.erlan, {"bin": BIN, "name_ru": "Рудник", "people": "5"}
    )
    list_.apply()
    made = selectors.employer_by_bin(BIN)
    factories.job(world.marat, made.sites.get())
    kept = {(one.made.subject, one.code) for one in list_.undo()}
    assert kept == {("site", "workplaces.used"), ("employer", "workplaces.used")}
    assert selectors.employer_by_bin(BIN) == made
