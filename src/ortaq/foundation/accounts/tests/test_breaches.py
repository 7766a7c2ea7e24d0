from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import rules
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.accounts import services
from ortaq.foundation.accounts.errors import NotOpenError
from ortaq.foundation.accounts.factories import person
from ortaq.foundation.accounts.models import Breach

pytestmark = pytest.mark.django_db
ASTANA = ZoneInfo("Asia/Almaty")


@pytest.fixture
def keeper(monkeypatch):
    saule = person("saule")
    allowed = rules.predicate(lambda user, subject=None: user == saule)
    for permission in ("accounts.keep_breaches", "accounts.correct_person"):
        monkeypatch.setitem(rules.permissions.permissions, permission, allowed)
    return saule


def at(*moment):
    return datetime(*moment, tzinfo=ASTANA)


@pytest.mark.parametrize(
    ("found", "due"),
    [
        (at(2026, 11, 24, 15, 30), at(2026, 11, 25, 15, 30)),  # Tuesday → Wednesday
        (at(2026, 11, 27, 15, 30), at(2026, 11, 30, 15, 30)),  # Friday → Monday
        (at(2026, 11, 28, 9, 0), at(2026, 11, 30, 9, 0)),  # Saturday → Monday
    ],
)
def test_the_clock_runs_one_working_day_from_the_discovery(found, due):
    breach = services.record_breach(
        actor=person("saule"),
        discovered_at=found,
        what_happened="A lost disk",
        kinds_of_data="names",
    )
    assert breach.report_due_at == due


def test_a_breach_goes_its_way(client, keeper):
    client.force_login(keeper)
    form = {
        "discovered_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "what_happened": "A list was sent to a wrong address",
        "kinds_of_data": "Names, phones",
        "people_count": "12",
    }
    response = client.post("/desk/breaches/new/", form)
    breach = Breach.objects.get()
    page = f"/desk/breaches/{breach.pk}/"
    assert response.headers["Location"] == page
    client.post(page, {"step": "close", "measures": "none yet"})
    assert Breach.objects.get().closed_at is None
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    client.post(page, {"step": "reported", "at": now})
    client.post(page, {"step": "told", "at": now})
    client.post(page, {"step": "close", "measures": "Addresses are checked twice"})
    done = Breach.objects.get()
    assert all((done.reported_at, done.people_told_at, done.closed_at))
    with pytest.raises(NotOpenError):
        services.record_report(actor=keeper, breach=done, at=timezone.now())
    assert (
        "not checked by a lawyer"
        in client.get("/desk/breaches/", headers={"Accept-Language": "en"}).content.decode()
    )


def test_a_moment_to_come_is_refused(client, keeper):
    client.force_login(keeper)
    later = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    client.post(
        "/desk/breaches/new/",
        {
            "discovered_at": later,
            "what_happened": "x",
            "kinds_of_data": "x",
        },
    )
    assert Breach.objects.count() == 0


def test_marat_and_aigul_find_no_desk(client, keeper):
    breach = services.record_breach(
        actor=keeper, discovered_at=timezone.now(), what_happened="x", kinds_of_data="x"
    )
    wish = services.ask_correction(person=person("aigul"), given_name="А")
    walks = {
        "/desk/breaches/": 403,
        "/desk/breaches/new/": 403,
        f"/desk/breaches/{breach.pk}/": 404,
        "/desk/people-corrections/": 403,
        f"/desk/people-corrections/{wish.pk}/": 404,
    }
    client.force_login(person("marat"))
    assert {path: client.get(path).status_code for path in walks} == walks
    client.logout()
    assert {client.get(path).status_code for path in walks} == {302}
    client.force_login(keeper)
    assert {client.get(path).status_code for path in walks} == {200}


def test_an_officer_decides_on_the_desk(client, keeper):
    aigul = person("aigul")
    wish = services.ask_correction(person=aigul, family_name="Әбілқасым")
    client.force_login(keeper)
    page = f"/desk/people-corrections/{wish.pk}/"
    assert "Әбілқасым" in client.get(page).content.decode()
    assert client.post(page, {"decision": "refuse", "answer": ""}).status_code == 200
    client.post(page, {"decision": "accept"})
    aigul.refresh_from_db()
    assert aigul.family_name == "Әбілқасым"


@pytest.mark.parametrize("path", ["/desk/breaches/", "/desk/people-corrections/"])
def test_long_lists_cost_no_more_queries(client, keeper, path):
    def fill(names):
        for name in names:
            services.record_breach(
                actor=keeper, discovered_at=timezone.now(), what_happened="x", kinds_of_data="x"
            )
            services.ask_correction(person=person(name), given_name="А")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    client.force_login(keeper)
    fill(["p1"])
    few = cost()
    fill([f"q{n}" for n in range(8)])
    assert cost() == few
