"""The desk: what needs me today, by the clock; search within reach."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.membership.services import apply_for_membership
from ortaq.modules.membership.tests.clients import as_
from ortaq.portals.desk import today
from ortaq.portals.desk.nav import items

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def test_a_member_without_a_mandate_has_no_desk(w: World) -> None:
    page = as_(w.aigul).get("/desk/")
    assert page.status_code == 403
    assert "another post" in page.content.decode()


def test_today_is_sorted_by_the_clock(w: World) -> None:
    late, calm = appeal(w), appeal(w)
    day = timezone.localdate()
    Appeal.objects.filter(pk=calm.pk).update(due_on=day + timedelta(days=9))
    Appeal.objects.filter(pk=late.pk).update(due_on=day - timedelta(days=2))
    Mandate.objects.filter(user=w.daniyar).update(until=day + timedelta(days=3))
    with translation.override("en"):
        needs = today.with_clock(w.daniyar, today=day, body_id=None)
    assert [(need.url, (need.due - day).days) for need in needs] == [
        (f"/desk/appeals/{late.number}/", -2),
        ("/desk/mandates/", 3),
        (f"/desk/appeals/{calm.number}/", 9),
    ]
    assert as_(w.daniyar).get("/desk/").status_code == 200


def test_people_who_wait_stand_apart(w: World) -> None:
    got = apply_for_membership(user=w.marat, body=w.union.mine)
    needs = today.without_clock(w.saule, body_id=None)
    assert [need.url for need in needs] == [f"/desk/members/applications/{got.pk}/"]
    assert today.without_clock(w.saule, body_id=w.union.mill.pk) == []


def test_a_mandate_waits_for_a_second_person_who_may(w: World) -> None:
    waiting = mandate(person("New"), w.union.mine, Kind.TREASURER, state="proposed")
    needs = today.without_clock(w.nurlan, body_id=None)
    assert [need.url for need in needs] == ["/desk/mandates/"]
    Mandate.objects.filter(pk=waiting.pk).update(proposed_by=w.nurlan)
    assert today.without_clock(w.nurlan, body_id=None) == []


def test_the_first_three_things_are_one_tap_away(w: World) -> None:
    mandate(w.saule, w.union.mine, Kind.LAWYER)
    Mandate.objects.filter(user=w.saule, kind=Kind.CHAIR).update(
        until=timezone.localdate() + timedelta(days=9)
    )
    got = [
        apply_for_membership(user=user, body=w.union.mine) for user in (w.marat, person("Other"))
    ]
    page = as_(w.saule).get("/desk/").context["first"]
    with translation.override("en"):
        titles = [first.title for first in page]
    assert len(page) <= 3
    assert [first.url for first in page][-1] == "/desk/members/applications/"
    assert "2" in titles[-1]
    assert page[0].due is not None
    one = today.first_three([], today.without_clock(w.saule, body_id=None)[:1])
    assert one[0].url == f"/desk/members/applications/{got[0].pk}/"


def test_the_rail_opens_only_ones_own_rooms(w: World, rf) -> None:
    def rail(user: object) -> list[str]:
        request = rf.get("/desk/")
        request.user = user
        return [item.url for item in items(request)]

    assert rail(w.aigul) == []
    assert "/desk/jobs/" not in rail(w.nurlan)
    assert "/desk/members/applications/" in rail(w.saule)
    assert "/desk/members/applications/" not in rail(w.daniyar)


def test_search_finds_within_reach_and_nothing_beyond(w: World) -> None:
    got = appeal(w)
    found = as_(w.daniyar).get("/desk/search/", {"q": got.number}).context
    assert found["results"].appeal == got
    assert as_(w.erlan).get("/desk/search/", {"q": got.number}).context["results"].appeal is None
    assert (
        as_(w.saule)
        .get("/desk/search/", {"q": "aigul"})
        .context["results"]
        .people.found[0]
        .may_name
    )
    people = as_(w.daniyar).get("/desk/search/", {"q": "aigul"}).context["results"].people
    assert (people.found, people.above) == ([], 1)
    bodies = as_(w.erlan).get("/desk/search/", {"q": "karag"}).context["results"].bodies
    assert [body.pk for body in bodies] == [w.union.karaganda.pk]
    for query in ("", "\0", "%", "'" * 200, "2026-000001\n"):
        assert as_(w.erlan).get("/desk/search/", {"q": query}).status_code == 200


def test_the_switcher_shows_one_body_at_a_time(w: World) -> None:
    mandate(w.daniyar, w.union.karaganda, Kind.INSPECTOR)
    client = as_(w.daniyar)
    assert (
        client.get("/desk/", {"body": w.union.karaganda.pk}).context["chosen"] == w.union.karaganda
    )
    assert client.get("/desk/", {"body": w.union.mill.pk}).context["chosen"] is None


PHONE = "+77011234567"


def test_numbers_of_persons_are_looked_for_only_when_they_are_posted(w: World) -> None:
    w.aigul.phone = PHONE
    w.aigul.save()
    client = as_(w.saule)
    assert client.get("/desk/search/", {"q": PHONE}).context["results"].people.found == []
    page = client.post("/desk/search/", {"q": PHONE})
    assert [f.membership.user for f in page.context["results"].people.found] == [w.aigul]
    assert page["Cache-Control"] == "no-store"
    part = client.post("/desk/search/?part", {"q": PHONE}).content.decode()
    assert w.aigul.full_name in part
    assert "<html" not in part


def test_names_come_from_above_for_a_purpose_and_to_nobody_else(w: World) -> None:
    asked = {"q": "aigul", "purpose": "Preparing the council of the branch."}
    page = as_(w.daniyar).post("/desk/search/names/", {"q": "aigul", "purpose": "work"})
    assert (page.status_code, w.aigul.full_name in page.content.decode()) == (422, False)
    page = as_(w.daniyar).post("/desk/search/names/", asked)
    assert (page.status_code, w.aigul.full_name in page.content.decode()) == (200, True)
    assert as_(w.daniyar).get(f"/desk/person/{w.aigul.public_id}/").status_code == 200
    assert as_(w.saule).post("/desk/search/names/", asked).status_code == 422  # her own are near
    for stranger in (w.aigul, w.marat):
        assert as_(stranger).post("/desk/search/names/", asked).status_code == 403
    assert as_(w.daniyar).get("/desk/search/names/").status_code == 405
