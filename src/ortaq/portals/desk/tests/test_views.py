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
    assert found["appeal"] == got
    assert as_(w.erlan).get("/desk/search/", {"q": got.number}).context["appeal"] is None
    assert as_(w.saule).get("/desk/search/", {"q": "aigul"}).context["people"][0].may_name
    assert as_(w.daniyar).get("/desk/search/", {"q": "aigul"}).context["people"] == []
    bodies = as_(w.erlan).get("/desk/search/", {"q": "karag"}).context["bodies"]
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
