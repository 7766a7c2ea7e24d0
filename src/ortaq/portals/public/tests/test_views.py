"""The public pages: honest figures, small groups hidden, receipts that tell only the state."""

import pytest
from django.core.cache import caches
from django.test import Client

from ortaq.modules.appeals.receipts import code_of
from ortaq.modules.appeals.services import answer_appeal, confirm_outcome
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import Verdict
from ortaq.portals.public.figures import Figures, count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def w() -> World:
    return world()


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.mark.parametrize("url", ["/", "/about/", "/privacy/", "/check/"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everybody_may_read(client: Client, url: str, language: str) -> None:
    page = client.get(url, headers={"accept-language": language})
    assert (page.status_code, page["Content-Language"]) == (200, language)


def test_groups_under_seven_are_not_shown(w: World) -> None:
    assert count() == Figures(3, None, None, None, None)


def test_figures_are_counted(w: World) -> None:
    for n in range(8):
        one = appeal(w, taken=True, author=w.bota if n % 2 else w.aigul)
        answer_appeal(officer=one.holder, appeal=one, text="Done")
        stars = 5 if n < 6 else 2
        confirm_outcome(author=one.author, appeal=one, verdict=Verdict.YES, stars=stars)
    assert count() == Figures(3, None, 8, 100, 75)


def test_privacy_is_read_from_the_table_that_purges(client: Client) -> None:
    text = client.get("/privacy/").content.decode()
    assert "Words and files of closed appeals" in text
    assert "5 years" in text


def test_a_receipt_shows_the_state_and_nobody(client: Client, w: World) -> None:
    got = appeal(w)
    data = {"number": got.number, "code": code_of(got.public_id)}
    page = client.post("/check/", data)
    text = page.content.decode()
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert "Submitted" in text
    for secret in ("Aigul", "Daniyar", "bonus", "Mine", "Pay"):
        assert secret not in text


@pytest.mark.parametrize(
    ("number", "code"),
    [("same", "0" * 20), ("2026-999999", "right"), ("x", "right"), ("same", "٠" * 20)],
)
def test_a_wrong_pair_says_one_sentence(client: Client, w: World, number: str, code: str) -> None:
    got = appeal(w)
    page = client.post(
        "/check/",
        {
            "number": got.number if number == "same" else number,
            "code": code_of(got.public_id) if code == "right" else code,
        },
    )
    assert page.status_code == 422
    assert "do not belong together" in page.content.decode()


def test_guessing_is_throttled(client: Client, w: World) -> None:
    got = appeal(w)
    data = {"number": got.number, "code": "1" * 20}
    assert {client.post("/check/", data).status_code for _n in range(10)} == {422}
    right = data | {"code": code_of(got.public_id)}
    assert client.post("/check/", right).status_code == 429
    assert client.get("/check/").status_code == 200
