"""The pages of help and of the calendar: who opens them, and what they never show."""

import pytest

from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal, CalendarEntry
from ortaq.modules.appeals.tests.factories import appeal, world
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.workplaces import services as workplaces
from ortaq.modules.workplaces.models import Job

pytestmark = pytest.mark.django_db


def test_leaders_see_what_needs_help_and_neither_the_author_nor_the_words() -> None:
    w = world()
    zhanna, boss = person("Zhanna"), person("Boss")
    mandate(zhanna, w.union.miners, Kind.CHAIR)
    mandate(boss, w.union.miners, Kind.DEPUTY)
    employer = workplaces.add_employer(actor=None, name={"ru": "Шахта"})
    site = workplaces.add_site(actor=None, employer=employer, name={"ru": "Ствол"})
    workplaces.set_job(actor=None, user=w.aigul, site=site)
    job = workplaces.set_job(actor=None, user=boss, site=site)
    Job.objects.filter(pk=job.pk).update(side="manager", marked_at="2026-01-01T00:00Z")
    got = appeal(w, taken=True)
    Appeal.objects.filter(pk=got.pk).update(secrecy="confidential")
    one = f"/desk/appeals/needs-help/{got.number}/"
    assert as_(zhanna).get(one).status_code == 404  # nobody has shown it to her yet
    sent = as_(w.daniyar).post(
        f"/desk/appeals/{got.number}/ask-help/", {"words": "I need the sheets."}
    )
    assert sent.status_code == 302
    for address in ("/desk/appeals/needs-help/", one):
        page = as_(zhanna).get(address).content.decode()
        assert got.number in page
        assert "Aigul" not in page
        assert "bonus of October" not in page
    for user in (w.aigul, w.bota, w.saule, w.erlan, w.kairat, w.nurlan, w.zhanar, w.marat, boss):
        assert as_(user).get(one).status_code in {403, 404}, user.given_name
        for act in ("offer", "take", "hand-on"):
            assert as_(user).post(f"{one}{act}/", {"words": "x"}).status_code in {403, 404}
    assert as_(boss).get("/desk/appeals/needs-help/").status_code == 200
    assert got.number not in as_(boss).get("/desk/appeals/needs-help/").content.decode()
    assert as_(zhanna).post(f"{one}offer/", {"words": ""}).status_code == 422
    assert as_(zhanna).post(f"{one}take/", {"reason": "I have time."}).status_code == 302
    got.refresh_from_db()
    assert got.holder == zhanna


def test_a_deputy_for_one_appeal_and_a_delay_are_said_on_its_page() -> None:
    w, galym = world(), person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    got = appeal(w, taken=True)
    client, here = as_(w.daniyar), f"/desk/appeals/{got.number}/"
    assert client.post(f"{here}explain/", {"words": "", "days": "3"}).status_code == 422
    assert client.post(f"{here}explain/", {"words": "The court.", "days": "3"}).status_code == 302
    assert "The court." in as_(w.aigul).get(f"/my/appeals/{got.number}/").content.decode()
    data = {"officer": str(galym.public_id), "reason": "I am ill."}
    assert client.post(f"{here}deputy/", data).status_code == 302
    got.refresh_from_db()
    assert (got.holder, got.moves.latest("pk").kind) == (galym, "deputised")


def test_only_the_centre_enters_orders_and_always_with_their_source() -> None:
    w = world()
    order = {
        "day_off": "2027-03-26",
        "workday": "2027-03-27",
        "source": "Order No. 1, adilet.zan.kz",
    }
    as_(w.saule).post("/desk/appeals/calendar/", order)
    assert not CalendarEntry.objects.exists()
    centre = as_(w.nurlan)
    assert centre.post("/desk/appeals/calendar/", order | {"source": ""}).status_code == 422
    assert centre.post("/desk/appeals/calendar/", order).status_code == 302
    assert centre.post("/desk/appeals/calendar/", order).status_code == 422  # entered already
    assert set(CalendarEntry.objects.values_list("kind", flat=True)) == {"off", "work"}
    page = as_(w.daniyar).get("/desk/appeals/calendar/").content.decode()
    assert "Order No. 1" in page
    entry = CalendarEntry.objects.get(kind="work")
    as_(w.daniyar).post(f"/desk/appeals/calendar/{entry.pk}/take-back/")
    assert CalendarEntry.objects.count() == 2
    centre.post(f"/desk/appeals/calendar/{entry.pk}/take-back/")
    assert CalendarEntry.objects.count() == 1
