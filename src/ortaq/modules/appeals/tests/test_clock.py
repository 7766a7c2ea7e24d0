"""What the clock says to officers and chairs, once."""

from datetime import date, timedelta

import pytest

from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals import services
from ortaq.modules.appeals.tests.factories import World, appeal, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def told() -> list[tuple[str, str]]:
    kinds = ["appeals.due_soon", "appeals.overdue"]
    rows = Message.objects.filter(kind__in=kinds).select_related("person")
    return sorted((row.kind.removeprefix("appeals."), row.person.given_name) for row in rows)


def workdays_before(day: date, count: int) -> date:
    return next(
        day - timedelta(days=back)
        for back in range(30)
        if KZ.between(day - timedelta(days=back), day) == count
    )


def test_the_officer_is_warned_two_working_days_before_the_term_once(w: World) -> None:
    got = appeal(w, taken=True)
    assert services.remind(today=workdays_before(got.due_on, 4)) == 0
    assert services.remind(today=workdays_before(got.due_on, 2)) == 1
    assert services.remind(today=got.due_on) == 0  # told once
    assert told() == [("due_soon", "Daniyar")]


def test_when_the_term_has_passed_the_chair_of_the_desk_learns_it_too(w: World) -> None:
    mandate(person("Zhanna"), w.union.miners, Kind.CHAIR)
    got = appeal(w, taken=True)
    assert services.remind(today=got.due_on + timedelta(days=1)) == 2
    assert services.remind(today=got.due_on + timedelta(days=2)) == 0
    assert told() == [("overdue", "Daniyar"), ("overdue", "Zhanna")]


def test_an_answered_appeal_and_one_long_late_are_silent(w: World) -> None:
    answered, old = appeal(w, taken=True), appeal(w, taken=True)
    services.answer_appeal(officer=w.daniyar, appeal=answered, text="It is paid.")
    assert services.remind(today=answered.due_on) == 1  # the other one
    assert services.remind(today=old.due_on + timedelta(days=30)) == 0
    assert told() == [("due_soon", "Daniyar")]


def test_a_nameless_appeal_is_told_to_all_who_might_take_it(w: World) -> None:
    got = appeal(w)
    got.holder = None
    got.save()
    mandate(person("Second"), w.union.miners, Kind.LAWYER)
    services.remind(today=got.due_on)
    assert told() == [("due_soon", "Daniyar"), ("due_soon", "Second")]


def test_nobody_is_told_as_an_officer_of_an_own_appeal(w: World) -> None:
    mandate(w.aigul, w.union.miners, Kind.CHAIR)
    got = appeal(w, taken=True)
    services.remind(today=got.due_on + timedelta(days=1))
    assert told() == [("overdue", "Daniyar")]
