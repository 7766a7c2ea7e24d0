"""Everybody is found by folded words, whichever way his name came in."""

from random import Random

import pytest

from ortaq.foundation.accounts import demo, services
from ortaq.foundation.accounts.factories import person
from ortaq.foundation.accounts.models import NameWord, User

pytestmark = pytest.mark.django_db


def words() -> list[str]:
    return sorted(NameWord.objects.values_list("word", flat=True))


def test_a_registered_person_has_his_words_and_so_has_the_list() -> None:
    aigul = person("aigul")
    assert aigul.name_words == ["abilkasimova", "aigul", "serikizi"]
    aigul.refresh_from_db()
    assert aigul.name_words == ["abilkasimova", "aigul", "serikizi"]
    assert words() == ["abilkasimova", "aigul", "serikizi"]
    person("second", family_name="Абилкасымова", given_name="Aigul")
    assert words() == ["abilkasimova", "aigul", "serikizi"]


def test_a_correction_changes_the_words() -> None:
    aigul, officer = person("aigul"), person("officer")
    wish = services.ask_correction(person=aigul, family_name="Ким")
    services.accept_correction(actor=officer, correction=wish)
    aigul.refresh_from_db()
    assert aigul.name_words == ["kim", "aigul", "serikizi"]
    assert "kim" in words()


def test_whoever_is_erased_is_not_found_and_his_rare_word_goes_at_night() -> None:
    aigul = person("aigul")
    person("second", family_name="Ким", given_name="Айгуль")
    services.erase_person(user_id=aigul.pk)
    aigul.refresh_from_db()
    assert aigul.name_words == []
    NameWord.objects.create(word="kim")  # as two transactions at once would leave it
    assert services.tidy_name_words() == 3
    assert words() == ["aigul", "kim"]
    assert services.tidy_name_words() == 0


def test_a_demo_fills_words_by_copy() -> None:
    ids = demo.persons(50, Random(1)).ids
    for user in User.objects.filter(pk__in=ids):
        assert user.name_words == services.words_of_name(
            user.family_name, user.given_name, user.patronymic
        )
        assert set(user.name_words) <= set(words())
