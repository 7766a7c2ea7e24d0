"""The pages of appeals, as people meet them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.receipts import code_of
from ortaq.modules.appeals.services import answer_appeal, confirm_outcome
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import Verdict
from ortaq.modules.membership.tests.clients import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def form(w: World, **changes: object) -> dict[str, object]:
    return {
        "key": str(uuid4()),
        "body": w.union.mine.pk,
        "topic": "pay",
        "text": "The bonus was not paid.",
    } | changes


def test_a_member_submits_and_gets_a_receipt(w: World) -> None:
    client = as_(w.aigul)
    assert client.get("/my/appeals/new/").status_code == 200
    response = client.post("/my/appeals/new/", form(w))
    got = Appeal.objects.get()
    assert (response.status_code, response["Location"]) == (
        302, f"/my/appeals/{got.number}/receipt/",
    )  # fmt: skip
    page = client.get(response["Location"])
    text = page.content.decode()
    assert got.number in text
    assert code_of(got.public_id) in text
    assert "Daniyar" in text
    assert page["Cache-Control"] == "private, no-store"


def test_a_double_click_makes_one_appeal_and_the_same_receipt(w: World) -> None:
    client, data = as_(w.aigul), form(w)
    places = {client.post("/my/appeals/new/", data)["Location"] for _n in range(3)}
    assert places == {f"/my/appeals/{Appeal.objects.get().number}/receipt/"}


def test_every_page_of_the_form_has_its_own_key(w: World) -> None:
    client = as_(w.aigul)
    keys = {client.get("/my/appeals/new/").context["form"]["key"].value() for _n in range(2)}
    assert len(keys) == 2


def test_the_code_is_hidden_after_an_hour(w: World, monkeypatch: pytest.MonkeyPatch) -> None:
    got = appeal(w)
    got.submitted_at = got.submitted_at.replace(year=got.submitted_at.year - 1)
    got.save()
    text = as_(w.aigul).get(f"/my/appeals/{got.number}/receipt/").content.decode()
    assert code_of(got.public_id) not in text
    assert got.number in text


def test_a_refused_file_keeps_the_words(w: World) -> None:
    bad = SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + b"\0" * 200)
    response = as_(w.aigul).post("/my/appeals/new/", form(w, attachments=bad))
    assert response.status_code == 422
    assert "The bonus was not paid." in response.content.decode()
    assert (Appeal.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_an_empty_form_is_refused_in_words(w: World) -> None:
    response = as_(w.aigul).post("/my/appeals/new/", form(w, text=" ", topic=""))
    assert (response.status_code, Appeal.objects.count()) == (422, 0)
    assert set(response.context["form"].errors) == {"text"}  # nobody has to know the topic


def test_another_primary_cannot_be_named(w: World) -> None:
    response = as_(w.aigul).post("/my/appeals/new/", form(w, body=w.union.mill.pk))
    assert (response.status_code, Appeal.objects.count()) == (422, 0)


def test_a_stranger_is_shown_the_way_in(w: World) -> None:
    response = as_(w.marat).get("/my/appeals/new/")
    assert "/my/membership/apply/" in response.content.decode()
    assert as_(w.marat).post("/my/appeals/new/", form(w)).status_code == 200
    assert Appeal.objects.count() == 0


def test_the_whole_case_on_pages(w: World) -> None:
    as_(w.aigul).post("/my/appeals/new/", form(w))
    got = Appeal.objects.get()
    mine, desk = f"/my/appeals/{got.number}/", f"/desk/appeals/{got.number}/"
    daniyar, aigul = as_(w.daniyar), as_(w.aigul)
    assert got.number in daniyar.get("/desk/appeals/").content.decode()
    assert daniyar.post(f"{desk}take/")["Location"] == desk
    assert "Daniyar Testova has it until" in aigul.get(mine).content.decode()
    assert daniyar.post(f"{desk}answer/", {"text": ""}).status_code == 422
    done = daniyar.post(f"{desk}answer/", {"text": "It will be paid on Friday."})
    assert done["Location"] == f"/desk/appeals/?done={got.public_id}"
    assert "It will be paid on Friday." in aigul.get(mine).content.decode()
    assert aigul.post(f"{mine}confirm/", {}).status_code == 422
    assert aigul.post(f"{mine}confirm/", {"verdict": "no"}).status_code == 422
    assert (
        aigul.post(f"{mine}confirm/", {"verdict": "no", "words": "Not paid"})["Location"] == mine
    )
    got.refresh_from_db()
    assert got.status == "in_work"
    assert "Not paid" in daniyar.get(desk).content.decode()


def test_after_an_answer_the_next_appeal_opens(w: World) -> None:
    first, second = appeal(w, taken=True), appeal(w, taken=True)
    done = as_(w.daniyar).post(f"/desk/appeals/{first.number}/answer/", {"text": "Done."})
    assert done["Location"] == f"/desk/appeals/{second.number}/?done={first.public_id}"
    after = as_(w.daniyar).get(done["Location"]).content.decode()
    assert f'data-draft-done="answer:{first.public_id}:{w.daniyar.public_id}"' in after


def test_handing_over_on_the_page(w: World) -> None:
    got = appeal(w)
    page = f"/desk/appeals/{got.number}/hand-over/"
    data = {"officer": str(w.nurlan.public_id), "reason": "It concerns the whole branch"}
    for unfit in (w.marat, w.kairat):  # no post; an inspector, who does not look after pay
        refused = as_(w.daniyar).post(page, data | {"officer": str(unfit.public_id)})
        assert refused.status_code == 422
    assert as_(w.daniyar).post(page, data).status_code == 302
    got.refresh_from_db()
    assert got.holder == w.nurlan


def _status(client: Client, url: str) -> int:
    response = client.get(url)
    if response.streaming:
        response.getvalue()  # closes the file
    return response.status_code


PAGES = {
    "/my/appeals/{n}/": {"aigul"},
    "/my/appeals/{n}/receipt/": {"aigul"},
    "/desk/appeals/{n}/": {"daniyar"},
    "/desk/appeals/{n}/files/{f}/": {"aigul", "daniyar"},
    "/my/appeals/{n}/files/{f}/": {"aigul", "daniyar"},
    "/desk/appeals/{n}/files/{f}/original/": {"daniyar"},
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_another_is_not_there(w: World, page: str) -> None:
    photo = SimpleUploadedFile("note.txt", "Бонус төленген жоқ".encode())
    as_(w.aigul).post("/my/appeals/new/", form(w, attachments=photo))
    run_jobs()
    url = page.format(n=Appeal.objects.get().number, f=Attachment.objects.get().pk)
    got = {
        name
        for name in (
            "aigul",
            "bota",
            "saule",
            "daniyar",
            "erlan",
            "kairat",
            "nurlan",
            "zhanar",
            "marat",
        )
        if _status(as_(getattr(w, name)), url) == 200
    }
    assert got == PAGES[page]
    anonymous = Client().get(url)
    assert (anonymous.status_code, anonymous["Location"].split("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize(
    ("act", "may"), [("take", "daniyar"), ("confirm", "aigul"), ("withdraw", "aigul")]
)
def test_acts_of_strangers_do_nothing(w: World, act: str, may: str) -> None:
    got = appeal(w)
    where = "desk" if act == "take" else "my"
    for name in ("bota", "saule", "marat", "zhanar", "aigul", "daniyar"):
        if name != may:
            url = f"/{where}/appeals/{got.number}/{act}/"
            assert as_(getattr(w, name)).post(url, {"verdict": "yes"}).status_code == 404
    got.refresh_from_db()
    assert got.status == "submitted"


@pytest.mark.parametrize("number", ["2026-999999", "x", "2026-000001%00", "٢٠٢٦-000001"])
def test_a_number_that_is_none_is_not_found(w: World, number: str) -> None:
    appeal(w)
    assert as_(w.aigul).get(f"/my/appeals/{number}/").status_code == 404


def test_the_desk_is_for_officers(w: World) -> None:
    assert as_(w.aigul).get("/desk/appeals/").status_code == 403
    assert as_(w.zhanar).get("/desk/appeals/").status_code == 403
    page = as_(w.zhanar).get("/desk/appeals/register/")
    assert page.status_code == 200


def test_the_register_names_no_author(w: World) -> None:
    w.aigul.family_name = "Unmistakable"
    w.aigul.save()
    got = appeal(w)
    for name in ("zhanar", "nurlan", "saule"):
        text = as_(getattr(w, name)).get("/desk/appeals/register/").content.decode()
        assert got.number in text
        assert "Unmistakable" not in text
        assert "October" not in text


def _count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("aigul", "/my/appeals/"),
        ("daniyar", "/desk/appeals/"),
        ("daniyar", "/desk/appeals/?of=desk"),
        ("zhanar", "/desk/appeals/register/"),
        ("aigul", "/my/"),
        ("daniyar", "/desk/"),
    ],
)
def test_a_longer_list_asks_no_more(w: World, name: str, url: str) -> None:
    mandate(person("Second"), w.union.miners, Kind.LAWYER)
    for _n in range(3):
        appeal(w)
    client = as_(getattr(w, name))
    few = _count(client, url)
    for _n in range(8):
        got = appeal(w, taken=True)
        if got.holder == w.daniyar and got.pk % 2:
            answer_appeal(officer=w.daniyar, appeal=got, text="Done")
            confirm_outcome(author=w.aigul, appeal=got, verdict=Verdict.YES, stars=4)
    assert _count(client, url) <= few
    assert few <= 18
