from datetime import date
from random import Random

import pytest

from ortaq.foundation.accounts import demo, phones, selectors
from ortaq.foundation.accounts.models import Identity, User
from ortaq.foundation.accounts.naming import key_of_name, words_of_name
from ortaq.lib.kazid import Iin, is_iin

pytestmark = pytest.mark.django_db
KAZAKH = set("әғқңөұүһі")


def test_people_come_by_copy_with_their_numbers():
    crowd = demo.persons(400, Random(1))
    ids = crowd.ids
    people = list(User.objects.filter(pk__in=ids).order_by("pk"))
    assert [user.pk for user in people] == list(ids)
    for user in people:
        assert (user.sex, user.born_on) == (crowd.sex_of(user.pk), crowd.born_on(user.pk))
        names = user.family_name, user.given_name, user.patronymic
        assert user.sort_key == key_of_name(*names)
        assert user.name_words == words_of_name(*names)
    assert Identity.objects.count() == 400
    for user in people[:40]:
        number = Iin.parse(selectors.iin_of(user))
        assert (number.born_on, number.sex) == (user.born_on, user.sex)
        assert number.digits[7] == "9"
        assert user.phone == phones.normalise(user.phone)
        user.full_clean()
    assert User.objects.create_user(family_name="Т", given_name="Т").pk == ids[-1] + 1


def test_names_use_all_kazakh_letters_and_fit_the_person():
    rng = Random(2)
    people = [demo.invent(rng, today=date(2026, 11, 23)) for _ in range(3000)]
    letters = set("".join(p.family_name + p.given_name + p.patronymic for p in people).lower())
    assert letters >= KAZAKH
    assert {p.language for p in people} == {"kk", "ru", "en"}
    for p in people:
        if p.patronymic.endswith(("қызы", "вна", "ична")):
            assert p.sex == "f"
        elif p.patronymic:
            assert p.patronymic.endswith(("ұлы", "ич"))
            assert p.sex == "m"
        assert 18 <= (date(2026, 11, 23) - p.born_on).days / 365.25 < 77


def test_a_crowd_has_many_families_and_the_women_asked_for():
    rng = Random(3)
    crowd = [demo.invent(rng, today=date(2026, 11, 23), women=0.2) for _ in range(4000)]
    assert 700 < sum(p.sex == "f" for p in crowd) < 900
    assert len({p.family_name for p in crowd}) > 600
    assert 0.02 < sum(p.born_on < date(1963, 1, 1) for p in crowd) / 4000 < 0.08


def test_some_people_stand_twice_in_the_register():
    crowd = demo.persons(600, Random(4), doubles=0.1)
    without = User.objects.filter(pk__in=crowd.ids, identity=None)
    assert 30 < without.count() < 100
    for double in without:
        twin = User.objects.get(pk=double.pk - 1)
        assert (twin.born_on, twin.sex) == (double.born_on, double.sex)
        assert twin.full_name != double.full_name


def test_the_same_seed_makes_the_same_people():
    assert [demo.invent(Random(7), today=date(2026, 1, 1)) for _ in range(2)] == [
        demo.invent(Random(7), today=date(2026, 1, 1)) for _ in range(2)
    ]


def test_numbers_differ_and_are_right():
    serials = demo.Serials()
    numbers = [serials.iin(date(1990, 1, 1), "f") for _ in range(900)]
    assert len(set(numbers)) == 900
    assert all(map(is_iin, numbers))


def test_the_people_of_the_stories_are_made_once():
    first = demo.named()
    assert set(first) >= {
        "aigul",
        "saule",
        "daniyar",
        "marat",
        "erlan",
        "gulnara",
        "timur",
        "aliya",
        "nurlan",
        "bolat",
        "dina",
    }
    assert demo.named() == first
    assert User.objects.count() == len(first)


def test_not_in_production(settings):
    settings.MODE = "production"
    with pytest.raises(RuntimeError):
        demo.persons(1, Random(1))
