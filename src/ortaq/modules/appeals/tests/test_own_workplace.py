"""No manager or HR officer of a workplace meets an appeal of it, whatever mandates he holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs.factories import LONG_AGO, mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals import services
from ortaq.modules.appeals.rules import REGISTER, WORKERS
from ortaq.modules.appeals.selectors import desk_of, holds_case_of, queue_of, register_for
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.workplaces import services as workplaces
from ortaq.modules.workplaces.models import Job, Site
from ortaq.modules.workplaces.rules import CASE_KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def shaft(w: World, *, attached: bool = True) -> Site:
    """Return a workplace, of the mine's primary unless told otherwise."""
    employer = workplaces.add_employer(actor=None, name={"ru": "Шахта"})
    site = workplaces.add_site(actor=None, employer=employer, name={"ru": "Ствол"})
    if attached:
        workplaces.attach_site(actor=None, body=w.union.mine, site=site, since=LONG_AGO)
    return site


def mark(user: User, site: Site) -> None:
    """Mark a person by the road that ends mandates."""
    job = workplaces.set_job(actor=None, user=user, site=site)
    workplaces.mark_side(actor=None, job=job, side="hr", ground="staff list No. 1")


def mark_quietly(user: User, site: Site) -> User:
    """Mark a person behind the back of the bar, so that his mandates stand; return him anew."""
    job = workplaces.set_job(actor=None, user=user, site=site)
    Job.objects.filter(pk=job.pk).update(side="manager", marked_at="2026-01-01T00:00Z")
    return again(user)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_bar_knows_every_mandate_that_meets_appeals() -> None:
    assert CASE_KINDS == WORKERS | REGISTER


def test_a_mark_ends_the_lawyers_post_and_his_case_goes_on(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    got = appeal(w, taken=True)
    assert got.holder == w.daniyar
    mark(w.daniyar, shaft(w))
    daniyar = again(w.daniyar)
    assert Mandate.objects.get(user=daniyar).state == Mandate.State.ENDED
    assert not daniyar.has_perm("appeals.view", got)
    run_jobs()
    got.refresh_from_db()
    assert (got.holder, got.desk, got.status) == (galym, w.union.centre, "submitted")


@pytest.mark.parametrize("attached", [True, False])
def test_with_a_mandate_that_stands_he_still_meets_nothing(w: World, *, attached: bool) -> None:
    """Attached: his workplace is the body's. Not: the author works where he manages."""
    site = shaft(w, attached=attached)
    workplaces.set_job(actor=None, user=w.aigul, site=site)
    got = appeal(w, taken=True)
    other = appeal(w, author=w.bota)
    daniyar = mark_quietly(w.daniyar, site)
    for permission in ("view", "work", "take", "answer", "hand_over"):
        assert not daniyar.has_perm(f"appeals.{permission}", got), permission
    hidden = [got, other] if attached else [got]
    for rows in (queue_of(daniyar), desk_of(daniyar), register_for(daniyar)):
        assert not set(hidden) & set(rows)
    assert (other in set(desk_of(daniyar))) is not attached
    assert not holds_case_of(daniyar, w.aigul)
    assert as_(daniyar).get(f"/desk/appeals/{got.number}/").status_code == 404
    assert got.number not in as_(daniyar).get("/desk/appeals/register/").content.decode()
    with pytest.raises(services.NotHolderError):
        services.answer_appeal(officer=daniyar, appeal=got, text="I know who wrote this.")


def test_he_reads_his_own_appeal_and_everybody_else_reads_on(w: World) -> None:
    site = shaft(w)
    bota = mark_quietly(w.bota, site)
    own, hers = appeal(w, author=w.bota), appeal(w)
    assert bota.has_perm("appeals.view", own)
    assert not bota.has_perm("appeals.view", hers)
    assert w.daniyar.has_perm("appeals.view", own)


@pytest.mark.parametrize("attached", [True, False])
def test_no_appeal_is_routed_or_handed_to_him(w: World, *, attached: bool) -> None:
    site = shaft(w, attached=attached)
    workplaces.set_job(actor=None, user=w.aigul, site=site)
    galym = person("Galym")
    mandate(galym, w.union.miners, Kind.LAWYER)
    mark_quietly(w.daniyar, site)
    for _turn in range(3):
        assert appeal(w).holder == galym
    got = appeal(w, taken=True)
    with pytest.raises(services.NotSuitableError):
        services.hand_over_appeal(
            actor=galym, appeal=got, officer=w.daniyar, reason="He knows the mine"
        )


def test_a_mark_without_a_mandate_to_end_takes_the_appeal_away_too(w: World) -> None:
    """Where the author works for him, but the site is no body's: no post ends, the case goes."""
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    site = shaft(w, attached=False)
    workplaces.set_job(actor=None, user=w.aigul, site=site)
    got = appeal(w, taken=True)
    mark(w.daniyar, site)
    assert Mandate.objects.get(user=w.daniyar).state == Mandate.State.HELD
    run_jobs()
    got.refresh_from_db()
    assert got.holder == galym


def test_the_questions_cost_one_query_for_who_has_no_mark(w: World) -> None:
    got = appeal(w, taken=True)
    daniyar = again(w.daniyar)
    assert daniyar.has_perm("appeals.view", got)
    with CaptureQueriesContext(connection) as seen:
        assert daniyar.has_perm("appeals.answer", got)
        assert daniyar.has_perm("appeals.hand_over", got)
    assert len(seen) == 0


def test_an_author_who_begins_to_work_under_the_holder_gets_another(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    site = shaft(w, attached=False)
    mark_quietly(w.daniyar, site)
    got = appeal(w, taken=True)
    assert got.holder == w.daniyar
    workplaces.set_job(actor=w.aigul, user=w.aigul, site=site)
    run_jobs()
    got.refresh_from_db()
    assert got.holder == galym
