from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.foundation.accounts import crowd, keys, selectors, services
from ortaq.foundation.accounts.errors import AddressTakenError, BadIinError, IinTakenError
from ortaq.foundation.accounts.factories import iin, person
from ortaq.foundation.accounts.models import Identity, User
from ortaq.foundation.accounts.services import NewPerson, PersonChange
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.services import sequence
from ortaq.foundation.audit.verification import verify

pytestmark = pytest.mark.django_db
BORN = date(1985, 3, 14)
NUMBER = iin(BORN, "f")


def newcomer(n: int = 0, **fields) -> NewPerson:
    return NewPerson(**{"family_name": f"Оспанова{n}", "given_name": "Айгүл", **fields})


def test_people_come_in_bulk_as_they_come_one_by_one():
    saule = person("saule")
    (pk,) = services.register_people(
        actor=saule,
        rows=[
            newcomer(
                patronymic=" Серікқызы ", iin=NUMBER, email="A@Example.org", phone="+77010000001"
            )
        ],
    )
    bulk = User.objects.get(pk=pk)
    alone = services.register_person(
        actor=saule,
        family_name="Оспанова0",
        given_name="Айгүл",
        patronymic="Серікқызы",
        iin=iin(BORN, "f", 2),
    )
    assert (bulk.born_on, bulk.sex, bulk.email) == (BORN, "f", "a@example.org")
    ours = {"id", "public_id", "password", "email", "phone", "created_at"}
    for field in User._meta.local_concrete_fields:
        if field.attname not in ours:
            assert getattr(bulk, field.attname) == getattr(alone, field.attname), field.attname
    assert not bulk.has_usable_password()
    assert selectors.iin_of(bulk) == NUMBER
    assert selectors.find_by_iin(NUMBER) == bulk
    assert NUMBER.encode() not in bytes(bulk.identity.iin_box)


def test_everybody_has_his_own_line_in_the_trail_and_the_chain_holds():
    saule = person("saule")
    ids = services.register_people(actor=saule, rows=[newcomer(n) for n in range(50)])
    lines = Entry.objects.filter(action="accounts.registered", actor=saule)
    assert sorted(int(line.subject_id) for line in lines) == sorted(ids)
    assert {line.subject_type for line in lines} == {"accounts.user"}
    assert sequence() >= 50
    assert verify().problem is None


def test_a_thousand_people_cost_as_many_queries_as_ten():
    def cost(first: int, count: int) -> int:
        rows = [
            newcomer(n, iin=iin(date(1950 + n % 50, 1 + n % 12, 1 + n % 28), "m", 10 + 5 * n))
            for n in range(first, first + count)
        ]
        with CaptureQueriesContext(connection) as caught:
            services.register_people(actor=None, rows=rows)
        return len(caught)

    assert cost(0, 10) == cost(10, 1000) < 12


def test_one_bad_or_taken_number_keeps_all_out():
    person("marat", iin=NUMBER, phone="+77010000001")
    before = User.objects.count()
    good = newcomer(1, iin=iin(BORN, "m"))
    for bad, error in (
        (newcomer(iin="850314400010"), BadIinError),
        (newcomer(iin=NUMBER), IinTakenError),
        (newcomer(iin=good.iin), IinTakenError),
        (newcomer(phone="+77010000001"), AddressTakenError),
        (newcomer(email="MARAT@example.org"), AddressTakenError),
    ):
        with pytest.raises(error):
            services.register_people(actor=None, rows=[good, bad])
    assert User.objects.count() == before


def test_numbers_are_found_under_every_key(settings):
    settings.IDENTITY_KEYS = ["old"]
    marat = person("marat", iin=NUMBER)
    settings.IDENTITY_KEYS = ["new", "old"]
    other = iin(BORN, "m")
    assert crowd.find_by_iins([NUMBER, other, NUMBER]) == {NUMBER: marat.pk}
    with pytest.raises(IinTakenError):
        services.register_people(actor=None, rows=[newcomer(iin=NUMBER)])
    assert len(keys.ring()) == 2


def test_a_change_says_what_stood_before_and_so_can_be_undone():
    aigul, marat = person("aigul"), person("marat", email=None)
    key = aigul.sort_key
    before = services.change_people(
        actor=None,
        changes=[
            PersonChange(aigul.pk, {"family_name": "Абаева"}, iin=NUMBER),
            PersonChange(marat.pk, {"phone": "+77010000009"}),
        ],
    )
    aigul.refresh_from_db()
    assert (aigul.family_name, aigul.sort_key < key) == ("Абаева", True)
    assert selectors.find_by_iin(NUMBER) == aigul
    services.change_people(actor=None, changes=before)
    services.take_iins_back(actor=None, user_ids=[aigul.pk])
    aigul.refresh_from_db()
    marat.refresh_from_db()
    assert (aigul.family_name, aigul.sort_key, marat.phone) == ("Әбілқасымова", key, None)
    assert selectors.find_by_iin(NUMBER) is None


def test_a_change_touches_known_fields_only():
    with pytest.raises(ValueError, match="is_active"):
        services.change_people(
            actor=None, changes=[PersonChange(person("marat").pk, {"is_active": False})]
        )


def test_who_has_been_used_since_stays_and_the_others_go():
    saule = person("saule")
    unused, consented, addressed = services.register_people(
        actor=saule,
        rows=[
            newcomer(1, iin=NUMBER),
            newcomer(2, iin=iin(BORN, "m")),
            newcomer(3, email="third@example.org"),
        ],
    )
    services.give_consent(user=User.objects.get(pk=consented), code="processing")
    services.prove_address(user=User.objects.get(pk=addressed), address="third@example.org")
    kept = services.remove_people_just_made(actor=saule, ids=[unused, consented, addressed])
    assert kept == [consented, addressed]
    assert not User.objects.filter(pk=unused).exists()
    assert not Identity.objects.filter(user_id=unused).exists()
    assert Entry.objects.filter(action="accounts.registration_undone").count() == 1
    assert services.remove_people_just_made(actor=saule, ids=[unused]) == []  # again: nothing
