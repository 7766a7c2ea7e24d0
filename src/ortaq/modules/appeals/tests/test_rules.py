"""Who may do what with an appeal: every permission, every kind of person."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from ortaq.foundation.audit.forms import TrailFilter
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.sentences import actor_of
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.selectors import desk_of, holds_case_of, queue_of, register_for
from ortaq.modules.appeals.services import answer_appeal
from ortaq.modules.appeals.tests.factories import World, appeal, world

pytestmark = pytest.mark.django_db

# Aigul wrote it; Daniyar, lawyer of the branch union, holds it at his desk there.
EVERYBODY = {
    "author": "aigul",
    "colleague": "bota",
    "chair here": "saule",
    "lawyer above, holder": "daniyar",
    "second lawyer at the same desk": "galym",
    "chair at the same desk": "timur",
    "lawyer elsewhere": "erlan",
    "inspector above": "kairat",
    "officer of the centre": "nurlan",
    "auditor of the centre": "zhanar",
    "administrator": "asel",
    "stranger": "marat",
}
MAY = {
    "appeals.own": {"author"},
    "appeals.view": {
        "author",
        "lawyer above, holder",
        "second lawyer at the same desk",
        "chair at the same desk",
    },
    "appeals.work": {
        "lawyer above, holder",
        "second lawyer at the same desk",
        "chair at the same desk",
    },
    "appeals.take": {
        "lawyer above, holder",
        "second lawyer at the same desk",
        "chair at the same desk",
    },
    "appeals.answer": {"lawyer above, holder"},
    "appeals.hand_over": {"lawyer above, holder", "chair at the same desk"},
    "appeals.confirm": {"author"},
    "appeals.withdraw": {"author"},
    "appeals.reopen": {"author"},
}


@pytest.fixture
def w() -> World:
    found = world()
    for name, where, kind in (
        ("Galym", found.union.miners, Kind.LAWYER),
        ("Timur", found.union.miners, Kind.CHAIR),
        ("Asel", found.union.centre, Kind.ADMINISTRATOR),
    ):
        someone = person(name)
        # In office since today, so Daniyar, longer in office, gets the first appeal.
        mandate(someone, where, kind, since=date(2021, 1, 1))
        setattr(found, name.lower(), someone)
    return found


@pytest.mark.parametrize("permission", MAY)
def test_a_walk_of_everybody(w: World, permission: str) -> None:
    got = appeal(w)
    assert got.holder == w.daniyar
    may = {who for who, name in EVERYBODY.items() if getattr(w, name).has_perm(permission, got)}
    assert may == MAY[permission]


@pytest.mark.parametrize(
    "permission", [*MAY, "appeals.submit", "appeals.desk", "appeals.register"]
)
def test_signed_out_may_nothing(w: World, permission: str) -> None:
    subject = appeal(w) if permission in MAY else None
    assert not AnonymousUser().has_perm(permission, subject)


def test_doors_without_an_appeal(w: World) -> None:
    who = {name: getattr(w, name) for name in EVERYBODY.values()}
    assert {n for n, u in who.items() if u.has_perm("appeals.submit")} == {
        "aigul", "bota", "saule",
    }  # fmt: skip
    workers = {"saule", "daniyar", "galym", "timur", "erlan", "kairat", "nurlan"}
    assert {n for n, u in who.items() if u.has_perm("appeals.desk")} == workers
    assert {n for n, u in who.items() if u.has_perm("appeals.register")} == workers | {"zhanar"}


def test_lists_say_the_same_as_permissions(w: World) -> None:
    for topic in ("pay", "help", "safety", "union"):
        appeal(w, topic=topic)
    for name in EVERYBODY.values():
        user = getattr(w, name)
        listed = set(desk_of(user))
        allowed = {one for one in Appeal.objects.all() if user.has_perm("appeals.work", one)}
        assert listed == allowed, name
        assert set(queue_of(user)) <= listed


def test_the_register_reaches_down_and_carries_no_names(w: World) -> None:
    got = appeal(w)
    assert {n for n in EVERYBODY.values() if got in set(register_for(getattr(w, n)))} == {
        "saule", "daniyar", "galym", "timur", "kairat", "nurlan", "zhanar",
    }  # fmt: skip
    row = register_for(w.zhanar).get()
    assert {"text", "author_id"} <= row.get_deferred_fields()


def test_the_trail_names_officers_and_no_author(w: World) -> None:
    """Whoever reads the whole trail still may not read whose an appeal is, nor search for it."""
    appeal(w, taken=True)
    rows = Entry.objects.filter(action__startswith="appeals.").order_by("pk")
    with override("en"):
        assert [actor_of(row) for row in rows] == [
            "A person in a matter of their own",
            str(w.daniyar),
        ]
    found = {
        name: TrailFilter({"actor": name}).narrow(rows).count()
        for name in (w.aigul.family_name, w.daniyar.family_name)
    }
    assert found == {w.aigul.family_name: 0, w.daniyar.family_name: 1}


def test_a_holder_without_a_mandate_reads_nothing(w: World) -> None:
    got = appeal(w)
    w.daniyar.mandates.update(until=date(2021, 1, 1))
    fresh = type(w.daniyar).objects.get(pk=w.daniyar.pk)
    assert not fresh.has_perm("appeals.view", got)
    assert not queue_of(fresh).exists()


def test_another_post_does_not_keep_a_case(w: World) -> None:
    """Dismissed as lawyer of the branch, chair of his own primary still: no case of the branch."""
    got = appeal(w, taken=True)
    w.daniyar.mandates.update(until=date(2021, 1, 1))
    mandate(w.daniyar, w.union.mill, Kind.CHAIR)
    fresh = type(w.daniyar).objects.get(pk=w.daniyar.pk)
    assert not [name for name in MAY if fresh.has_perm(name, got)]
    assert not queue_of(fresh).exists()
    assert not desk_of(fresh).exists()
    assert not holds_case_of(fresh, w.aigul)


def test_a_case_is_held_until_it_is_closed(w: World) -> None:
    got = appeal(w, taken=True)
    assert holds_case_of(w.daniyar, w.aigul)
    assert not holds_case_of(w.daniyar, w.bota)
    assert not holds_case_of(w.saule, w.aigul)
    answer_appeal(officer=w.daniyar, appeal=got, text="Done")
    assert holds_case_of(w.daniyar, w.aigul)
    got.refresh_from_db()
    got.status = "closed"
    got.save()
    assert not holds_case_of(w.daniyar, w.aigul)
