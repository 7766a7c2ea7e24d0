"""The pages of a member's life, as officers and members meet them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts import services as accounts_services
from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.kazid import iin_check_digit
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.models import Membership, Merge, Transfer
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import World, member, world
from ortaq.modules.membership.views import paper

pytestmark = pytest.mark.django_db
IIN = "90051245012" + str(iin_check_digit("90051245012"))
EVERYBODY = ["aigul", "bota", "saule", "daniyar", "erlan", "kairat", "nurlan", "zhanar", "marat"]


@pytest.fixture
def w() -> World:
    return world()


def of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def opened_by(w: World, url: str) -> set[str]:
    return {name for name in EVERYBODY if as_(getattr(w, name)).get(url).status_code == 200}


def today() -> str:
    return timezone.localdate().isoformat()


def test_the_life_of_a_member_is_her_chairs_alone(w: World) -> None:
    pk = of(w.aigul).pk
    for page in ("", "move/", "circumstances/", "pause/", "end/", "exclude/"):
        assert opened_by(w, f"/desk/members/{pk}/{page}") == {"saule"}
    assert as_(w.saule).get(f"/desk/members/{pk}/nonsense/").status_code == 404
    own = of(w.saule).pk  # her own membership is another's to manage
    assert as_(w.saule).get(f"/desk/members/{own}/").status_code == 404
    for page in ("move/", "circumstances/"):
        assert opened_by(w, f"/my/membership/{pk}/{page}") == {"aigul"}


def test_pausing_resuming_excluding_on_pages(w: World) -> None:
    saule, row = as_(w.saule), of(w.aigul)
    home = f"/desk/members/{row.pk}/"
    assert saule.post(home + "pause/", {"ground": "", "on": today()}).status_code == 422
    assert saule.post(home + "pause/", {"ground": "Studies", "on": today()})["Location"] == home
    assert "Studies" in as_(w.aigul).get("/my/membership/").content.decode()
    assert saule.get(home + "pause/")["Location"] == home  # already paused
    assert "resume/" in saule.get(home).content.decode()
    assert saule.post(home + "resume/", {"on": today()})["Location"] == home
    tomorrow = date.fromordinal(timezone.localdate().toordinal() + 1).isoformat()
    wrong = saule.post(home + "exclude/", {"decision": "No. 3", "on": tomorrow})
    assert wrong.status_code == 422
    done = saule.post(home + "exclude/", {"decision": "No. 3", "on": today()})
    assert done["Location"] == f"/desk/members/body/{w.union.mine.pk}/"
    page = as_(w.aigul).get("/my/membership/").content.decode()
    assert "No. 3" in page
    assert "Excluded by a decision" in page
    assert f"/my/membership/apply/{w.union.mine.pk}/" in page  # she may come back


def test_a_move_is_asked_on_the_phone_and_agreed_at_two_desks(w: World) -> None:
    timur = person("Timur")
    mandate(timur, w.union.mill, Kind.CHAIR)
    aigul, row = as_(w.aigul), of(w.aigul)
    page = f"/my/membership/{row.pk}/move/"
    found = aigul.get(page, {"q": "mill"}).content.decode()
    assert f"?to={w.union.mill.pk}" in found
    go = f"{page}?to={w.union.mill.pk}"
    assert aigul.post(go, {"ground": ""}).status_code == 422
    assert aigul.post(go, {"ground": "New work"})["Location"] == "/my/membership/"
    wish = Transfer.objects.get()
    desk = f"/desk/members/transfers/{wish.pk}/"
    assert opened_by(w, desk) == {"saule"}
    assert desk in as_(w.saule).get("/desk/members/transfers/").content.decode()
    above = person("Askar")
    mandate(above, w.union.miners, Kind.CHAIR)
    assert list(selectors.transfers_for(above)) == []  # both primaries have a chair
    assert list(selectors.transfers_for(timur)) == list(selectors.transfers_for(w.saule)) == [wish]
    assert as_(w.saule).post(desk, {"decision": "refuse"}).status_code == 422
    as_(w.saule).post(desk, {"decision": "agree"})
    assert as_(timur).get(desk).status_code == 200
    as_(timur).post(desk, {"decision": "agree"})
    assert list(selectors.transfers_for(w.saule)) == []
    new = Membership.objects.get(user=w.aigul, state="approved")
    assert (new.body, new.card_no) == (w.union.mill, row.card_no)
    assert as_(timur).get(desk).status_code in {302, 404}


def test_a_wish_is_taken_back_by_its_owner_only(w: World) -> None:
    wish = services.ask_transfer(
        actor=w.aigul, membership=of(w.aigul), body=w.union.mill, ground="Work"
    )
    page = f"/my/membership/moves/{wish.pk}/withdraw/"
    assert as_(w.bota).post(page).status_code == 404
    as_(w.aigul).post(page)
    wish.refresh_from_db()
    assert wish.state == "withdrawn"


def test_a_chair_above_both_moves_at_once_and_many_go_together(w: World) -> None:
    top = person("Askar")
    mandate(top, w.union.mine, Kind.DEPUTY)
    mandate(top, w.union.port, Kind.DEPUTY)
    rows = [of(w.aigul), of(w.bota)]
    page = f"/desk/members/{rows[0].pk}/move/?to={w.union.port.pk}"
    assert as_(top).post(page, {"ground": "Moved house", "on": today()}).status_code == 302
    assert Membership.objects.get(user=w.aigul, state="approved").body == w.union.port
    many = f"/desk/members/body/{w.union.mine.pk}/move/?to={w.union.port.pk}"
    assert as_(top).post(many, {"ground": "Split"}).status_code == 422  # nobody ticked
    as_(top).post(many, {"ground": "Split", "chosen": [rows[1].pk, "9" * 30, "x"]})
    assert Membership.objects.get(user=w.bota, state="approved").body == w.union.port


def test_many_go_with_the_other_chairs_consent(w: World) -> None:
    row = of(w.bota)
    many = f"/desk/members/body/{w.union.mine.pk}/move/?to={w.union.mill.pk}"
    as_(w.saule).post(many, {"ground": "Split", "chosen": [row.pk, of(w.saule).pk]})
    wish = Transfer.objects.get()  # her own is not hers to let go
    assert (wish.membership, wish.let_go_by, wish.state) == (row, w.saule, "asked")
    assert opened_by(w, many) == {"saule"}


def test_many_applications_are_admitted_with_one_tap(w: World) -> None:
    rows = [
        services.apply_for_membership(user=person(name), body=w.union.mine)
        for name in ("Dana", "Erke")
    ]
    elsewhere = services.apply_for_membership(user=person("Zhan"), body=w.union.mill)
    chosen = [row.pk for row in (*rows, elsewhere)]
    as_(w.saule).post("/desk/members/applications/", {"chosen": chosen})
    states = Membership.objects.filter(pk__in=chosen).order_by("pk").values_list("state")
    assert [state for (state,) in states] == ["approved", "approved", "applied"]


FORM = {
    "family_name": "Омарова", "given_name": "Гүлнар", "language": "kk", "consent": "on",
}  # fmt: skip


def enter(w: World, who: User, **more: object):
    data = FORM | {"body": w.union.mine.pk, "signed_on": today()} | more
    return as_(who).post(f"/desk/members/new/?body={w.union.mine.pk}", data)


def test_a_paper_form_admits_where_the_chair_types_it(w: World) -> None:
    assert enter(w, w.saule, consent="").status_code == 422
    assert enter(w, w.saule, iin="900512450120").status_code == 422
    assert enter(w, w.saule, veteran="on").status_code == 422  # no consent for it
    done = enter(w, w.saule, iin=IIN, veteran="on", circumstances_consent="on", retired="on")
    assert done.status_code == 302
    user = User.objects.get(family_name="Омарова")
    row = of(user)
    assert (row.state, row.entered_by, row.decided_by) == ("approved", w.saule, w.saule)
    assert (row.sex, str(row.born_on), row.is_veteran, row.is_retired) == (
        "f", "1990-05-12", True, True,
    )  # fmt: skip
    assert accounts.has_consent(user, "processing")
    assert accounts.find_by_iin(IIN) == user
    again = enter(w, w.saule, iin=IIN)
    assert again.status_code == 422
    assert "member of that organisation already" in again.content.decode()
    other = enter(w, w.saule, iin=IIN, family_name="Иванов", given_name="Пётр")
    assert "under another name" in other.content.decode()


def test_an_officer_above_enters_and_the_chair_decides(w: World) -> None:
    assert enter(w, w.nurlan).status_code == 302
    row = of(User.objects.get(family_name="Омарова"))
    assert (row.state, row.entered_by) == ("applied", w.nurlan)
    told = Message.objects.filter(kind="membership.applied").values_list("person", flat=True)
    assert list(told) == [w.saule.pk]
    assert opened_by(w, "/desk/members/new/") == {"saule", "nurlan"}
    elsewhere = FORM | {"body": w.union.mill.pk, "signed_on": today()}
    assert as_(w.saule).post("/desk/members/new/", elsewhere).status_code == 422


def test_who_enters_for_many_bodies_looks_for_one_first(w: World, monkeypatch) -> None:
    monkeypatch.setattr(paper, "FEW", 2)
    page = as_(w.nurlan).get("/desk/members/new/", {"q": "mill"}).content.decode()
    assert f"?to={w.union.mill.pk}" in page
    assert 'name="iin"' not in page
    page = as_(w.nurlan).get("/desk/members/new/", {"to": w.union.mill.pk}).content.decode()
    assert 'name="iin"' in page
    assert "Mine" in as_(w.saule).get("/desk/members/new/").content.decode()  # her only one


def test_a_person_who_is_known_is_shown_before_a_second_record_is_made(w: World) -> None:
    User.objects.filter(pk=w.aigul.pk).update(
        family_name="Омарова", given_name="Гульнара", born_on=date(1990, 5, 12)
    )
    services.copy_person(user_id=w.aigul.pk)
    asked = enter(w, w.saule, born_on="1990-05-12")
    assert asked.status_code == 422
    assert "Омарова Гульнара" in asked.content.decode()
    above = enter(w, w.nurlan, born_on="1990-05-12").content.decode()
    assert "Гульнара" not in above  # from above no name
    assert "a member of another organisation" in above
    joined = enter(w, w.saule, born_on="1990-05-12", person=str(w.aigul.public_id))
    assert joined.status_code == 422  # she is a member there already
    assert enter(w, w.saule, born_on="1990-05-12", person="another").status_code == 302
    assert User.objects.filter(family_name="Омарова").count() == 2


def test_circumstances_are_told_with_consent_and_read_nearby_only(w: World) -> None:
    aigul, row = as_(w.aigul), of(w.aigul)
    page = f"/my/membership/{row.pk}/circumstances/"
    assert aigul.post(page, {"disabled": "on"}).status_code == 422
    assert aigul.post(page, {"disabled": "on", "consent": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.is_disabled
    assert "Has a disability" in as_(w.saule).get(f"/desk/members/{row.pk}/").content.decode()
    desk = f"/desk/members/{row.pk}/circumstances/"
    as_(w.saule).post(desk, {"retired": "on", "disabled": "on"})
    aigul.post(page, {"retired": "on"})  # takes the consent back
    row.refresh_from_db()
    assert (row.is_retired, row.is_disabled) == (True, False)
    assert 'name="disabled"' not in as_(w.saule).get(desk).content.decode()


def test_two_records_are_joined_side_by_side_and_separated_again(w: World) -> None:
    for who in (w.aigul, w.bota):
        User.objects.filter(pk=who.pk).update(
            family_name="Ахметова", given_name="Айгул", born_on=date(1990, 5, 12)
        )
        services.copy_person(user_id=who.pk)
    User.objects.filter(pk=w.bota.pk).update(family_name="Ахмедова")
    listed = as_(w.saule).get("/desk/members/doubles/").content.decode()
    page = f"/desk/members/doubles/{w.aigul.public_id}/{w.bota.public_id}/"
    assert page in listed
    assert opened_by(w, page) == {"saule"}
    assert as_(w.saule).post(page, {"ground": "short"}).status_code == 422
    as_(w.saule).post(page, {"ground": "I compared the identity card"})
    merge = Merge.objects.get()
    w.bota.refresh_from_db()
    assert not w.bota.is_active
    assert Membership.objects.filter(user=w.aigul, state="approved").count() == 1
    undo = f"/desk/members/doubles/{merge.pk}/undo/"
    assert undo in as_(w.saule).get("/desk/members/doubles/").content.decode()
    assert opened_by(w, undo) == {"saule"}
    as_(w.saule).post(undo)
    w.bota.refresh_from_db()
    assert w.bota.is_active
    assert [of(who).state for who in (w.aigul, w.bota)] == ["approved", "approved"]


def test_two_cards_lead_to_the_pair_only_where_both_may_be_read(w: World) -> None:
    far = member(person("Zarina"), w.union.mill)
    near = [of(w.aigul).card_no, of(w.bota).card_no]
    got = as_(w.saule).get("/desk/members/doubles/", {"first": near[0], "second": near[1]})
    assert got.status_code == 302
    got = as_(w.saule).get("/desk/members/doubles/", {"first": near[0], "second": far.card_no})
    assert got.status_code == 200
    assert "Zarina" not in got.content.decode()


@pytest.mark.parametrize("page", ["transfers/", "doubles/", "body/{pk}/move/?to={to}", "new/"])
def test_a_longer_list_asks_no_more(w: World, page: str) -> None:
    saule = as_(w.saule)
    url = "/desk/members/" + page.format(pk=w.union.mine.pk, to=w.union.mill.pk)

    def grow(many: int) -> None:
        for _n in range(many):
            row = member(person("Worker"), w.union.mine)
            services.ask_transfer(actor=row.user, membership=row, body=w.union.mill, ground="Work")
        Membership.objects.update(born_on=date(1990, 5, 12))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert saule.get(url).status_code == 200
        return len(queries)

    grow(2)
    few = count()
    grow(6)
    assert count() <= few <= 20


def test_joining_asks_for_the_iin_where_it_is_missing(w: World) -> None:
    marat, page = as_(w.marat), f"/my/membership/apply/{w.union.mine.pk}/"
    assert 'name="iin"' in marat.get(page).content.decode()
    assert marat.post(page, {"consent": "on", "iin": "123"}).status_code == 422
    assert marat.post(page, {"consent": "on", "iin": IIN}).status_code == 302
    assert accounts.find_by_iin(IIN) == w.marat
    second = f"/my/membership/apply/{w.union.mill.pk}/"
    assert 'name="iin"' not in marat.get(second).content.decode()


def test_two_known_iins_are_shown_as_two_people_and_not_offered_to_join(w: World) -> None:
    page = f"/desk/members/doubles/{w.aigul.public_id}/{w.bota.public_id}/"
    for who, digits in ((w.aigul, "900512450113"), (w.bota, "900512450123")):
        accounts_services.set_iin(actor=None, user=who, iin=digits)
    seen = as_(w.saule).get(page).content.decode()
    assert "these are two people" in seen
    assert "<textarea" not in seen
    assert "900512" not in seen
