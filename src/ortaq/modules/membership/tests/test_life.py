"""The whole life of a membership: pauses, leaving, exclusion, transfers, coming back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.services import close_body
from ortaq.lib.kazid import iin_check_digit
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.models import Membership, Transfer
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.membership.workflow import IllegalStepError, LeaveReason

IIN = "90051245012" + str(iin_check_digit("90051245012"))

pytestmark = pytest.mark.django_db


@pytest.fixture
def u():
    return union()


@pytest.fixture
def saule(u):
    found = person("Saule")
    mandate(found, u.mine, Kind.CHAIR)
    return found


def told(kind: str) -> list[str]:
    rows = Message.objects.filter(kind=kind).select_related("person").order_by("pk")
    return [row.person.given_name for row in rows]


def steps_of(membership: Membership) -> list[tuple[str, str]]:
    return list(membership.steps.order_by("pk").values_list("step", "ground"))


def test_a_pause_keeps_the_card_and_the_help_but_not_the_standing(u, saule) -> None:
    aigul = person("Aigul")
    got = member(aigul, u.mine)
    card = got.card_no
    assert selectors.standing(aigul).kind == "good"
    with pytest.raises(services.ReasonMissingError):
        services.suspend(actor=saule, membership=got, ground="  ")
    services.suspend(actor=saule, membership=got, ground="Leave for childcare until 2028")
    got.refresh_from_db()
    assert (got.state, got.card_no) == ("suspended", card)
    assert selectors.standing(aigul).kind == "suspended"
    assert selectors.is_member(aigul, u.mine)  # asks for help as before
    assert selectors.count_of(u.mine) == 1
    with pytest.raises(IllegalStepError):
        services.suspend(actor=saule, membership=got, ground="again")
    services.resume(actor=saule, membership=got)
    assert selectors.standing(aigul).kind == "good"
    assert steps_of(got) == [("suspend", "Leave for childcare until 2028"), ("resume", "")]
    assert told("membership.suspended") == told("membership.resumed") == ["Aigul"]


def test_nobody_acts_on_his_own_membership_but_to_leave(u, saule) -> None:
    got = member(saule, u.mine)
    today = timezone.localdate()
    for act in (
        lambda: services.suspend(actor=saule, membership=got, ground="rest"),
        lambda: services.exclude(actor=saule, membership=got, decision="No. 1"),
        lambda: services.end_membership(actor=saule, membership=got, reason=LeaveReason.WORK),
        lambda: services.transfer_member(
            actor=saule, membership=got, body=u.mill, on=today, ground="g"
        ),
    ):
        with pytest.raises(services.OwnCaseError):
            act()
    assert services.leave(user=saule, membership=got).leave_reason == "own"


def test_an_exclusion_names_its_decision_and_its_day(u, saule) -> None:
    got = member(person("Aigul"), u.mine)
    Membership.objects.update(since=timezone.localdate() - timedelta(days=10))
    with pytest.raises(services.ReasonMissingError):
        services.exclude(actor=saule, membership=got, decision="")
    for wrong in (timedelta(days=1), timedelta(days=-11)):
        with pytest.raises(services.WrongDayError):
            services.exclude(
                actor=saule, membership=got, decision="No. 7", on=timezone.localdate() + wrong
            )
    day = timezone.localdate() - timedelta(days=3)
    done = services.exclude(actor=saule, membership=got, decision="Minutes No. 7", on=day)
    assert (done.state, done.left_on, done.leave_reason) == ("left", day, "excluded")
    assert steps_of(done) == [("exclude", "Minutes No. 7")]
    assert told("membership.excluded") == ["Aigul"]


def test_who_died_is_told_nothing(u, saule) -> None:
    got = member(person("Aigul"), u.mine)
    services.end_membership(actor=saule, membership=got, reason=LeaveReason.DIED)
    assert Message.objects.filter(kind="membership.ended").count() == 0
    with pytest.raises(ValueError, match="own act"):
        services.end_membership(actor=saule, membership=got, reason=LeaveReason.EXCLUDED)


def test_who_comes_back_has_the_old_card_number(u, saule) -> None:
    aigul = person("Aigul")
    first = member(aigul, u.mine)
    services.leave(user=aigul, membership=first)
    again = services.rejoin(user=aigul, membership=first)
    assert again.card_no is None
    back = services.approve_application(actor=saule, membership=again)
    assert back.card_no == first.card_no
    with pytest.raises(services.OwnCaseError):
        services.rejoin(user=person("Marat"), membership=first)
    # a second membership at once has a number of its own
    other = services.apply_for_membership(user=aigul, body=u.mill)
    other = services.approve_application(actor=saule, membership=other)
    assert other.card_no not in {None, first.card_no}


def test_a_transfer_keeps_card_state_and_circumstances(u, saule) -> None:
    aigul = person("Aigul")
    old = member(aigul, u.mine)
    Membership.objects.update(since=timezone.localdate() - timedelta(days=400), is_retired=True)
    services.suspend(actor=saule, membership=old, ground="Studies")
    services.apply_for_membership(user=aigul, body=u.port)
    day = timezone.localdate() - timedelta(days=2)
    new = services.transfer_member(
        actor=saule, membership=old, body=u.port, on=day, ground="Now works at the port"
    )
    old.refresh_from_db()
    assert (old.state, old.left_on) == ("transferred", day)
    assert (new.state, new.since, new.came_from_id) == ("suspended", day, old.pk)
    assert (new.card_no, new.is_retired) == (old.card_no, True)
    assert [m.state for m in Membership.objects.order_by("pk")] == [
        "transferred", "withdrawn", "suspended",
    ]  # fmt: skip
    assert [selectors.count_of(body) for body in (u.mine, u.port, u.miners)] == [0, 1, 1]
    assert told("membership.transferred") == ["Aigul"]
    there = selectors.memberships_of(aigul)[0]
    assert (there.pk, there.belongs_since) == (new.pk, old.since)  # the years go along


def test_a_transfer_goes_to_an_open_primary_only_and_not_twice(u, saule) -> None:
    aigul = person("Aigul")
    got = member(aigul, u.mine)
    member(aigul, u.mill)
    today = timezone.localdate()

    def go(body) -> None:
        services.transfer_member(actor=saule, membership=got, body=body, on=today, ground="g")

    with pytest.raises(services.NotOpenError):
        go(u.miners)
    with pytest.raises(services.AlreadyThereError):
        go(u.mill)
    with pytest.raises(services.AlreadyThereError):
        go(u.mine)
    close_body(actor=None, body=u.port, on=today)
    with pytest.raises(services.NotOpenError):
        go(u.port)
    got.refresh_from_db()
    assert got.state == "approved"


def test_a_wish_to_move_needs_both_chairs(u, saule) -> None:
    aigul, timur = person("Aigul"), person("Timur")
    mandate(timur, u.mill, Kind.CHAIR)
    got = member(aigul, u.mine)
    wish = services.ask_transfer(actor=aigul, membership=got, body=u.mill, ground="New work")
    assert sorted(told("membership.transfer_asked")) == ["Saule", "Timur"]
    with pytest.raises(services.AlreadyAskedError):
        services.ask_transfer(actor=aigul, membership=got, body=u.port, ground="Or there")
    with pytest.raises(services.OwnCaseError):
        services.agree_transfer(actor=aigul, transfer=wish, lets_go=True)
    assert services.agree_transfer(actor=saule, transfer=wish, lets_go=True) is None
    assert services.agree_transfer(actor=saule, transfer=wish, lets_go=True) is None  # again
    new = services.agree_transfer(actor=timur, transfer=wish, takes_in=True)
    assert new is not None
    assert (new.body, new.card_no, new.since) == (u.mill, got.card_no, timezone.localdate())
    wish.refresh_from_db()
    assert (wish.state, wish.let_go_by, wish.taken_in_by) == ("done", saule, timur)
    with pytest.raises(services.NotAskedError):
        services.refuse_transfer(actor=timur, transfer=wish, answer="Too late")


def test_a_wish_is_refused_with_a_reason_or_taken_back_or_falls_with_the_membership(
    u, saule
) -> None:
    aigul = person("Aigul")
    got = member(aigul, u.mine)

    def ask() -> Transfer:
        return services.ask_transfer(actor=aigul, membership=got, body=u.mill, ground="Work")

    with pytest.raises(services.ReasonMissingError):
        services.refuse_transfer(actor=saule, transfer=ask(), answer=" ")
    services.refuse_transfer(actor=saule, transfer=Transfer.objects.get(), answer="Not there yet")
    second = ask()
    with pytest.raises(services.OwnCaseError):
        services.withdraw_transfer(user=person("Marat"), transfer=second)
    services.withdraw_transfer(user=aigul, transfer=second)
    ask()
    services.leave(user=aigul, membership=got)
    states = list(Transfer.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["refused", "withdrawn", "withdrawn"]
    with pytest.raises(IllegalStepError):
        ask()


def test_many_are_admitted_at_once_and_the_decided_passed_over(u, saule) -> None:
    people = [person(name) for name in ("Aigul", "Bota", "Dana")]
    rows = [services.apply_for_membership(user=who, body=u.mine) for who in people]
    services.refuse_application(actor=saule, membership=rows[1], reason="Works at the mill")
    assert services.approve_many(actor=saule, memberships=rows) == 2
    assert [m.state for m in Membership.objects.order_by("pk")] == [
        "approved", "refused", "approved",
    ]  # fmt: skip
    own = services.apply_for_membership(user=saule, body=u.mine)
    more = services.apply_for_membership(user=person("Erke"), body=u.mine)
    with pytest.raises(services.OwnCaseError):
        services.approve_many(actor=saule, memberships=[more, own])
    more.refresh_from_db()
    assert more.state == "applied"  # all or none


def test_circumstances_are_kept_with_consent_only_and_go_with_it(u, saule) -> None:
    aigul = person("Aigul")
    got = member(aigul, u.mine)
    marks = {"retired": True, "veteran": True, "disabled": False}
    with pytest.raises(services.ConsentMissingError):
        services.mark_circumstances(actor=saule, user=aigul, **marks)
    accounts.give_consent(user=aigul, code=services.CIRCUMSTANCES)
    services.mark_circumstances(actor=saule, user=aigul, **marks)
    services.mark_circumstances(actor=saule, user=aigul, **marks)  # nothing new
    assert Entry.objects.filter(action="membership.circumstances").count() == 1
    services.leave(user=aigul, membership=got)
    again = services.rejoin(user=aigul, membership=got)
    assert (again.is_retired, again.is_veteran, again.is_disabled) == (True, True, False)
    accounts.withdraw_consent(user=aigul, code=services.CIRCUMSTANCES)
    run_jobs()
    assert set(Membership.objects.values_list("is_retired", "is_veteran")) == {(True, False)}
    services.retire(actor=aigul, user=aigul, retired=False)
    again.refresh_from_db()
    assert again.is_retired is False


def test_copies_of_a_person_follow_the_person_while_the_membership_lives(u) -> None:
    aigul = person("Aigul")
    ended, live = member(aigul, u.mine), member(aigul, u.mill)
    services.leave(user=aigul, membership=ended)
    accounts.set_iin(actor=None, user=aigul, iin=IIN)
    run_jobs()
    ended.refresh_from_db()
    live.refresh_from_db()
    assert (live.sex, str(live.born_on)) == ("f", "1990-05-12")
    assert (ended.sex, ended.born_on) == ("", None)
