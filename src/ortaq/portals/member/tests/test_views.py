"""The member's home answers three questions."""

import pytest
from django.test import Client
from django.utils import translation

from ortaq.modules.appeals.services import answer_appeal
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services import apply_for_membership
from ortaq.modules.membership.tests.clients import as_
from ortaq.portals.member.nav import items

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


@pytest.mark.parametrize("url", ["/my/", "/my/card/", "/my/more/"])
def test_signed_out_people_are_led_to_the_door(url: str) -> None:
    page = Client().get(url)
    assert (page.status_code, page["Location"]) == (302, f"/account/login/?next={url}")


def test_home_says_where_my_thing_is_and_what_is_asked(w: World) -> None:
    got = appeal(w, taken=True)
    text = as_(w.aigul).get("/my/").content.decode()
    assert "Daniyar Testova has it until" in text
    assert "15 working days left" in text
    answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    page = as_(w.aigul).get("/my/")
    assert [one.number for one in page.context["to_rate"]] == [got.number]
    assert page.context["standing"] == []
    assert [title for _m, title in page.context["news"]] == [f"Appeal {got.number} is answered"]


def test_home_leads_a_newcomer_in_and_waits_with_him(w: World) -> None:
    assert "/my/membership/apply/" in as_(w.marat).get("/my/").content.decode()
    apply_for_membership(user=w.marat, body=w.union.mine)
    text = as_(w.marat).get("/my/").content.decode()
    assert "/my/membership/apply/" not in text
    assert "The chair of “Mine” is to answer." in text


def test_the_card_shows_the_number_and_what_it_cannot_do_yet(w: World) -> None:
    text = as_(w.aigul).get("/my/card/").content.decode()
    assert Membership.objects.get(user=w.aigul).printed_card_no in text
    assert "not issued yet" in text


def test_the_bar_counts_what_waits(w: World, rf) -> None:
    got = appeal(w, taken=True)
    answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    request = rf.get("/my/appeals/")
    request.user = w.aigul
    with translation.override("en"):
        bar = [(str(i.label), i.count, i.current) for i in items(request)]
    assert bar == [
        ("Home", 1, False),
        ("Card", None, False),
        ("Ask", None, False),
        ("Voice", 1, True),
        ("More", None, False),
    ]
    request = rf.get("/my/appeals/new/")
    request.user = w.aigul
    assert [i.url for i in items(request) if i.current] == ["/my/appeals/new/"]


def test_only_an_officer_sees_the_other_door(w: World) -> None:
    assert 'href="/desk/"' not in as_(w.aigul).get("/my/more/").content.decode()
    member_too = as_(w.saule)
    member_too.cookies["lang"] = "en"
    assert w.saule.has_perm("orgs.desk")
