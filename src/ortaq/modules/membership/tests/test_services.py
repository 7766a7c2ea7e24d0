"""Acts on memberships: apply, decide, leave; and what is counted."""

import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.accounts.models import Consent
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.membership.workflow import IllegalStepError

pytestmark = pytest.mark.django_db


@pytest.fixture
def u():
    return union()


def chair(u, name="Saule"):
    found = person(name)
    mandate(found, u.mine, Kind.CHAIR)
    return found


def told(kind):
    rows = Message.objects.filter(kind=kind).select_related("person").order_by("pk")
    return [(row.person.given_name, row.url) for row in rows]


def test_applying_records_the_consent_and_tells_the_chair(u) -> None:
    chair(u)
    aigul = person("Aigul")
    got = services.apply_for_membership(user=aigul, body=u.mine)
    assert (got.state, got.card_no) == ("applied", None)
    assert Consent.objects.get(user=aigul).purpose == "processing"
    assert told("membership.applied") == [("Saule", "/desk/members/applications/")]
    assert Entry.objects.get(action="membership.applied").body_id == u.mine.pk


def test_a_repeat_changes_nothing(u) -> None:
    chair(u)
    aigul = person("Aigul")
    first, again = (services.apply_for_membership(user=aigul, body=u.mine) for _n in range(2))
    assert first == again
    assert len(told("membership.applied")) == 1
    services.apply_for_membership(user=aigul, body=u.mill)
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("where", ["miners", "centre", "karaganda"])
def test_only_an_open_primary_can_be_joined(u, where) -> None:
    with pytest.raises(services.NotOpenError):
        services.apply_for_membership(user=person("Aigul"), body=getattr(u, where))
    u.mine.closed_on = timezone.localdate()
    u.mine.save()
    with pytest.raises(services.NotOpenError):
        services.apply_for_membership(user=person("Aigul"), body=u.mine)


def test_approval_gives_a_card_number_that_checks(u) -> None:
    saule, aigul = chair(u), person("Aigul")
    got = services.apply_for_membership(user=aigul, body=u.mine)
    done = services.approve_application(actor=saule, membership=got)
    assert (done.state, done.decided_by) == ("approved", saule)
    assert is_card_number(done.card_no)
    assert told("membership.approved") == [("Aigul", "/my/card/")]
    assert selectors.bodies_of(aigul) == [u.mine]
    with pytest.raises(IllegalStepError):
        services.approve_application(actor=saule, membership=got)


def test_a_refusal_says_why_and_a_new_application_is_welcome(u) -> None:
    saule, aigul = chair(u), person("Aigul")
    got = services.apply_for_membership(user=aigul, body=u.mine)
    with pytest.raises(services.ReasonMissingError):
        services.refuse_application(actor=saule, membership=got, reason="  ")
    services.refuse_application(actor=saule, membership=got, reason="You work at the mill")
    assert told("membership.refused") == [("Aigul", "/my/membership/")]
    assert services.apply_for_membership(user=aigul, body=u.mine) != got


def test_nobody_admits_himself_and_the_next_chair_above_is_told(u) -> None:
    saule = chair(u)
    above = person("Timur")
    mandate(above, u.miners, Kind.CHAIR)
    got = services.apply_for_membership(user=saule, body=u.mine)
    with pytest.raises(services.OwnCaseError):
        services.approve_application(actor=saule, membership=got)
    assert told("membership.applied")[0][0] == "Timur"
    assert not saule.has_perm("membership.decide", got)
    assert above.has_perm("membership.decide", got)
    assert list(selectors.applications_for(above)) == [got]
    assert list(selectors.applications_for(saule)) == []


def test_where_the_primary_has_a_chair_those_above_do_not_decide(u) -> None:
    saule, above = chair(u), person("Timur")
    mandate(above, u.miners, Kind.CHAIR)
    got = services.apply_for_membership(user=person("Aigul"), body=u.mine)
    assert [p.has_perm("membership.decide", got) for p in (saule, above)] == [True, False]
    assert list(selectors.applications_for(saule)) == [got]
    assert list(selectors.applications_for(above)) == []


def test_leaving_is_ones_own_and_frees_the_place(u) -> None:
    aigul = person("Aigul")
    got = member(aigul, u.mine)
    with pytest.raises(services.OwnCaseError):
        services.leave(user=person("Marat"), membership=got)
    left = services.leave(user=aigul, membership=got)
    assert (left.state, left.left_on) == ("left", timezone.localdate())
    assert selectors.bodies_of(aigul) == []
    assert not selectors.is_member(aigul, u.mine)


def test_an_application_taken_back_is_not_a_leaving(u) -> None:
    aigul = person("Aigul")
    got = services.apply_for_membership(user=aigul, body=u.mine)
    assert services.leave(user=aigul, membership=got).state == "withdrawn"
    assert Entry.objects.filter(action="membership.left").count() == 0


def test_members_stand_in_the_kazakh_alphabet_and_are_found_by_part_of_a_name(u) -> None:
    for family in ("Әбенов", "Абаев", "Ғалымов", "Ясин", "Қасымов"):
        member(person("Ерлан", family), u.mine)
    rows = selectors.members_of([u.mine.pk]).order_by("user__sort_key")
    assert [row.user.family_name for row in rows] == [
        "Абаев", "Әбенов", "Ғалымов", "Қасымов", "Ясин",
    ]  # fmt: skip
    found = selectors.members_of([u.mine.pk], query="ерлан ҚАСЫМ")
    assert [row.user.family_name for row in found] == ["Қасымов"]
    card = rows[2].printed_card_no
    assert [m.pk for m in selectors.members_of([u.mine.pk], query=card)] == [rows[2].pk]


def test_counts_go_up_both_lines_in_two_queries(u) -> None:
    for where, many in ((u.mine, 3), (u.mill, 2), (u.port, 1)):
        for _n in range(many):
            member(person("Worker"), where)
    services.apply_for_membership(user=person("Aigul"), body=u.mine)  # not counted
    with CaptureQueriesContext(connection) as queries:
        got = selectors.counts_below(u.centre)
    assert len(queries) == 2
    assert [(c.body.pk, c.line.value, c.members) for c in got] == [
        (u.karaganda.pk, "territory", 5),
        (u.miners.pk, "branch", 4),
        (u.metal.pk, "branch", 2),
        (u.aktau.pk, "territory", 1),
    ]
    assert [selectors.count_of(b) for b in (u.centre, u.miners, u.mine)] == [6, 4, 3]
    assert selectors.total_members() == 6


def test_a_name_is_found_in_ones_own_primary_only_and_a_card_from_above_without_a_name(u) -> None:
    saule, above = chair(u), person("Timur")
    mandate(above, u.miners, Kind.CHAIR)
    got = member(person("Aigul", "Omarova"), u.mine)
    member(person("Aigul", "Omarova"), u.mill)
    assert [(f.membership, f.may_name) for f in selectors.search_members(saule, "omar").found] == [
        (got, True)
    ]
    assert selectors.search_members(above, "omar").found == []
    found = selectors.search_members(above, got.printed_card_no).found
    assert [(f.membership, f.may_name) for f in found] == [(got, False)]
    assert selectors.search_members(person("Marat"), got.printed_card_no).found == []


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_make_one_application() -> None:
    u, aigul = union(), person("Aigul")
    chair(u)
    got, start = [], threading.Barrier(10)

    def click() -> None:
        start.wait()
        try:
            got.append(services.apply_for_membership(user=aigul, body=u.mine).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [Membership.objects.get().pk] * 10
    assert Message.objects.filter(kind="membership.applied").count() == 1
