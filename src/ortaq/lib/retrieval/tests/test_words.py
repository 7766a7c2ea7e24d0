"""One case, one alphabet, the language told, the letters given back."""

import pytest

from ortaq.lib.retrieval.language import language, learn, pieces
from ortaq.lib.retrieval.latin import cyrillic
from ortaq.lib.retrieval.lemmas import is_name, kazakh_stem, stems
from ortaq.lib.retrieval.spelling import readable, vocabulary
from ortaq.lib.retrieval.words import bare, fold, grams, loose, words


def test_words_are_compared_in_one_case_and_one_alphabet():
    assert fold("  «ЁЛКА»\u200b  ") == '"елка"'
    assert bare("Жұмысқа Әділ өтініш") == "жумыска адил отиниш"
    assert loose("увольняют") == loose("уволняют")
    assert words("Не платят 1,5 месяца!") == ["не", "платят", "1,5", "месяца"]
    assert " жа" in grams("жалақы")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Шеф третий месяц не платит зарплату", "ru"),
        ("Жалақыны үш ай бойы бермей жатыр", "kk"),
        ("How many days of leave am I entitled to?", "en"),
        ("жалакы бермейди, не истеймин", "kk"),
        ("демалыс канша кун", "kk"),
        ("zhalaky bermeidi", "kk"),
        ("zarplatu ne platyat tri mesyaca", "ru"),
        ("Зарплатаны бермей жатыр", "kk"),
        ("отпуск", "ru"),
        ("12345", "ru"),
    ],
)
def test_the_language_is_told_on_any_keyboard(text, lang):
    assert language(text) == lang


def test_the_table_of_languages_is_counted_from_texts():
    table = learn(["жалакы бермейди", "жумыс"], ["зарплату не платят", "работа"])

    assert sum(table.get(piece, 0.0) for piece in pieces("жумыска")) > 0
    assert sum(table.get(piece, 0.0) for piece in pieces("работаю")) < 0


def test_latin_letters_become_those_of_the_language():
    assert cyrillic("zarplatu ne platyat") == "зарплату не платят"
    assert cyrillic("jumys", "kk") == "жумыс"
    assert cyrillic("qysqartu", "kk") == "қысқарту"


def test_letters_that_the_keyboard_lacked_come_back():
    known = {"kk": vocabulary(["Жұмысқа шықпады", "жұмысқа"]), "ru": {}}

    assert readable("Zhumyska shykpady", known) == ("жұмысқа шықпады", "kk")
    assert readable("жумыска шыкпады, канша", known) == ("жұмысқа шықпады, канша", "kk")
    assert readable("Не вышел на работу", known) == ("Не вышел на работу", "ru")


def test_base_forms_carry_meaning_only():
    assert stems("Мне не заплатили за отпуска", "ru") == ["заплатить", "отпуск"]
    assert kazakh_stem("жұмыскерлерінің") == kazakh_stem("жұмыскер")
    assert kazakh_stem("жұмыс") == "жумыс"


def test_names_are_known_by_dictionary_and_by_ending():
    assert [is_name(word) for word in ("Айгуль", "Сәрсенов", "Нұрланқызы", "Договор")] == [
        True,
        True,
        True,
        False,
    ]
