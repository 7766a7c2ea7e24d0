"""The list of the vertical: two parents by name or number, chairs proposed, and back again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.accounts.factories import iin, person
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.factories import mandate, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line, Link, Mandate, Path
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.bodies import BODIES
from ortaq.foundation.sheets.layouts import StagedRow
from ortaq.foundation.sheets.models import Batch, Row

pytestmark = pytest.mark.django_db
NUMBER = iin(date(1975, 5, 6), "f")


@pytest.fixture
def world():
    found = union()
    found.gulnara = person("gulnara")
    mandate(found.gulnara, found.centre, Kind.OFFICER)
    return found


class Sheet:
    def __init__(self, world, *rows, body=None):
        now = timezone.now()
        self.batch = Batch.objects.create(
            layout_name=BODIES.name,
            body=body or world.centre,
            uploaded_by=world.gulnara,
            confirmed_by=world.gulnara,
            uploaded_at=now,
            state_since=now,
            file_name="vertical.xlsx",
            sha256="0" * 64,
        )
        for line, values in enumerate(rows, 2):
            cells = [values.get(name, "") for name in BODIES.names]
            Row.objects.create(batch=self.batch, line=line, cells=cells)

    def compare(self):
        staging.compare(self.batch)
        rows = Row.objects.filter(batch=self.batch).order_by("line")
        return [(row.verdict, *[p["code"] for p in row.problems or []]) for row in rows]

    def apply(self):
        staging.compare(self.batch)
        rows = [
            StagedRow(line, dict(zip(BODIES.names, cells, strict=True)), verdict, target)
            for line, cells, verdict, target in staging.next_rows(self.batch, 0, 1000)
        ]
        self.made = BODIES.apply(self.batch, rows)
        return self.made

    def undo(self):
        return BODIES.undo(self.batch, list(reversed(self.made)))


def rows_of(*models):
    return [sorted(model.objects.values_list("pk", flat=True)) for model in models]


def test_a_branch_its_primary_and_its_shop_come_in_one_list_and_go_again(world):
    before = rows_of(Body, Link, Path, Mandate)
    chair = person("saule", iin=NUMBER)
    list_ = Sheet(
        world,
        {"name_ru": "Энергетики", "name_kk": "Энергетиктер", "level": "branch",
         "branch_parent": "centre"},
        {"name_ru": "ТЭЦ-1", "branch_parent": "ЭНЕРГЕТИКИ", "kato": "351000000",
         "territory_parent": f"№ {world.karaganda.pk}", "opened_on": "2001-02-03",
         "chair_name": "Сәуле", "chair_iin": NUMBER, "chair_since": "2024-03-01",
         "chair_until": "2029-03-01"},
        {"name_ru": "Котельный цех", "branch_parent": "ТЭЦ-1", "territory_parent": "ТЭЦ-1"},
    )  # fmt: skip
    assert list_.compare() == [("new",), ("new",), ("new",)]
    list_.apply()
    plant = Body.objects.get(name__ru="ТЭЦ-1")
    assert (plant.opened_on, plant.kato, plant.level) == (
        date(2001, 2, 3), "351000000", "primary",
    )  # fmt: skip
    shop = Body.objects.get(name__ru="Котельный цех")
    for line, parent in ((Line.BRANCH, "Энергетики"), (Line.TERRITORY, "Karaganda")):
        above = [body.name["ru"] for body in orgs.ancestors(shop, line=line)]
        assert above == ["ТЭЦ-1", parent, "Centre"]
    term = Mandate.objects.get(body=plant)
    assert (term.user, term.state, term.proposed_by) == (chair, "proposed", world.gulnara)
    assert (term.since, term.until) == (date(2024, 3, 1), date(2029, 3, 1))
    assert list_.undo() == []
    assert rows_of(Body, Link, Path, Mandate) == before


def test_a_known_body_is_completed_and_never_moved(world):
    Body.objects.filter(pk=world.mine.pk).update(name={"ru": "Mine"})
    row = {"name_kk": "Кеніш", "name_ru": "mine", "branch_parent": "Metal"}
    list_ = Sheet(world, row)
    assert list_.compare() == [("changed",)]
    list_.apply()
    world.mine.refresh_from_db()
    assert dict(world.mine.name) == {"kk": "Кеніш", "ru": "Mine"}
    assert list(orgs.ancestors(world.mine, line=Line.BRANCH)) == [world.miners, world.centre]
    assert Sheet(world, row).compare() == [("same",)]
    assert list_.undo() == []
    world.mine.refresh_from_db()
    assert dict(world.mine.name) == {"ru": "Mine"}


def test_rows_that_cannot_stand(world):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    list_ = Sheet(
        world,
        {"branch_parent": "Miners"},
        {"name_ru": "A"},
        {"name_ru": "B", "branch_parent": "Nowhere"},
        {"name_ru": "C", "branch_parent": "Karaganda"},  # a region is in the other line
        {"name_ru": "D", "branch_parent": "Miners", "opened_on": tomorrow},
        {"name_ru": "E", "level": "branch", "branch_parent": "Mine"},
        {"name_ru": "F", "branch_parent": "G"},  # stands below its child
        {"name_ru": "G", "branch_parent": "Miners", "chair_name": "Сәуле"},
        {"name_ru": "g", "branch_parent": "Miners"},
    )
    assert list_.compare() == [
        ("wrong", "bodies.no_name"),
        ("wrong", "bodies.no_parent"),
        ("wrong", "bodies.no_such_parent"),
        ("wrong", "bodies.wrong_place"),
        ("wrong", "bodies.future"),
        ("wrong", "bodies.wrong_place"),
        ("wrong", "bodies.no_such_parent"),
        ("new", "bodies.chair_unknown"),
        ("same", "bodies.repeated"),
    ]


def test_a_list_of_a_region_hangs_nothing_outside_it(world):
    row = {"name_ru": "X", "branch_parent": "Miners", "territory_parent": "Karaganda"}
    assert Sheet(world, row, body=world.karaganda).compare() == [
        ("wrong", "bodies.no_such_parent")
    ]
    assert Sheet(world, row).compare() == [("new",)]


def test_a_body_with_a_chair_by_now_stays(world):
    list_ = Sheet(world, {"name_ru": "X", "branch_parent": "Miners"})
    list_.apply()
    made = Body.objects.get(name__ru="X")
    mandate(person("saule"), made, Kind.CHAIR)
    assert [kept.code for kept in list_.undo()] == ["bodies.used"]
    assert Body.objects.filter(pk=made.pk).exists()
