"""The doors as people see them: the member's form, a guest, the desk, the receipt."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ortaq.foundation.events.testing import run_jobs
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.receipts import code_of
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.membership.tests.clients import as_

pytestmark = pytest.mark.django_db
OPUS = b"OggS\x00\x02" + bytes(22) + b"OpusHead\x01\x01" + bytes(60)


@pytest.fixture
def w() -> World:
    return world()


def photo(name: str = "Aigul-night.jpg") -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def test_a_photo_alone_is_an_appeal_and_a_second_press_is_not(w: World) -> None:
    client, key = as_(w.aigul), str(uuid4())
    page = client.get("/my/appeals/new/").content.decode()
    assert 'accept="audio/*"' in page
    assert page.count("capture=") == 2
    assert len(page.encode()) < 60_000
    for _press in range(2):
        data = {"key": key, "body": w.union.mine.pk, "text": "", "photos": photo()}
        response = client.post("/my/appeals/new/", data)
        assert response.status_code == 302, response.content.decode()
    got = Appeal.objects.get()
    assert (got.topic, got.text) == ("other", "")
    assert got.attachments.get().file.name == "Aigul-night.jpg"


def test_nothing_at_all_is_said_to_be_nothing(w: World) -> None:
    response = as_(w.aigul).post(
        "/my/appeals/new/", {"key": uuid4(), "body": w.union.mine.pk, "text": "  "}
    )
    assert response.status_code == 422
    assert Appeal.objects.count() == 0


def test_all_choices_reach_the_appeal_and_a_confidential_file_loses_its_name(w: World) -> None:
    response = as_(w.aigul).post(
        "/my/appeals/new/",
        {
            "key": uuid4(),
            "body": w.union.mine.pk,
            "text": "Мне угрожают",
            "danger": "on",
            "secrecy": "confidential",
            "bypass": "on",
            "against": str(w.saule.public_id),
            "event_on": "2026-01-05",
            "photos": photo(),
        },
    )
    assert response.status_code == 302, response.content.decode()
    got = Appeal.objects.get()
    assert (got.topic, got.urgency, got.secrecy) == ("pressure", "danger", "confidential")
    assert (got.bypass, got.against, str(got.event_on)) == (True, w.saule, "2026-01-05")
    assert got.attachments.get().file.name == "1.jpg"


def test_a_voice_message_is_played_and_typed_down(w: World) -> None:
    voice = SimpleUploadedFile("voice.ogg", OPUS, "audio/ogg")
    as_(w.aigul).post(
        "/my/appeals/new/",
        {"key": uuid4(), "body": w.union.mine.pk, "topic": "pay", "voice": voice},
    )
    got = Appeal.objects.get()
    attachment = Attachment.objects.get()
    desk = as_(got.holder)
    assert "<audio controls" in desk.get(f"/desk/appeals/{got.number}/").content.decode()
    address = f"/desk/appeals/{got.number}/files/{attachment.pk}/words/"
    assert as_(w.marat).post(address, {"words": "No"}).status_code == 404
    desk.post(address, {"words": "<b>They</b> did not pay"})
    page = as_(w.aigul).get(f"/my/appeals/{got.number}/").content.decode()
    assert "&lt;b&gt;They&lt;/b&gt; did not pay" in page


def test_a_guest_asks_reads_his_answer_and_claims_it(w: World) -> None:
    client = Client()
    evil = "<script>alert(1)</script> Мне не платят"
    data = {"key": uuid4(), "text": evil, "given_name": "Дина", "family_name": "Ахметова",
            "region": w.union.karaganda.pk}  # fmt: skip
    assert client.get("/ask/person/?q=%00%27&site=9%ff").status_code == 200
    assert client.post("/ask/person/", data | {"text": ""}).status_code == 422
    for _press in range(2):
        assert client.post("/ask/person/", data).status_code == 302
    got = Appeal.objects.get()
    code = code_of(got.public_id)
    assert code in client.get("/ask/person/receipt/").content.decode()
    assert Client().get("/ask/person/receipt/").status_code == 302
    services.take_appeal(officer=got.holder, appeal=got)
    shown = as_(got.holder).get(f"/desk/appeals/{got.number}/").content.decode()
    assert "<script>alert(1)" not in shown
    services.write_to_member(officer=got.holder, appeal=got, text="Come to us on Friday.")
    checked = Client().post("/check/", {"number": got.number, "code": code}).content.decode()
    assert "Come to us on Friday." in checked
    wrong = Client().post("/check/", {"number": got.number, "code": "1" * 20})
    assert wrong.status_code == 422
    claimed = as_(w.bota).post("/my/appeals/claim/", {"number": got.number, "code": code})
    assert claimed.status_code == 302
    assert Appeal.objects.get().author == w.bota
    again = Client().post("/check/", {"number": got.number, "code": code}).content.decode()
    assert "Come to us on Friday." not in again


def test_a_receipt_names_the_post_and_no_person(w: World) -> None:
    got = appeal(w)
    page = Client().post("/check/", {"number": got.number, "code": code_of(got.public_id)})
    text = page.content.decode()
    assert "заңгер" in text.lower()
    assert "Әзірге жоқ" in text
    for secret in ("Aigul", w.daniyar.family_name, "bonus"):
        assert secret not in text


def test_an_officer_finds_the_member_who_came_and_prints_the_receipt(w: World) -> None:
    desk = as_(w.saule)
    found = desk.post("/desk/appeals/enter/", {"q": w.aigul.family_name}).content.decode()
    address = f"/desk/appeals/enter/{w.aigul.public_id}/"
    assert address in found
    data = {"key": uuid4(), "body": w.union.mine.pk, "text": "Не дали отпуск", "topic": ""}
    response = desk.post(address, data)
    got = Appeal.objects.get()
    assert response.headers["Location"] == f"/desk/appeals/{got.number}/entered/"
    assert code_of(got.public_id) in desk.get(response.headers["Location"]).content.decode()
    assert as_(w.daniyar).get(response.headers["Location"]).status_code == 404
    assert as_(w.marat).get(address).status_code in (403, 404)
    assert "agree" in as_(w.aigul).get(f"/my/appeals/{got.number}/").content.decode()
    as_(w.aigul).post(f"/my/appeals/{got.number}/agree/")
    assert selectors.is_agreed(got)
    data = {"key": uuid4(), "text": "Не член", "given_name": "Иван", "family_name": "Ким"}
    assert desk.post("/desk/appeals/enter/guest/", data).status_code == 302
    assert Appeal.objects.latest("pk").manner == "in_person"


def test_the_road_is_confirmed_on_the_page(w: World) -> None:
    got = appeal(w, topic="help")
    desk = as_(w.saule)
    address = f"/desk/appeals/{got.number}/route/"
    assert address in desk.get(f"/desk/appeals/{got.number}/").content.decode()
    desk.post(address, {"topic": "other", "urgency": "simple", "reason": ""})
    got.refresh_from_db()
    assert (got.topic, got.urgency) == ("other", "simple")
    run_jobs()
