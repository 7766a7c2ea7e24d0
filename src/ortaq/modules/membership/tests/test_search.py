"""Who finds whom, in which spelling, and who hears a number instead of a name."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.errors import PurposeNeededError
from ortaq.foundation.accounts.factories import iin
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import register_person, set_iin
from ortaq.foundation.orgs.factories import Union, mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership import selectors
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.selectors import search
from ortaq.modules.membership.services import TooManyError, open_found
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.membership.workflow import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def u() -> Union:
    return union()


@pytest.fixture
def saule(u: Union) -> User:
    user = person("Сәуле", "Жұмабекова")
    mandate(user, u.mine, Kind.CHAIR)
    return user


@pytest.fixture
def erlan(u: Union) -> User:
    user = person("Ерлан", "Қасымов")
    mandate(user, u.karaganda, Kind.CHAIR)
    return user


@pytest.fixture
def aigul(u: Union) -> Membership:
    return member(person("Айгүл", "Әбілқасымова"), u.mine)


def names(user: User, query: str) -> list[str]:
    return [
        found.membership.user.short_name for found in selectors.search_members(user, query).found
    ]


@pytest.mark.parametrize(
    "query",
    [
        "Айгүл", "айгуль", "Aigul", "АЙГ", "Әбілқ", "Абилкасымова Айгуль", "aigul abil",
        "Айгул Әбілкасымова", "Әбілқасимова", "Абелкасымова", "Әбілқасмова", "Айгл", "Айагүл",
    ],
)  # fmt: skip
@pytest.mark.parametrize("by_index", [False, True])
def test_a_chair_finds_her_member_however_she_types(
    query: str, saule: User, aigul: Membership, u: Union, by_index: bool, monkeypatch
) -> None:
    member(person("Нұрлан", "Төлегенов"), u.mine)
    if by_index:
        monkeypatch.setattr(search, "READ_THROUGH", 0)
    assert names(saule, query) == ["Айгүл Әбілқасымова"]


@pytest.mark.parametrize("query", ["", " ", "\0", "%", "_", "'", "Айгүл Ким", "зззззз", "№"])
def test_what_is_not_there_is_not_found(query: str, saule: User, aigul: Membership) -> None:
    assert selectors.search_members(saule, query) == selectors.People()


def test_the_whole_word_stands_before_the_beginning_of_another(saule: User, u: Union) -> None:
    for given in ("Алия", "Али", "Алина"):
        member(person(given, "Ким"), u.mine)
    assert names(saule, "али") == ["Али Ким", "Алина Ким", "Алия Ким"]


def test_applicants_are_found_and_those_who_left_are_not(
    saule: User, aigul: Membership, u: Union
) -> None:
    Membership.objects.create(
        user=person("Марат", "Бейсенов"),
        body=u.mine,
        state=State.APPLIED,
        applied_at="2026-11-01 08:00Z",
    )
    assert names(saule, "марат") == ["Марат Бейсенов"]
    Membership.objects.filter(pk=aigul.pk).update(state=State.LEFT, left_on=aigul.since)
    assert names(saule, "айгүл") == []


def test_nobody_else_reads_the_name(u: Union, aigul: Membership, erlan: User) -> None:
    elsewhere, lawyer, treasurer = person("Болат"), person("Данияр"), person("Тимур")
    mandate(elsewhere, u.mill, Kind.CHAIR)
    mandate(lawyer, u.miners, Kind.LAWYER)
    mandate(treasurer, u.mine, Kind.TREASURER)
    for reader in (elsewhere, treasurer, person("Марат"), aigul.user):
        assert selectors.search_members(reader, "Айгүл") == selectors.People()
    for reader in (erlan, lawyer):
        heard = selectors.search_members(reader, "Айгүл")
        assert (heard.found, heard.above, heard.may_ask) == ([], 1, True)


def test_from_above_many_are_a_number_and_few_may_be_asked_for(
    u: Union, erlan: User, monkeypatch
) -> None:
    for n in range(search.FEW + 1):
        member(person("Асан", f"Ким{n}"), u.mine)
    heard = selectors.search_members(erlan, "асан")
    assert (heard.above, heard.is_more, heard.may_ask) == (search.FEW + 1, False, False)
    assert selectors.people_above(erlan, "асан") == []
    monkeypatch.setattr(search, "COUNTED", 3)
    assert selectors.search_members(erlan, "асан") == selectors.People(above=3, is_more=True)
    monkeypatch.setattr(search, "LOOKED_AT", 2)
    heard = selectors.search_members(erlan, "асан")
    assert (heard.above, heard.is_more, heard.may_ask) == (2, True, False)
    with pytest.raises(TooManyError):
        open_found(reader=erlan, query="асан", purpose="Preparing the regional council.")


def test_a_member_of_two_primaries_is_one_person(u: Union, aigul: Membership) -> None:
    centre = person("Гүлнәр")
    mandate(centre, u.centre, Kind.OFFICER)
    member(aigul.user, u.mill)
    assert selectors.search_members(centre, "айгүл").above == 1


def test_names_open_after_a_purpose_and_the_person_is_told(erlan: User, aigul: Membership) -> None:
    with pytest.raises(PurposeNeededError):
        open_found(reader=erlan, query="айгуль", purpose="work")
    assert accounts.live_opening(erlan, aigul.user) is None
    got = open_found(reader=erlan, query="айгуль", purpose="Preparing the regional council.")
    assert [row.pk for row in got] == [aigul.pk]
    opening = accounts.live_opening(erlan, aigul.user)
    assert opening is not None
    assert "council" in opening.purpose
    assert opening.reader_post
    assert erlan.has_perm("membership.read_person", aigul.user)


def test_marat_cannot_open_by_guessing(aigul: Membership, saule: User) -> None:
    for reader in (person("Марат"), saule):  # the chair reads near, nothing above
        with pytest.raises(TooManyError):
            open_found(reader=reader, query="Айгүл", purpose="Curiosity and nothing else.")


def test_numbers_find_one_person_from_above_without_the_name(
    u: Union, saule: User, erlan: User, aigul: Membership
) -> None:
    number = iin(date(1990, 5, 17), "f")
    user = register_person(
        actor=None, family_name="Ким", given_name="Дина", phone="+77011234567", iin=number
    )
    dina = member(user, u.mine)
    stranger = register_person(
        actor=None, family_name="Пак", given_name="Вера", phone="+77017654321"
    )
    for query in (number, "8 701 123 45 67", "+7 (701) 123-45-67", dina.printed_card_no):
        for reader, may_name in ((saule, True), (erlan, False)):
            got = selectors.search_members(reader, query)
            assert [(f.membership.pk, f.may_name) for f in got.found] == [(dina.pk, may_name)]
        assert selectors.search_members(person("Марат"), query) == selectors.People()
    assert selectors.search_members(saule, stranger.phone or "") == selectors.People()
    for query in (number, "87011234567"):
        assert selectors.search_members(saule, query, by_number=False) == selectors.People()


def test_a_later_name_is_found_and_the_former_is_not(saule: User, aigul: Membership) -> None:
    set_iin(actor=saule, user=aigul.user, iin=iin(date(1988, 5, 17), "f"))
    aigul.user.family_name = "Оспанова"
    aigul.user.name_words = ["ospanova", "aigul"]
    aigul.user.save()
    assert names(saule, "оспанова") == ["Айгүл Оспанова"]
    assert names(saule, "Әбілқасымова") == []


def test_the_number_of_queries_does_not_grow(u: Union, saule: User) -> None:
    counts = []
    for n in range(2):
        for m in range(1 + 8 * n):
            member(person("Асан", f"Ким{n}{m}"), u.mine)
        with CaptureQueriesContext(connection) as queries:
            selectors.search_members(User.objects.get(pk=saule.pk), "асан")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
