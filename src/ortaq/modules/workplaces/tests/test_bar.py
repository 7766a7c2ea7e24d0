"""Who manages a workplace holds no mandate that sees its appeals: every kind of person."""

from datetime import timedelta

import pytest

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs import services as orgs_services
from ortaq.foundation.orgs.factories import body, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.models import Side
from ortaq.modules.workplaces.rules import CASE_KINDS
from ortaq.modules.workplaces.tests.factories import employer, job, site, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world()


def state_of(user, at):
    """Return the state of a person's only mandate at a body, as the database has it."""
    return Mandate.objects.get(user=user, body=at).state


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("level", ["mine", "miners", "karaganda", "centre"])
def test_a_manager_is_barred_from_posts_that_see_appeals_of_his_workplace(w, kind, level):
    why = selectors.barred(w.rustem, getattr(w.union, level), kind)
    assert bool(why) is (kind in CASE_KINDS)


@pytest.mark.parametrize("place", ["mill", "port", "metal", "aktau"])
def test_elsewhere_he_may_hold_any_post(w, place):
    found = [k for k in Kind if selectors.barred(w.rustem, getattr(w.union, place), k)]
    assert found == []


@pytest.mark.parametrize(
    "who", ["aigul", "saule", "daniyar", "erlan", "timur", "gulnara", "aliya", "nurlan", "marat"]
)
def test_nobody_else_is_barred_anywhere(w, who):
    for at in (w.union.mine, w.union.miners, w.union.centre):
        assert [k for k in Kind if selectors.barred(getattr(w, who), at, k)] == []


@pytest.mark.parametrize("side", [Side.MANAGER, Side.HR])
def test_a_post_is_refused_when_it_is_proposed(w, side):
    job(w.marat, w.shaft, side)
    with pytest.raises(orgs_services.BarredError, match="Mine"):
        orgs_services.propose_mandate(
            actor=w.erlan, user=w.marat, body=w.union.mine, kind=Kind.DEPUTY, since=today()
        )
    assert not Mandate.objects.filter(user=w.marat).exists()


def test_a_post_is_refused_when_it_is_confirmed(w):
    proposed = orgs_services.propose_mandate(
        actor=w.erlan, user=w.marat, body=w.union.miners, kind=Kind.LAWYER, since=today()
    )
    # The mark came by a road that does not end mandates: straight into the table.
    made = job(w.marat, w.canteen)
    type(made).objects.filter(pk=made.pk).update(
        site=w.shaft, side=Side.HR, marked_at="2026-01-01T00:00Z"
    )
    with pytest.raises(orgs_services.BarredError):
        orgs_services.confirm_mandate(actor=w.gulnara, mandate=proposed)
    assert state_of(w.marat, w.union.miners) == Mandate.State.PROPOSED


def test_a_mark_ends_the_live_mandate_at_once_with_its_ground(w):
    services.mark_side(
        actor=w.gulnara, job=job(w.daniyar, w.shaft), side=Side.HR, ground="order No. 5"
    )
    ended = Mandate.objects.get(user=w.daniyar)
    assert (ended.state, ended.until, ended.ended_by) == (Mandate.State.ENDED, today(), None)
    assert "Главный ствол" in ended.end_ground
    assert orgs.mandates_of(type(w.daniyar).objects.get(pk=w.daniyar.pk)) == []
    entry = Entry.objects.get(action="orgs.mandate_barred")
    assert (entry.actor_id, entry.body_id) == (w.gulnara.pk, w.union.miners.pk)


def test_a_mark_refuses_what_is_only_proposed(w):
    orgs_services.propose_mandate(
        actor=w.erlan, user=w.marat, body=w.union.mine, kind=Kind.DEPUTY, since=today()
    )
    job(w.marat, w.shaft, Side.MANAGER)
    assert state_of(w.marat, w.union.mine) == Mandate.State.REFUSED


def test_a_mark_ends_a_mandate_that_has_not_begun(w):
    later = today() + timedelta(days=30)
    mandate(w.marat, w.union.mine, Kind.DEPUTY, since=later)
    job(w.marat, w.shaft, Side.MANAGER)
    ended = Mandate.objects.get(user=w.marat)
    assert (ended.state, ended.until) == (Mandate.State.ENDED, later)


@pytest.mark.parametrize("who", ["timur", "dina", "nurlan"])
def test_posts_that_see_no_appeals_go_on(w, who):
    job(getattr(w, who), w.shaft, Side.MANAGER)
    assert [m.state for m in orgs.mandates_of(getattr(w, who))] == [Mandate.State.HELD]


def test_a_chair_cannot_take_the_lawyer_above_him_out_of_office_by_a_mark(w):
    at = job(w.daniyar, w.shaft)
    with pytest.raises(services.OutOfReachError, match="Daniyar"):
        services.mark_side(actor=w.saule, job=at, side=Side.HR, ground="I say so")
    at.refresh_from_db()
    assert (at.side, state_of(w.daniyar, w.union.miners)) == (Side.WORKER, Mandate.State.HELD)


def test_who_marks_himself_loses_his_post_and_needs_no_second_person(w):
    services.set_job(actor=w.saule, user=w.saule, site=w.shaft, side=Side.MANAGER)
    assert state_of(w.saule, w.union.mine) == Mandate.State.ENDED


def test_nobody_takes_his_own_mark_away(w):
    own = selectors.jobs_of(w.rustem)[0]
    with pytest.raises(services.MarkedError):
        services.mark_side(actor=w.rustem, job=own, side=Side.WORKER, ground="no")
    with pytest.raises(services.MarkedError):
        services.set_job(actor=w.rustem, user=w.rustem, site=w.shaft, side=Side.WORKER)
    with pytest.raises(services.MarkedError):
        services.end_job(actor=w.rustem, job=own, until=today())
    assert selectors.is_employer_side(w.rustem, w.union.mine)


def test_taking_a_mark_away_lifts_the_bar_and_brings_nothing_back(w):
    at = job(w.daniyar, w.shaft, Side.HR)
    services.mark_side(actor=w.gulnara, job=at, side=Side.WORKER, ground="left the department")
    assert selectors.barred(w.daniyar, w.union.miners, Kind.LAWYER) is None
    assert state_of(w.daniyar, w.union.miners) == Mandate.State.ENDED


def test_a_mark_needs_a_ground(w):
    with pytest.raises(services.GroundMissingError):
        services.mark_side(actor=w.saule, job=job(w.marat, w.shaft), side=Side.HR, ground="  ")


def test_a_director_is_barred_at_every_site_of_his_employer(w):
    at = selectors.jobs_of(w.rustem)[0]
    assert not selectors.is_employer_side(w.rustem, w.union.mill)
    services.mark_side(
        actor=w.erlan, job=at, side=Side.MANAGER, ground="order No. 1", whole_employer=True
    )
    selectors.forget_sides(w.rustem)  # asked before in this very test
    assert selectors.employer_side_bodies(w.rustem) == {w.union.mine.pk, w.union.mill.pk}
    assert selectors.barred(w.rustem, w.union.mill, Kind.CHAIR)


def test_an_ended_job_bars_no_longer_and_a_job_to_come_not_yet(w):
    at = selectors.jobs_of(w.rustem)[0]
    services.end_job(actor=w.saule, job=at, until=today() - timedelta(days=1))
    assert selectors.barred(w.rustem, w.union.mine, Kind.CHAIR) is None
    job(w.marat, w.shaft, Side.HR)
    at = selectors.jobs_of(w.marat)[0]
    at.since = today() + timedelta(days=3)
    at.save()
    selectors.forget_sides(w.marat)
    assert not selectors.is_employer_side(w.marat, w.union.mine)


def test_a_site_that_is_attached_later_bars_its_managers(w):
    free = site("Новый цех")
    job(w.daniyar, free, Side.MANAGER)
    assert state_of(w.daniyar, w.union.miners) == Mandate.State.HELD
    with pytest.raises(services.OutOfReachError):
        services.attach_site(actor=w.saule, body=w.union.mine, site=free, since=today())
    services.attach_site(actor=w.gulnara, body=w.union.mine, site=free, since=today())
    assert state_of(w.daniyar, w.union.miners) == Mandate.State.ENDED


def test_a_move_brings_a_body_under_its_own_manager_and_his_post_ends(w):
    head = person("Yerbol")
    mandate(head, w.union.metal, Kind.CHAIR)
    job(head, w.shaft, Side.MANAGER)
    assert state_of(head, w.union.metal) == Mandate.State.HELD
    orgs_services.move_body(
        actor=None, body=w.union.mine, line="branch", parent=w.union.metal, on=today()
    )
    assert services.enforce_bar(actor=None, body_id=w.union.mine.pk) == 1
    assert services.enforce_bar(actor=None, body_id=w.union.mine.pk) == 0
    assert state_of(head, w.union.metal) == Mandate.State.ENDED


def test_a_shop_organisation_stands_under_its_primary_and_its_manager_is_barred_there(w):
    shop = body("Shop", Body.Level.PRIMARY, branch=w.union.mine)
    place = site("Цех № 3", employer("Цех"), body=shop)
    job(w.marat, place, Side.MANAGER)
    assert selectors.barred(w.marat, w.union.mine, Kind.CHAIR)
    assert not selectors.is_employer_side(w.marat, w.union.mine)


def test_nobody_is_looked_for_in_vain(w, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not selectors.is_employer_side(w.marat, w.union.mine)
        assert selectors.employer_side_bodies(w.marat) == frozenset()
