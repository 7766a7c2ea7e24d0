"""Kazakh alphabetical order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.texts.sorting import ALPHABET, sort_key

# The 42 letters as they stand in a primer, written out by hand and not taken from the code.
PRIMER = [*"АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"]


def in_order(words: list[str]) -> list[str]:
    return sorted(words, key=sort_key)


def test_the_alphabet_is_the_primers():
    assert len(PRIMER) == len(ALPHABET) == 42
    assert list(ALPHABET.upper()) == PRIMER
    assert in_order(PRIMER[::-1]) == PRIMER


@pytest.mark.parametrize(
    "words",
    [
        ["Абай", "Ақан", "Әбіш", "Әлия", "Бақыт"],
        ["Гауһар", "Ғалым", "Дана"],
        ["Калина", "Қайрат", "Лаура"],
        ["Ныгмет", "Ңұр", "Ольга", "Өмірзақ", "Пернеш"],
        ["Умарова", "Ұлан", "Үміт", "Федоров", "Һамит", "Цой"],
        ["Ыбырай", "Ысқақ", "Ілияс", "Эльмира"],
        ["Еламан", "Ёлкин", "Жанар"],  # ё is a letter of its own, after е
        ["123", "7 шахта", "Smith", "Абай"],  # digits, Latin, Cyrillic
    ],
)
def test_names_stand_as_in_a_kazakh_directory(words):
    assert in_order(words[::-1]) == words


def test_a_space_stands_before_every_letter_and_a_hyphen_counts_as_one():
    words = ["Ақ жол", "Ақ-Су", "Ақ төбе", "Ақан", "Ақбота"]
    assert in_order(words[::-1]) == words
    assert sort_key("Ақ-су") == sort_key("ақ  су") == sort_key("Ақ‑Су")


def test_quotes_points_and_case_do_not_count():
    assert sort_key("«Шахтёр»") == sort_key("ШАХТЁР") == sort_key('"шахтёр".')
    assert sort_key("№ 7 шахта") == sort_key("7 шахта")


def test_a_letter_typed_in_two_signs_is_one_letter():
    assert sort_key("Й") == sort_key("й")
    assert sort_key("Əлия") == sort_key("Әлия")  # Latin schwa from a Turkish keyboard


def test_russian_words_come_out_in_russian_order():
    words = ["Ёжик", "Жук", "Йод", "Кит", "Щука", "Электрик", "Юг", "Яма"]
    assert in_order(words[::-1]) == words


LETTERS = st.text(alphabet=ALPHABET + ALPHABET.upper() + " ", max_size=12)


@given(LETTERS, LETTERS)
def test_the_key_compares_as_places_in_the_alphabet(one, two):
    def places(text: str) -> list[int]:
        return [ALPHABET.find(letter) for letter in " ".join(text.lower().split())]

    assert (sort_key(one) < sort_key(two)) == (places(one) < places(two))


@given(st.text(max_size=40))
def test_any_text_has_a_key_that_is_stable(text):
    assert sort_key(text) == sort_key(text.strip())
    assert sort_key(f"  {text} ") == sort_key(text)
