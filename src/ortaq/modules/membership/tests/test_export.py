"""Lists going out: whole for the primary, for a purpose and without numbers from above."""

import csv
import io
from datetime import date

import pytest
from django.utils.translation import override

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.factories import iin
from ortaq.foundation.accounts.models import RecordOpening
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership.layouts import MEMBERS, going_out
from ortaq.modules.membership.layouts.presets import OURS
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import World, world
from ortaq.modules.membership.tests.sheets import Sheet

pytestmark = pytest.mark.django_db
NUMBER = iin(date(1988, 5, 17), "f")
PURPOSE = "Preparing the list of delegates for the congress"


@pytest.fixture
def w() -> World:
    found = world()
    accounts.set_iin(actor=None, user=found.aigul, iin=NUMBER)
    return found


def read(response) -> list[dict[str, str]]:
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def url(w: World, body=None) -> str:
    return f"/desk/members/body/{(body or w.union.mine).pk}/export/"


def test_the_chair_takes_out_what_comes_in_again(w: World) -> None:
    saule = as_(w.saule)
    assert saule.get(url(w)).status_code == 200
    with override("en"):
        rows = read(saule.post(url(w), {"shape": "csv"}, headers={"Accept-Language": "en"}))
        headers = [str(column.label) for column in MEMBERS.columns]
    by_iin = {row[next(iter(row))]: row for row in rows}
    assert NUMBER in by_iin
    assert len(rows) == 3  # Aigul, Bota, Saule herself
    assert set(rows[0]) <= set(headers)
    entry = Entry.objects.get(action="membership.exported")
    assert (entry.actor, entry.body_id, entry.params) == (
        w.saule, w.union.mine.pk, {"count": 3, "format": "CSV"},
    )  # fmt: skip
    assert not RecordOpening.objects.exists()
    names = dict(zip(headers, MEMBERS.names, strict=True))
    again = [{names[head]: text for head, text in row.items()} for row in rows]
    for row in again:
        row["sex"] = "f" if row["sex"] else ""
        row["retired"] = ""
    assert Sheet(MEMBERS, w.saule, w.union.mine, *again).verdicts() == ["same", "same", "same"]


def test_from_above_a_purpose_is_asked_and_the_numbers_stay(w: World) -> None:
    chair = person("Erkin")
    mandate(chair, w.union.karaganda, Kind.CHAIR)
    above = as_(chair)
    assert above.post(url(w), {"shape": "csv"}).status_code == 422
    rows = read(above.post(url(w, w.union.karaganda), {"shape": "csv", "purpose": PURPOSE}))
    assert len(rows) == 3
    assert NUMBER not in str(rows)
    assert "example" not in str(rows)  # no addresses
    openings = RecordOpening.objects.filter(reader=chair, purpose=PURPOSE)
    assert set(openings.values_list("person", flat=True)) == {w.aigul.pk, w.bota.pk, w.saule.pk}
    assert all(opening.until <= opening.opened_at for opening in openings)
    assert Entry.objects.filter(action="accounts.record_opened", actor=chair).count() == 3


def test_xlsx_is_a_workbook(w: World) -> None:
    response = as_(w.saule).post(url(w), {"shape": "xlsx"})
    assert b"".join(response)[:2] == b"PK"
    assert response["Cache-Control"]


def test_who_takes_lists_out(w: World) -> None:
    treasurer, elsewhere, officer = (person(name) for name in ("Timur", "Else", "Officer"))
    mandate(treasurer, w.union.mine, Kind.TREASURER)
    mandate(elsewhere, w.union.port, Kind.CHAIR)
    mandate(officer, w.union.centre, Kind.OFFICER)
    for user, status in (
        (w.saule, 200), (officer, 200), (w.zhanar, 200), (w.daniyar, 404), (w.kairat, 404),
        (treasurer, 404), (elsewhere, 404), (w.aigul, 404), (w.marat, 404),
    ):  # fmt: skip
        assert as_(user).get(url(w)).status_code == status, user.given_name


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_ortaq_preset_reads_our_own_headers(language: str) -> None:
    with override(language):
        heads = {str(column.label): column.name for column in going_out.columns(close=True)}
    (ours,) = (preset for preset in OURS if preset.name == f"ortaq-{language}")
    assert heads == dict(ours.headers)
