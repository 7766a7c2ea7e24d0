"""The pages of membership, as people meet them; records from above only with a purpose."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.accounts.models import RecordOpening, User
from ortaq.foundation.orgs.factories import Union, mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership import services
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import World, member, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def test_joining_on_pages(w: World) -> None:
    marat, saule = as_(w.marat), as_(w.saule)
    found = marat.get("/my/membership/apply/", {"q": "mine"}).content.decode()
    confirm = f"/my/membership/apply/{w.union.mine.pk}/"
    assert confirm in found
    assert marat.post(confirm, {}).status_code == 422
    assert Membership.objects.filter(user=w.marat).count() == 0
    assert marat.post(confirm, {"consent": "on"})["Location"] == "/my/membership/"
    got = Membership.objects.get(user=w.marat)
    page = f"/desk/members/applications/{got.pk}/"
    assert page in saule.get("/desk/members/applications/").content.decode()
    assert saule.post(page, {"decision": "refuse"}).status_code == 422
    assert saule.post(page, {"decision": "approve"})["Location"] == "/desk/members/applications/"
    got.refresh_from_db()
    assert got.state == "approved"
    assert got.printed_card_no in marat.get("/my/card/").content.decode()


def test_a_refusal_is_read_in_words(w: World) -> None:
    got = services.apply_for_membership(user=w.marat, body=w.union.mine)
    data = {"decision": "refuse", "reason": "You work at the mill; its primary awaits you"}
    as_(w.saule).post(f"/desk/members/applications/{got.pk}/", data)
    assert data["reason"] in as_(w.marat).get("/my/membership/").content.decode()


def test_after_a_decision_the_next_application_opens(w: World) -> None:
    first, second = (
        services.apply_for_membership(user=person(name), body=w.union.mine) for name in "ab"
    )
    done = as_(w.saule).post(f"/desk/members/applications/{first.pk}/", {"decision": "approve"})
    assert done["Location"] == f"/desk/members/applications/{second.pk}/"


def test_an_application_is_the_chairs_alone(w: World) -> None:
    got = services.apply_for_membership(user=w.marat, body=w.union.mine)
    page = f"/desk/members/applications/{got.pk}/"
    for name in ("aigul", "daniyar", "erlan", "nurlan", "zhanar", "marat"):
        assert as_(getattr(w, name)).post(page, {"decision": "approve"}).status_code == 404
    got.refresh_from_db()
    assert got.state == "applied"


def test_leaving_asks_once_and_is_ones_own(w: World) -> None:
    got = Membership.objects.get(user=w.aigul)
    page = f"/my/membership/{got.pk}/leave/"
    assert as_(w.bota).post(page).status_code == 404
    assert as_(w.aigul).get(page).status_code == 200
    assert as_(w.aigul).post(page)["Location"] == "/my/membership/"
    got.refresh_from_db()
    assert got.state == "left"


def who(w: World, url: str, status: int) -> set[str]:
    names = ["aigul", "bota", "saule", "daniyar", "erlan", "kairat", "nurlan", "zhanar", "marat"]
    return {name for name in names if as_(getattr(w, name)).get(url).status_code == status}


def test_names_are_read_in_the_primary_and_counts_above(w: World) -> None:
    mine = w.union.mine.pk
    assert who(w, f"/desk/members/body/{mine}/", 200) == {"saule"}
    assert who(w, f"/desk/members/body/{mine}/counts/", 200) == {
        "saule", "daniyar", "kairat", "nurlan", "zhanar",
    }  # fmt: skip
    assert "Aigul" not in as_(w.nurlan).get("/desk/members/").content.decode()


def test_a_record_from_above_asks_for_a_purpose_and_the_person_sees_it(w: World) -> None:
    page, client = f"/desk/person/{w.aigul.public_id}/", as_(w.nurlan)
    asked = client.get(page)
    assert "Aigul" not in asked.content.decode()
    assert client.post(page, {"purpose": "work"}).status_code == 422
    assert client.post(page, {"purpose": "To prepare her pension question"})["Location"] == page
    assert "Testova Aigul" in client.get(page).content.decode()
    opening = RecordOpening.objects.get()
    assert (opening.person, opening.reader, opening.reader_post) == (
        w.aigul, w.nurlan, "Officer, Centre",
    )  # fmt: skip
    seen = as_(w.aigul).get("/account/data/openings/").content.decode()
    assert "To prepare her pension question" in seen
    RecordOpening.objects.update(until=timezone.now())
    assert "Aigul" not in client.get(page).content.decode()


def holds(user: User, person: User) -> bool:
    """Stand in for the floor above: Daniyar holds a case of Aigul's."""
    return (user.given_name, person.given_name) == ("Daniyar", "Aigul")


def test_a_record_walk_of_everybody(w: World, settings) -> None:
    page = f"/desk/person/{w.aigul.public_id}/"
    assert who(w, page, 200) == {"saule", "daniyar", "kairat", "nurlan", "zhanar"}
    assert who(w, page, 404) == {"aigul", "bota", "erlan", "marat"}
    reads = {
        name
        for name in ("saule", "daniyar", "kairat", "nurlan", "zhanar")
        if "Aigul" in as_(getattr(w, name)).get(page).content.decode()
    }
    assert reads == {"saule"}
    settings.MEMBERSHIP_HOLDS_CASE = f"{__name__}.holds"
    assert "Aigul" in as_(w.daniyar).get(page).content.decode()


@pytest.mark.parametrize("kind", [Kind.ADMINISTRATOR, Kind.TRAINER])
def test_who_keeps_the_installation_or_teaches_reads_no_records(w: World, kind: Kind) -> None:
    asel = person("Asel")
    mandate(asel, w.union.centre, kind)
    assert as_(asel).get(f"/desk/person/{w.aigul.public_id}/").status_code == 404
    assert as_(asel).get("/desk/members/").status_code == 403


def _count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", ["members", "applications", "apply", "index"])
def test_a_longer_list_asks_no_more(url: str) -> None:
    u: Union = union()
    saule = person("Saule")
    mandate(saule, u.mine, Kind.CHAIR)
    mandate(saule, u.miners, Kind.CHAIR)
    address = {
        "members": f"/desk/members/body/{u.mine.pk}/",
        "applications": "/desk/members/applications/",
        "apply": "/my/membership/apply/?q=m",
        "index": "/desk/members/",
    }[url]

    def grow(many: int) -> None:
        for _n in range(many):
            member(person("Worker"), u.mine)
            services.apply_for_membership(user=person("Newcomer"), body=u.mine)

    grow(2)
    client = as_(saule)
    few = _count(client, address)
    grow(6)
    assert _count(client, address) <= few <= 16
