"""Lists of members: who is found, who is asked about, what is written, what is taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts import services as accounts_services
from ortaq.foundation.accounts.factories import iin, person
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.orgs.factories import mandate, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.services import close_body
from ortaq.modules.membership import services
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.layouts import MEMBERS
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services.bulk import MemberRow, enter_members
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.membership.tests.sheets import Sheet
from ortaq.modules.membership.workflow import State
from ortaq.modules.workplaces import selectors as workplaces
from ortaq.modules.workplaces.tests import factories as places

pytestmark = pytest.mark.django_db
BORN = date(1985, 3, 14)
NUMBER = iin(BORN, "f")
OTHER = iin(BORN, "f", 77)
FULL = "Оспанова Айгүл Серікқызы"


@pytest.fixture
def world():
    """Saule chairs the mine; the list is hers."""
    found = union()
    found.saule = person("saule")
    mandate(found.saule, found.mine, Kind.CHAIR)
    return found


def sheet(world, *rows, body=None) -> Sheet:
    return Sheet(MEMBERS, world.saule, body or world.mine, *rows)


def aigul(**fields) -> User:
    known = {"family_name": "Оспанова", "given_name": "Айгүл", "patronymic": "Серікқызы"}
    return person("aigul", **{**known, **fields})


def test_new_people_become_members_with_cards_jobs_and_lines_in_the_trail(world):
    shaft = places.site("Шахта", body=world.mine)
    list_ = sheet(
        world,
        {
            "full_name": FULL,
            "iin": NUMBER,
            "phone": "+77010000001",
            "since": "2019-05-01",
            "position": "Машинист",
            "job_since": "2018-02-03",
        },
        {"family_name": "Ким", "given_name": "Виктор", "born_on": "1990-01-02", "sex": "m"},
    )
    assert list_.verdicts() == ["new", "new"]
    assert not Membership.objects.exists()  # nothing before the confirmation
    list_.apply()
    first, second = Membership.objects.order_by("pk").select_related("user")
    assert accounts.find_by_iin(NUMBER) == first.user
    assert first.user.full_name == FULL
    assert (first.user.phone, first.user.language) == ("+77010000001", "kk")
    assert (first.state, first.since, first.sex, first.born_on) == (
        State.APPROVED, date(2019, 5, 1), "f", BORN,
    )  # fmt: skip
    assert is_card_number(first.card_no)
    assert (first.entered_by, first.decided_by) == (world.saule, world.saule)
    assert (second.user.full_name, second.user.language) == ("Ким Виктор", "ru")
    assert (second.since, second.born_on) == (timezone.localdate(), date(1990, 1, 2))
    (job,) = workplaces.jobs_of(first.user)
    assert (job.site, job.position, job.since) == (shaft, "Машинист", date(2018, 2, 3))
    lines = Entry.objects.filter(action="membership.brought", body_id=world.mine.pk)
    assert {line.subject_id for line in lines} == {str(first.pk), str(second.pk)}


def test_the_same_list_again_has_nothing_to_do(world):
    places.site("Шахта", body=world.mine)
    rows = [
        {"full_name": FULL, "iin": NUMBER, "position": "Машинист", "job_since": "2018-02-03"},
        {"full_name": "Ким Виктор", "born_on": "1990-01-02"},
        {"full_name": "Ли Анна"},
    ]
    sheet(world, *rows).apply()
    count = User.objects.count()
    again = sheet(world, *rows)
    assert again.verdicts() == ["same", "same", "same"]
    assert again.apply() == []
    assert (User.objects.count(), Membership.objects.count()) == (count, 3)


def test_a_known_person_gets_what_is_missing_and_nothing_is_written_over(world):
    known = aigul(iin=NUMBER, phone="+77010000009", patronymic="")
    list_ = sheet(
        world,
        {"full_name": "Оспанова Айгуль Сериковна", "iin": NUMBER, "phone": "+77010000001"},
    )
    assert list_.compare() == [("changed", known.pk, [])]
    list_.apply()
    known.refresh_from_db()
    assert known.full_name == "Оспанова Айгүл Сериковна"  # the patronymic was empty
    assert known.phone == "+77010000009"
    assert Membership.objects.get(user=known).body == world.mine


def test_statistics_follow_what_a_list_filled_and_took_back(world):
    known = aigul(born_on=None)
    given = member(known, world.mine)
    list_ = sheet(world, {"full_name": FULL, "born_on": BORN.isoformat()})
    assert list_.compare() == [("doubtful", known.pk, ["membership.alike"])]
    list_.decide(2, "same")

    list_.apply()

    known.refresh_from_db()
    given.refresh_from_db()
    assert (known.born_on, given.born_on) == (BORN, BORN)
    assert list_.undo() == []
    given.refresh_from_db()
    assert given.born_on is None


def test_marriage_changes_a_family_name_and_not_a_person(world):
    known = aigul(iin=NUMBER)
    list_ = sheet(world, {"full_name": "Қасымова Айгүл Серікқызы", "iin": NUMBER})
    assert list_.compare() == [("changed", known.pk, [])]


def test_an_iin_of_quite_another_name_is_wrong(world):
    aigul(iin=NUMBER)
    list_ = sheet(world, {"full_name": "Петров Борис Иванович", "iin": NUMBER})
    assert list_.compare() == [("wrong", None, ["membership.iin_of_another"])]
    assert list_.apply() == []


def test_two_people_under_one_iin_are_both_wrong_and_a_repeated_one_is_not(world):
    list_ = sheet(
        world,
        {"full_name": FULL, "iin": NUMBER},
        {"full_name": "Петров Борис Иванович", "iin": NUMBER},
        {"full_name": "Ли Анна Петровна", "iin": OTHER},
        {"full_name": "ЛИ АННА", "iin": OTHER},
    )
    codes = [(verdict, codes) for verdict, _target, codes in list_.compare()]
    assert codes == [
        ("wrong", ["membership.two_under_one_iin"]),
        ("wrong", ["membership.two_under_one_iin"]),
        ("new", []),
        ("same", ["membership.repeated"]),
    ]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("Оспанова Айгүл Серікқызы", "doubtful"),
        ("Оспанова Айгуль Серыккызы", "doubtful"),
        ("Ospanova Aigul", "doubtful"),
        ("Оспонова Айгүл Серікқызы", "doubtful"),  # a slip of the finger
        ("Қасымова Айгүл Серікқызы", "doubtful"),  # married since
        ("Жұмабекова Сәуле Қанатқызы", "new"),
        ("Оспанов Данияр Ерланұлы", "new"),
    ],
)
def test_a_name_like_it_with_the_same_birth_date_is_asked_about(world, name, verdict):
    known = aigul(born_on=BORN)
    list_ = sheet(world, {"full_name": name, "born_on": BORN.isoformat()})
    found, target, codes = list_.compare()[0]
    assert (found, target) == (verdict, known.pk if verdict == "doubtful" else None)
    assert codes == (["membership.alike"] if verdict == "doubtful" else [])
    another_day = sheet(world, {"full_name": name, "born_on": "1985-03-15"})
    assert another_day.verdicts() == ["new"]


def test_whoever_has_another_iin_is_another_person(world):
    aigul(iin=NUMBER)
    assert sheet(world, {"full_name": FULL, "iin": OTHER}).verdicts() == ["new"]


def test_an_officer_says_who_a_doubtful_row_is(world):
    known = aigul(born_on=BORN)
    row = {"full_name": FULL, "iin": NUMBER}
    undecided = sheet(world, row)
    assert undecided.apply() == []
    same = sheet(world, row)
    same.decide(2, "same")
    same.apply()
    assert Membership.objects.get().user == known
    assert accounts.find_by_iin(NUMBER) == known  # the row brought the number
    same.undo()
    other = sheet(world, row)
    other.decide(2, "other")
    other.apply()
    assert Membership.objects.get().user != known
    assert accounts.find_by_iin(NUMBER) == Membership.objects.get().user


def test_describing_a_doubtful_person_tells_neither_family_name_nor_number(world):
    known = aigul(iin=NUMBER)
    said = MEMBERS.describe([known.pk])[known.pk]
    assert "Айгүл О. С." in said
    assert "Оспанова" not in said
    assert NUMBER not in said


def test_rows_that_contradict_themselves_are_wrong(world):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    list_ = sheet(
        world,
        {"full_name": "Оспанова"},
        {"full_name": FULL, "iin": NUMBER, "born_on": "1985-03-15"},
        {"full_name": FULL, "iin": NUMBER, "sex": "m"},
        {"full_name": FULL, "since": tomorrow},
        {"full_name": "Оспанова А.С."},
        {"full_name": "Ли Анна"},
        {"full_name": "Ли Анна"},
        {"full_name": FULL, "body": "Нет такой"},
    )
    codes = [codes[0] if codes else "" for _verdict, _target, codes in list_.compare()]
    assert codes == [
        "membership.no_name",
        "membership.iin_born_on",
        "membership.iin_sex",
        "membership.future",
        "membership.initials",
        "",
        "membership.namesakes",
        "membership.no_such_body",
    ]


def test_a_list_of_a_body_above_names_the_primaries(world):
    rows = [
        {"full_name": FULL, "iin": NUMBER, "body": "MINE"},
        {"full_name": "Ким Виктор", "body": f"№ {world.mill.pk}"},
        {"full_name": "Ли Анна", "body": "Port"},  # in another region
        {"full_name": "Цой Лев"},
    ]
    list_ = sheet(world, *rows, body=world.karaganda)
    assert [codes for _v, _t, codes in list_.compare()] == [
        [], [], ["membership.no_such_body"], ["membership.no_body"],
    ]  # fmt: skip
    list_.apply()
    bodies = Membership.objects.order_by("user__sort_key").values_list("body", flat=True)
    assert list(bodies) == [world.mill.pk, world.mine.pk]


def test_a_closed_primary_takes_nobody(world):
    list_ = sheet(world, {"full_name": FULL, "body": "Mill"}, body=world.karaganda)
    assert list_.verdicts() == ["new"]
    close_body(actor=None, body=world.mill, on=timezone.localdate())
    assert [codes for _v, _t, codes in list_.compare()] == [["membership.no_such_body"]]
    with pytest.raises(services.NotOpenError):
        enter_members(actor=world.saule, rows=[MemberRow(person("marat").pk, world.mill.pk)])


def test_a_phone_of_another_person_is_left_out_and_said(world):
    person("marat", phone="+77010000001")
    list_ = sheet(
        world,
        {"full_name": FULL, "phone": "+77010000001", "email": "a@example.org"},
        {"full_name": "Ли Анна", "phone": "+77010000002"},
        {"full_name": "Ким Виктор", "phone": "+77010000002"},  # one phone in a family
    )
    assert list_.compare()[0] == ("new", None, ["membership.contact_taken"])
    list_.apply()
    found = User.objects.filter(memberships__isnull=False).order_by("pk")
    assert [(u.phone, u.email) for u in found] == [
        (None, "a@example.org"), ("+77010000002", None), (None, None),
    ]  # fmt: skip


def test_who_comes_back_keeps_the_card_number(world):
    list_ = sheet(world, {"full_name": FULL, "iin": NUMBER})
    list_.apply()
    first = Membership.objects.get()
    services.leave(user=first.user, membership=first)
    sheet(world, {"full_name": FULL, "iin": NUMBER}).apply()
    again = Membership.objects.get(state=State.APPROVED)
    assert (again.user, again.card_no) == (first.user, first.card_no)
    assert again.pk != first.pk


def test_a_waiting_application_stays_the_chairs_to_decide(world):
    known = aigul(iin=NUMBER)
    services.apply_for_membership(user=known, body=world.mine)
    list_ = sheet(world, {"full_name": FULL, "iin": NUMBER})
    assert list_.compare() == [("same", known.pk, ["membership.applied"])]


def test_nobody_admits_himself_by_a_list(world):
    accounts_services.set_iin(actor=None, user=world.saule, iin=NUMBER)
    sheet(world, {"full_name": "Жұмабекова Сәуле Қанатқызы", "iin": NUMBER}).apply()
    own = Membership.objects.get()
    assert (own.user, own.decided_by, own.entered_by) == (world.saule, None, world.saule)


def test_undo_leaves_the_register_as_it_was(world):
    places.site("Шахта", body=world.mine)
    known = aigul(born_on=BORN, phone=None)
    before = (User.objects.count(), list(User.objects.filter(pk=known.pk).values()))
    list_ = sheet(
        world,
        {"full_name": FULL, "iin": NUMBER, "phone": "+77010000001", "position": "Машинист"},
        {"full_name": "Ким Виктор", "iin": iin(date(1990, 1, 2), "m"), "position": "Слесарь"},
    )
    list_.decide(2, "same")
    list_.apply()
    assert Membership.objects.count() == 2
    assert list_.undo() == []
    assert not Membership.objects.exists()
    assert workplaces.jobs_of(known) == []
    assert accounts.find_by_iin(NUMBER) is None
    after = (User.objects.count(), list(User.objects.filter(pk=known.pk).values()))
    assert after == before


def test_what_has_been_used_since_stays_and_is_named(world):
    list_ = sheet(world, {"full_name": FULL, "iin": NUMBER}, {"full_name": "Ли Анна"})
    list_.apply()
    used = Membership.objects.get(user=accounts.find_by_iin(NUMBER))
    services.suspend(actor=world.saule, membership=used, ground="Ұзақ демалыс")
    kept = list_.undo()
    assert {(k.made.subject, k.made.pk, k.code) for k in kept} == {
        ("membership", used.pk, "membership.used"),
        ("person", used.user_id, "membership.used"),
    }
    assert Membership.objects.get() == used


def test_a_list_brings_a_chair_here_or_above_and_nobody_else(world):
    def may(kind, body, name):
        user = person(name)
        mandate(user, body, kind)
        return user.has_perm("membership.bring_table", world.mine)

    assert world.saule.has_perm("membership.bring_table", world.mine)
    assert may(Kind.CHAIR, world.miners, "a")
    assert may(Kind.OFFICER, world.centre, "b")
    assert not may(Kind.CHAIR, world.mill, "c")
    assert not may(Kind.LAWYER, world.miners, "d")
    assert not may(Kind.AUDITOR, world.centre, "e")
    assert not may(Kind.TREASURER, world.mine, "f")
    assert not person("marat").has_perm("membership.bring_table", world.mine)
