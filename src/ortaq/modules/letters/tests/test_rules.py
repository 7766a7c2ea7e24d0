"""Who may do what with a letter, and what each list shows: every kind of person."""

import pytest
from django.contrib.auth.models import AnonymousUser

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind as Post
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.letters.models import Answer, Enclosure, Letter
from ortaq.modules.letters.selectors import letters_for
from ortaq.modules.letters.tests.factories import World, appeal, drafted, reply, sent, world
from ortaq.modules.workplaces import services as workplaces

pytestmark = pytest.mark.django_db

# Aigul wrote the appeal; Daniyar, lawyer of the branch union, holds it at his desk there.
EVERYBODY = {
    "author": "aigul",
    "fellow member": "bota",
    "chair of her primary": "saule",
    "holder": "daniyar",
    "colleague at the desk": "galym",
    "employer's side": "boss",
    "lawyer elsewhere": "erlan",
    "inspector above": "kairat",
    "officer of the centre": "nurlan",
    "auditor of the centre": "zhanar",
    "stranger": "marat",
}
DESK = {"holder", "colleague at the desk"}
MAY = {
    "letters.view": DESK,
    "letters.write": {"holder"},
    "letters.own": {"author"},
}


@pytest.fixture
def w() -> World:
    found = world()
    galym, boss = person("Galym"), person("Boss")
    mandate(galym, found.union.miners, Post.LAWYER)
    mandate(boss, found.union.miners, Post.LAWYER)
    employer = workplaces.add_employer(actor=None, name={"ru": "Шахта"}, oked="05101")
    site = workplaces.add_site(
        actor=None, employer=employer, name={"ru": "Ствол"}, kato="351010000"
    )
    workplaces.attach_site(
        actor=None, body=found.union.mine, site=site, since=found.union.mine.opened_on
    )
    job = workplaces.set_job(actor=boss, user=boss, site=site)
    workplaces.mark_side(actor=boss, job=job, side="manager", ground="Order 1")
    for name, someone in (("galym", galym), ("boss", boss)):
        setattr(found, name, User.objects.get(pk=someone.pk))
    return found


def _may(w: World, permission: str, subject: object) -> set[str]:
    people = {who: User.objects.get(pk=getattr(w, name).pk) for who, name in EVERYBODY.items()}
    assert not AnonymousUser().has_perm(permission, subject)
    return {who for who, user in people.items() if user.has_perm(permission, subject)}


def _listed(w: World) -> set[str]:
    people = {who: User.objects.get(pk=getattr(w, name).pk) for who, name in EVERYBODY.items()}
    return {who for who, user in people.items() if letters_for(user).exists()}


def test_a_walk_of_everybody(w: World) -> None:
    got = appeal(w, taken=True)
    assert got.holder == w.daniyar
    draft = drafted(got)
    assert _may(w, "letters.own", draft) == set()  # a draft is the officer's own
    letter, token = sent(got)
    for permission, who in MAY.items():
        assert _may(w, permission, letter) == who, permission
    assert _may(w, "letters.begin", got) == {"holder"}
    answer = reply(token)
    assert _may(w, "letters.release", Answer.objects.get()) == {"holder"}
    assert _may(w, "letters.open_file", Enclosure(answer=answer)) == {"holder"}
    assert _listed(w) == DESK


def test_of_a_confidential_appeal_only_the_holder_reads(w: World) -> None:
    got = appeal(w, taken=True)
    Appeal.objects.filter(pk=got.pk).update(secrecy="confidential")
    letter, _token = sent(Appeal.objects.get(pk=got.pk))
    letter = Letter.objects.get(pk=letter.pk)
    assert _may(w, "letters.view", letter) == {"holder"}
    assert _listed(w) == {"holder"}


def test_who_left_the_post_reads_nothing(w: World) -> None:
    letter, _token = sent(appeal(w, taken=True))
    w.daniyar.mandates.update(until=w.union.mine.opened_on)
    assert _may(w, "letters.view", letter) == {"colleague at the desk"}
    assert _may(w, "letters.write", letter) == set()
