"""Pages of the desk: who sees a sheet, what is said of it, and what a press does."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import factories
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.sheets import services
from ortaq.foundation.sheets.models import Batch, Row
from ortaq.foundation.sheets.tests.conftest import HEAD, as_csv, person_row
from ortaq.foundation.sheets.tests.crew import iin_of, sql
from ortaq.foundation.sheets.workflow import State

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    client.cookies["lang"] = "en"
    return client


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.ACCOUNTS_MFA_REQUIRED = "ortaq.foundation.sheets.tests.test_pages.never"


def never(_user) -> bool:
    return False


@pytest.fixture
def saule(world) -> Client:
    return as_user(world.saule)


def upload(client, data, *, name="crew.csv", body, layout="tests.crew"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("sheets:new"), {"layout": layout, "body": body.pk, "file": file})


def page(client, batch, name="show", query="") -> str:
    response = client.get(reverse(f"sheets:{name}", args=[batch.public_id]) + query)
    assert response.status_code == 200
    return response.content.decode()


def press(client, batch, act, **more):
    return client.post(reverse("sheets:act", args=[batch.public_id]), {"act": act, **more})


def test_the_only_body_is_said_and_not_asked(saule, world) -> None:
    seen = saule.get(reverse("sheets:new")).content.decode()
    assert f'<input type="hidden" name="body" value="{world.mine.pk}"' in seen


def test_the_whole_road_by_pages(saule, world) -> None:
    bad = [person_row(7)[0][:-1] + "x", *person_row(8)[1:]]
    response = upload(saule, as_csv([person_row(n) for n in range(30)] + [bad]), body=world.mine)
    batch = Batch.objects.get()
    assert response.url == reverse("sheets:show", args=[batch.public_id])
    assert "The sheet is being read" in page(saule, batch)
    run_jobs()
    seen = page(saule, batch)
    assert "Enter 30 rows" in seen
    assert "A32" in seen  # line and column as in the file
    assert "Ахметов" not in seen  # names only where they must be looked at
    press(saule, batch, "confirm")
    assert "waits for its turn" in page(saule, batch)
    run_jobs()
    assert "Take the sheet back" in page(saule, batch)
    press(saule, batch, "take_back")
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == State.UNDONE
    assert sql("select count(*) from crew") == [(0,)]
    assert "Taken back" in page(saule, batch)


def test_columns_are_named_on_a_page(saule, world) -> None:
    upload(saule, as_csv([person_row(1)], head=["A1", "B1", *HEAD[2:]]), body=world.mine)
    run_jobs()
    batch = Batch.objects.get()
    assert "Name the columns" in page(saule, batch)
    url = reverse("sheets:columns", args=[batch.public_id])
    assert person_row(1)[0] in saule.get(url).content.decode()  # the first cell, to know it by
    twice = saule.post(url, {"iin": "0", "name": "0"})
    assert "already named" in twice.content.decode()
    assert saule.post(url, {"iin": "0", "name": "1"}).status_code == 302
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.mapping) == (State.READY, {"iin": 0, "name": 1})


def test_doubtful_rows_are_decided_on_a_page(saule, world, send) -> None:
    services.confirm(actor=world.saule, batch=send(as_csv([person_row(3)])))
    run_jobs()
    batch = send(as_csv([[iin_of(900), *person_row(3)[1:]]]))
    seen = page(saule, batch, "rows", "?which=doubtful")
    assert person_row(3)[0] in seen  # the twin in the register
    url = reverse("sheets:rows", args=[batch.public_id]) + "?which=doubtful"
    hostile = {"row-x": "same", "row-3": "hack", "row-99999999999": "same"}
    saule.post(url, {"row-2": "other", **hostile})
    assert Row.objects.get(batch=batch).decision == "other"


def test_wrong_rows_go_home_to_be_repaired(saule, send) -> None:
    batch = send(as_csv([["123", "=cmd()", "", "", "", ""]]))
    response = saule.get(reverse("sheets:wrong", args=[batch.public_id]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("2;123;'=cmd();")
    assert "A2: " in text


def test_an_empty_sheet_to_begin_with(saule, tmp_path) -> None:
    assert saule.get(reverse("sheets:blank", args=["no.such"])).status_code == 404
    response = saule.get(reverse("sheets:blank", args=["tests.crew"]))
    data = b"".join(response.streaming_content)
    response.close()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.get_sheet_by_index(0).to_python()[0][:2] == ["IIN", "Full name"]


@pytest.fixture
def people(world):
    """Everybody who could look: name → person."""
    union = world.union

    def at(body, kind, name):
        person = factories.person(name)
        factories.mandate(person, body, kind)
        return person

    return {
        "saule": world.saule,
        "officer here": at(union.mine, Kind.OFFICER, "Officer"),
        "lawyer here": at(union.mine, Kind.LAWYER, "Daniyar"),
        "chair elsewhere": at(union.port, Kind.CHAIR, "Erlan"),
        "chair above": at(union.miners, Kind.CHAIR, "Timur"),
        "officer of the centre": at(union.centre, Kind.OFFICER, "Centre"),
        "stranger": world.marat,
    }


def test_only_the_sender_and_those_at_the_body_see_a_sheet(people, send) -> None:
    batch = send(as_csv([person_row(1)]))
    names = ("show", "progress", "columns", "rows", "wrong")
    seen = {
        who
        for who, person in people.items()
        for name in names
        if as_user(person).get(reverse(f"sheets:{name}", args=[batch.public_id])).status_code
        in {200, 302}
    }
    assert seen == {"saule", "officer here"}
    for who, person in people.items():
        if who not in seen:
            assert press(as_user(person), batch, "confirm").status_code == 404
    batch.refresh_from_db()
    assert batch.state == State.READY


def test_who_may_open_the_room_and_for_which_body(people, world) -> None:
    opened = {
        who
        for who, person in people.items()
        if as_user(person).get(reverse("sheets:new")).status_code == 200
    }
    assert opened == set(people) - {"lawyer here", "stranger"}
    response = upload(as_user(people["chair elsewhere"]), as_csv([]), body=world.mine)
    assert response.status_code == 200  # not among her bodies
    assert Batch.objects.count() == 0
    above = as_user(people["chair above"])
    file = SimpleUploadedFile("crew.csv", as_csv([person_row(1)]))
    url = f"{reverse('sheets:new')}?body={world.mine.pk}"
    above.post(url, {"layout": "tests.crew", "body": world.mine.pk, "file": file})
    assert Batch.objects.get().uploaded_by == people["chair above"]


def test_no_token_no_sheet(world) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.saule, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert upload(client, as_csv([person_row(1)]), body=world.mine).status_code == 403
    assert Batch.objects.count() == 0


def test_a_refused_file_is_said_beside_the_field(saule, world, settings) -> None:
    settings.SHEETS_MAX_BYTES = 1024 * 1024
    said = upload(saule, b"a;b\n" * 400_000, body=world.mine).content.decode()
    assert "larger than 1 MB" in said
    said = upload(saule, b"\x00\x01\x02", body=world.mine).content.decode()
    assert "is not a table" in said
    assert Batch.objects.count() == 0


def test_a_larger_file_than_an_attachment_is_taken(saule, world, settings) -> None:
    settings.FILES_MAX_BYTES = 1024
    upload(saule, as_csv([person_row(n) for n in range(60)]), body=world.mine)
    run_jobs()
    assert Batch.objects.get().rows == 60


def test_the_list_asks_the_same_questions_for_one_sheet_and_for_many(
    saule, send, django_assert_max_num_queries
) -> None:
    for n in range(12):
        send(as_csv([person_row(n)]), name=f"{n}.csv")
    with django_assert_max_num_queries(40):
        assert saule.get(reverse("sheets:index")).content.count(b"<tr>") >= 12


def test_the_row_of_headers_is_chosen_by_hand(saule, world) -> None:
    title = ["Реестр", "ИИН", "ФИО", "Пол", "Телефон", ""]  # a row that looks like headers
    rows = [title, ["", "", "", "", "", ""], HEAD, person_row(1), person_row(2)]
    strange = [["Код", "Люди", *HEAD[2:]] if row is HEAD else row for row in rows]
    upload(saule, as_csv(strange, head=None), body=world.mine)
    run_jobs()
    batch = Batch.objects.get()
    assert batch.header_line == 1  # the machine took the title for them
    seen = page(saule, batch, "columns")
    assert "Row 3" in seen
    assert "Код · Люди" in seen
    press(saule, batch, "head", row=99)  # no such row: nothing happens
    press(saule, batch, "head", row=3)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.header_line, batch.headers[:2]) == ("mapping", 3, ["Код", "Люди"])
    url = reverse("sheets:columns", args=[batch.public_id])
    saule.post(url, {"iin": "0", "name": "1"})
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.rows, batch.count_of("new")) == (State.READY, 2, 2)
    press(saule, batch, "lay_aside")
    batch.refresh_from_db()
    assert (batch.top, batch.sample) == ([], [])  # nothing of people stays


def test_an_unchecked_preset_warns_where_the_sheet_is_looked_at(saule, world, monkeypatch) -> None:
    crew_of = ["Физлицо ИИН", "Физлицо", "Физлицо.Код", "Долж."]
    upload(saule, as_csv([[*person_row(1)[:2], "7", "x"]], head=crew_of), body=world.mine)
    run_jobs()
    batch = Batch.objects.get()
    assert batch.preset == "1C"
    preset = batch.layout.presets[0]
    monkeypatch.setattr(type(preset), "note", "Checked by nobody")
    object.__setattr__(preset, "note", "Checked by nobody")
    try:
        for name in ("show", "columns"):
            assert "notice--warn" in page(saule, batch, name)
            assert "Checked by nobody" in page(saule, batch, name)
    finally:
        object.__setattr__(preset, "note", "")
