"""Who meets a hearing or a term: every permission, every kind of person, every kind of secrecy."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Case, Signature
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.hearings.models import Hearing
from ortaq.modules.hearings.selectors import (
    hearings_for,
    own_hearings,
    representatives,
    terms_for,
)
from ortaq.modules.hearings.services import open_limitation
from ortaq.modules.hearings.tests.factories import hearing
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.workplaces.models import Side
from ortaq.modules.workplaces.tests.factories import job, site

pytestmark = pytest.mark.django_db

DESK = {"daniyar", "galym", "timur"}  # holder, second lawyer, chair of the same desk
PEOPLE = (
    "aigul", "bota", "saule", "daniyar", "galym", "timur", "erlan", "kairat", "nurlan", "zhanar",
    "asel", "serik", "marat",
)  # fmt: skip


@pytest.fixture
def w() -> World:
    found = world()
    for name, where, kind in (
        ("Galym", found.union.miners, Kind.LAWYER),
        ("Timur", found.union.miners, Kind.CHAIR),
        ("Asel", found.union.centre, Kind.ADMINISTRATOR),
    ):
        someone = person(name)
        mandate(someone, where, kind, since=date(2021, 1, 1))
        setattr(found, name.lower(), someone)
    found.serik = person("Serik")  # type: ignore[attr-defined]
    job(found.serik, site("Shaft", body=found.union.mine), Side.MANAGER)  # type: ignore[attr-defined]
    # The bar would refuse him the post; the rules must hold even where it did not.
    mandate(found.serik, found.union.miners, Kind.LAWYER, since=date(2021, 1, 1))  # type: ignore[attr-defined]
    return found


def who(w: World, permission: str, subject: object) -> set[str]:
    fresh = {name: type(w.aigul).objects.get(pk=getattr(w, name).pk) for name in PEOPLE}
    return {name for name, user in fresh.items() if user.has_perm(permission, subject)}


def test_a_walk_of_everybody(w: World) -> None:
    got = appeal(w, taken=True)
    heard = hearing(got, w.daniyar)
    term = open_limitation(
        actor=w.daniyar, appeal=got, key="other_disputes", event_on=date(2026, 1, 12)
    )
    assert who(w, "hearings.view", heard) == DESK
    assert who(w, "hearings.keep", heard) == {"daniyar", "timur"}
    assert who(w, "hearings.set", got) == {"daniyar", "timur"}
    assert who(w, "hearings.called", heard) == {"aigul"}
    assert who(w, "hearings.keep_term", term) == {"daniyar", "timur"}
    for permission, subject in (("hearings.view", heard), ("hearings.keep_term", term)):
        assert not AnonymousUser().has_perm(permission, subject)
    workers = {"saule", "daniyar", "galym", "timur", "erlan", "kairat", "nurlan", "serik"}
    assert {n for n in PEOPLE if getattr(w, n).has_perm("hearings.desk")} == workers

    # Lists say the same as permissions.
    start = timezone.now()
    span = {"since": start, "before": start.replace(year=start.year + 1)}
    assert {n for n in PEOPLE if heard in set(hearings_for(getattr(w, n), **span))} == DESK
    assert {n for n in PEOPLE if term in set(terms_for(getattr(w, n)))} == DESK
    assert {n for n in PEOPLE if heard in set(own_hearings(getattr(w, n)))} == {"aigul"}


def test_nobody_whom_the_author_keeps_away(w: World) -> None:
    got = appeal(w, taken=True)
    heard = hearing(got, w.daniyar)
    got.against, got.bypass = w.timur, True
    got.save()
    member(w.galym, w.union.mine)  # of the author's own primary now
    heard = Hearing.objects.select_related("appeal").get(pk=heard.pk)
    assert who(w, "hearings.view", heard) == {"daniyar"}
    assert representatives(got, of_appeal=True) == [w.daniyar]


def test_a_confidential_matter_is_represented_by_its_holder_alone(w: World) -> None:
    got = appeal(w, taken=True)
    assert set(representatives(got, of_appeal=True)) == {w.daniyar, w.galym, w.timur}
    got.secrecy = "confidential"
    assert representatives(got, of_appeal=True) == [w.daniyar]


def test_a_collective_case_is_of_its_people_and_its_desk(w: World) -> None:
    first, second = appeal(w, taken=True), appeal(w, author=w.bota)
    case = Case.objects.create(
        number="C-2026-000001", title="Bonus", topic="pay", body=w.union.mine,
        desk=w.union.miners, holder=w.daniyar, opened_at=timezone.now(),
    )  # fmt: skip
    for one in (first, second):
        one.case = case
        one.save()
    assert who(w, "hearings.set_case", case) == {"daniyar", "timur"}
    heard = Hearing.objects.create(
        case=case, kind="court", starts_at=timezone.now() + timedelta(days=1),
        place="Court", representative=w.daniyar, set_by=w.daniyar, set_at=timezone.now(),
    )  # fmt: skip
    assert who(w, "hearings.view", heard) == DESK
    assert who(w, "hearings.called", heard) == {"aigul", "bota"}
    Signature.objects.create(case=case, person=w.marat, at=timezone.now())
    Signature.objects.create(case=case, person=w.galym, at=timezone.now())
    assert who(w, "hearings.called", heard) == {"aigul", "bota", "marat", "galym"}
    assert who(w, "hearings.view", heard) == DESK - {"galym"}  # it is his own matter now
    start = timezone.now()
    span = {"since": start, "before": start.replace(year=start.year + 1)}
    listed = {n for n in PEOPLE if heard in set(hearings_for(getattr(w, n), **span))}
    assert listed == {"daniyar", "timur"}
    assert set(own_hearings(w.galym)) == {heard}
