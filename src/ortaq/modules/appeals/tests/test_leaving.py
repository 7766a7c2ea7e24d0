"""An officer leaves his post: his open cases find another, his answered ones are nobody's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs import services as orgs
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.services import answer_appeal, open_case, pass_on_appeals_of
from ortaq.modules.appeals.tests.factories import World, appeal, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def dismiss(w: World) -> User:
    """End Daniyar's post as the night does when its last day has passed."""
    w.daniyar.mandates.update(until=timezone.localdate() - timedelta(days=1))
    orgs.end_expired_mandates()
    run_jobs()
    return User.objects.get(pk=w.daniyar.pk)


def test_his_case_goes_to_the_next_lawyer_and_the_author_is_told(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.miners, Kind.LAWYER)
    got = appeal(w, taken=True)
    due = got.due_on

    daniyar = dismiss(w)

    got.refresh_from_db()
    assert (got.holder, got.desk, got.status, got.due_on) == (
        galym, w.union.miners, "submitted", due,
    )  # fmt: skip
    last = got.moves.latest("pk")
    assert (last.kind, last.who, last.to) == (Move.Kind.HANDED_OVER, None, galym)
    assert not daniyar.has_perm("appeals.view", got)
    for kind, who in (("appeals.assigned", galym), ("appeals.handed_over", w.aigul)):
        assert Message.objects.filter(kind=kind, person=who).count() == 1
    assert pass_on_appeals_of(officer=daniyar) == 0


def test_what_he_may_still_hold_or_has_answered_stays(w: World) -> None:
    mandate(w.daniyar, w.union.miners, Kind.CHAIR)
    still, answered = appeal(w, taken=True), appeal(w, taken=True)
    answer_appeal(officer=w.daniyar, appeal=answered, text="Done")
    w.daniyar.mandates.filter(kind=Kind.LAWYER).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    orgs.end_expired_mandates()
    run_jobs()
    for one in (still, answered):
        one.refresh_from_db()
        assert one.holder == w.daniyar


def test_without_any_other_officer_it_lies_at_the_centre_in_nobodys_name(w: World) -> None:
    got = appeal(w, taken=True)
    for user in (w.saule, w.nurlan, w.kairat, w.erlan):
        user.mandates.update(until=timezone.localdate() - timedelta(days=1))
    dismiss(w)
    got.refresh_from_db()
    assert (got.holder, got.desk, got.status) == (None, w.union.centre, "submitted")


def test_a_collective_case_keeps_no_name_of_who_left(w: World) -> None:
    ours, empty = (
        open_case(actor=w.daniyar, appeals=[appeal(w, taken=True)], title="Bonus") for _n in (1, 2)
    )
    Appeal.objects.filter(case=empty).update(case=None)
    galym = person("Galym")
    mandate(galym, w.union.miners, Kind.LAWYER)
    assert pass_on_appeals_of(officer=w.daniyar) == 0
    ours.refresh_from_db()
    assert ours.holder == w.daniyar  # he is still here
    dismiss(w)
    for case, holder in ((ours, galym), (empty, None)):
        case.refresh_from_db()
        assert (case.holder, case.desk) == (holder, w.union.miners)
        assert Entry.objects.filter(
            subject_type="appeals.case", subject_id=case.pk, action="appeals.case_handed_over"
        ).exists()
