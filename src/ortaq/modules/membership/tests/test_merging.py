"""Two records become one and two again; members follow bodies that were joined."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts import services as accounts_services
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import body, mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.services import merge_bodies
from ortaq.lib.kazid import iin_check_digit
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.likeness import are_alike
from ortaq.modules.membership.models import Membership, Merge, StepTaken, Transfer
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.workplaces import selectors as workplaces
from ortaq.modules.workplaces.models import Side
from ortaq.modules.workplaces.tests import factories as places

pytestmark = pytest.mark.django_db
GROUND = "I compared the identity card"


def iin(first: str) -> str:
    for serial in range(10):
        digits = first + str(serial)
        if (check := iin_check_digit(digits)) is not None:
            return digits + str(check)
    raise AssertionError(first)


@pytest.fixture
def u():
    return union()


@pytest.fixture
def saule(u):
    found = person("Saule")
    mandate(found, u.mine, Kind.CHAIR)
    return found


def rows_of(user: User) -> list[tuple[str, str, str]]:
    rows = Membership.objects.filter(user=user).select_related("body").order_by("pk")
    return [(str(row.body), row.state, row.leave_reason) for row in rows]


def test_what_belonged_to_the_second_record_moves_and_comes_back(u, saule) -> None:
    keep, drop = person("Aigul"), person("Aigul")
    User.objects.filter(pk=keep.pk).update(email=None)
    first, double = member(keep, u.mine), member(drop, u.mine)
    Membership.objects.filter(pk=first.pk).update(since=timezone.localdate() - timedelta(days=900))
    other = member(drop, u.mill)
    address, number = drop.email, iin("9005124501")
    accounts_services.set_iin(actor=None, user=drop, iin=number)
    accounts_services.prove_address(user=drop, address=address)
    merge = services.merge_people(actor=saule, keep=keep, drop=drop, ground=GROUND)
    run_jobs()
    keep.refresh_from_db()
    drop.refresh_from_db()
    assert (keep.email, drop.email, drop.is_active) == (address, None, False)
    assert (accounts.iin_of(keep), accounts.iin_of(drop)) == (number, "")
    assert rows_of(keep) == [
        ("Mine", "approved", ""), ("Mine", "left", "double"), ("Mill", "approved", ""),
    ]  # fmt: skip
    assert rows_of(drop) == []
    assert Membership.objects.get(pk=other.pk).sex == "f"  # copies followed
    assert number not in str(merge.moved)
    assert address not in str(merge.moved)
    services.undo_merge(actor=saule, merge=merge)
    keep.refresh_from_db()
    drop.refresh_from_db()
    assert (keep.email, drop.email, drop.is_active) == (None, address, True)
    assert (accounts.iin_of(keep), accounts.iin_of(drop)) == ("", number)
    assert (keep.sex, keep.born_on, drop.sex) == ("", None, "f")
    assert rows_of(keep) == [("Mine", "approved", "")]
    assert rows_of(drop) == [("Mine", "approved", ""), ("Mill", "approved", "")]
    assert Membership.objects.get(pk=double.pk).left_on is None
    with pytest.raises(services.AlreadyJoinedError):
        services.undo_merge(actor=saule, merge=merge)
    actions = Entry.objects.filter(action__startswith="membership.merge").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "membership.merged", "membership.merge_undone",
    ]  # fmt: skip


def test_two_people_are_not_joined(u, saule) -> None:
    keep, drop = person("Aigul"), person("Aigul")
    member(keep, u.mine)
    member(drop, u.mine)
    accounts_services.set_iin(actor=None, user=keep, iin=iin("9005124501"))
    accounts_services.set_iin(actor=None, user=drop, iin=iin("9005124502"))
    with pytest.raises(services.DifferentPeopleError):
        services.merge_people(actor=saule, keep=keep, drop=drop, ground=GROUND)
    assert rows_of(drop) == [("Mine", "approved", "")]
    assert Merge.objects.count() == 0


def test_a_birth_date_that_the_iin_contradicts_keeps_records_apart(u, saule) -> None:
    keep, drop = person("Aigul"), person("Aigul")
    User.objects.filter(pk=keep.pk).update(born_on=date(1991, 1, 1))
    accounts_services.set_iin(actor=None, user=drop, iin=iin("9005124501"))
    with pytest.raises(services.DifferentPeopleError):
        services.merge_people(actor=saule, keep=keep, drop=drop, ground=GROUND)
    assert accounts.iin_of(drop)


def test_a_record_that_holds_a_post_or_was_dropped_is_not_dropped(u, saule) -> None:
    keep, drop, third = person("Aigul"), person("Aigul"), person("Aigul")
    mandate(drop, u.mill, Kind.LAWYER)
    with pytest.raises(services.HoldsPostError):
        services.merge_people(actor=saule, keep=keep, drop=drop, ground=GROUND)
    services.merge_people(actor=saule, keep=keep, drop=third, ground=GROUND)
    with pytest.raises(services.AlreadyJoinedError):
        services.merge_people(actor=saule, keep=drop, drop=third, ground=GROUND)
    with pytest.raises(services.OwnCaseError):
        services.merge_people(actor=saule, keep=keep, drop=saule, ground=GROUND)
    with pytest.raises(services.ReasonMissingError):
        services.merge_people(actor=saule, keep=keep, drop=drop, ground=" ")


def test_the_last_joining_is_undone_first_and_within_thirty_days(u, saule) -> None:
    keep, one, two = person("Aigul"), person("Aigul"), person("Aigul")
    first = services.merge_people(actor=saule, keep=keep, drop=one, ground=GROUND)
    second = services.merge_people(actor=saule, keep=keep, drop=two, ground=GROUND)
    with pytest.raises(services.AlreadyJoinedError):
        services.undo_merge(actor=saule, merge=first)
    services.undo_merge(actor=saule, merge=second)
    Merge.objects.update(made_at=timezone.now() - timedelta(days=31))
    with pytest.raises(services.TooLateError):
        services.undo_merge(actor=saule, merge=first)


def test_what_happened_since_the_joining_stays(u, saule) -> None:
    keep, drop = person("Aigul"), person("Aigul")
    moved = member(drop, u.mill)
    merge = services.merge_people(actor=saule, keep=keep, drop=drop, ground=GROUND)
    newer = services.apply_for_membership(user=keep, body=u.port)
    services.undo_merge(actor=saule, merge=merge)
    assert [(row.pk, row.user_id) for row in Membership.objects.order_by("pk")] == [
        (moved.pk, drop.pk), (newer.pk, keep.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ahmetova aigul", "aigul ahmetova", True),
        ("ahmetova aigul", "ahmedova aigul", True),
        ("ahmetova aigul serikkizi", "ahmetova aigul", True),
        ("ahmetova aigul", "ahmetova dana", False),
        ("ahmetova", "ahmetova", False),
        ("omarov omar", "omarov serik", False),
    ],
)
def test_names_are_near_or_not(one: str, other: str, same: bool) -> None:
    assert are_alike(one.split(), other.split()) is same


def test_members_go_with_bodies_that_are_joined(u, saule) -> None:
    shop = body("Shop", branch=u.miners, territory=u.karaganda)
    aigul, bota, both, hopeful = (person(n) for n in ("Aigul", "Bota", "Dana", "Erke"))
    old, paused = member(aigul, shop), member(bota, shop)
    services.suspend(actor=saule, membership=paused, ground="Studies")
    member(both, shop)
    member(both, u.mine)
    services.apply_for_membership(user=hopeful, body=shop)
    services.apply_for_membership(user=hopeful, body=u.mine)
    waits = services.apply_for_membership(user=person("Gani"), body=shop)
    services.ask_transfer(actor=aigul, membership=old, body=u.mine, ground="Near home")
    away = services.ask_transfer(actor=bota, membership=paused, body=u.mill, ground="Work")
    before = selectors.count_of(u.karaganda)
    merge_bodies(actor=None, bodies=[shop], into=u.mine, on=timezone.localdate(), ground="No. 5")
    run_jobs()
    run_jobs()
    new = Membership.objects.get(user=aigul, state="approved")
    assert (new.body, new.card_no, new.came_from_id, new.since) == (
        u.mine, old.card_no, old.pk, timezone.localdate(),
    )  # fmt: skip
    assert Membership.objects.get(user=bota, body=u.mine).state == "suspended"
    assert selectors.count_of(u.karaganda) == before - 1  # Dana was counted twice
    assert [m.state for m in Membership.objects.filter(user=hopeful).order_by("pk")] == [
        "withdrawn", "applied",
    ]  # fmt: skip
    waits.refresh_from_db()
    assert waits.body == u.mine
    away.refresh_from_db()
    assert (away.state, away.membership.body) == ("asked", u.mine)
    assert Transfer.objects.exclude(pk=away.pk).get().state == "withdrawn"
    moved = StepTaken.objects.filter(step="transfer").count()
    assert moved == 2
    services.move_with_bodies(from_ids=[shop.pk], into_id=u.mine.pk, on=timezone.localdate())
    assert StepTaken.objects.filter(step="transfer").count() == moved


def test_a_body_with_members_does_not_close_and_says_why(u) -> None:
    member(person("Aigul"), u.mine)
    services.apply_for_membership(user=person("Bota"), body=u.mine)
    assert ["2" in text for text in selectors.why_body_must_stay(u.mine)] == [True]
    assert selectors.why_body_must_stay(u.mill) == []


def test_standing_hears_the_rooms_above(u, settings) -> None:
    aigul = person("Aigul")
    assert selectors.standing(aigul).kind == "none"
    member(aigul, u.mine)
    assert selectors.standing(aigul).is_good
    settings.MEMBERSHIP_STANDING = [f"{__name__}.in_arrears"]
    assert selectors.standing(aigul).remarks == ("arrears",)
    assert not selectors.standing(aigul).is_good
    assert Message.objects.filter(kind="membership.merged").count() == 0


def in_arrears(_user: User) -> str | None:
    """Stand in for dues, which come later."""
    return "arrears"


def test_a_managers_mark_on_the_second_record_ends_the_post_of_the_first_at_once(u, saule) -> None:
    place = places.site("Shaft", body=u.mine)
    rustem, twin = person("Rustem"), person("Rustem")
    member(rustem, u.mine)
    post = mandate(rustem, u.mine, Kind.DEPUTY)
    places.job(rustem, place)  # his own record says: a worker
    places.job(twin, place, Side.MANAGER)
    services.merge_people(actor=saule, keep=rustem, drop=twin, ground=GROUND)
    post.refresh_from_db()
    assert post.state == "ended"
    assert "Shaft" in post.end_ground
    assert workplaces.is_employer_side(rustem, u.mine)


def test_nobody_ends_by_joining_what_is_not_his_to_end(u, saule) -> None:
    place = places.site("Shaft", body=u.mine)
    above, twin = person("Above"), person("Above")
    member(above, u.mine)
    post = mandate(above, u.miners, Kind.CHAIR)
    places.job(twin, place, Side.HR)
    with pytest.raises(services.BarredByJoiningError, match="Above"):
        services.merge_people(actor=saule, keep=above, drop=twin, ground=GROUND)
    post.refresh_from_db()
    twin.refresh_from_db()
    assert (post.state, twin.is_active) == ("held", True)
