import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.texts.folding import fold, folded_words


@pytest.mark.parametrize(
    "spellings",
    [
        ("Әбілқасымова", "Абилкасымова", "Abilkassymova", "Ábilqasymova", "ӘБІЛҚАСЫМОВА"),
        ("Айгүл", "Айгуль", "Aigul", "Aygul", "Əйгүл"),
        ("Сәуле", "Сауле", "Saule", "Səule"),
        ("Жұмабекова", "Жумабекова", "Zhumabekova", "Jumabekova"),
        ("Ғалымұлы", "Галымулы", "Ghalymuly"),
        ("Өмірбек", "Омирбек", "Omirbek"),
        ("Шәріпов", "Şaripov", "Sharipov", "Шарипов"),
        ("Хамит", "Һамит", "Khamit"),
        ("Семён", "Семен", "Semyon"),
        ("Геннадий", "Генадий", "Gennadiy"),
        ("Юлия", "Yuliya", "Iuliia"),
    ],
)
def test_spellings_of_one_name_fall_together(spellings: tuple[str, ...]) -> None:
    assert len({fold(word) for word in spellings}) == 1


@pytest.mark.parametrize("pair", [("Ерлан", "Нұрлан"), ("Асан", "Есен"), ("Мира", "Мария")])
def test_different_names_stay_apart(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) != fold(pair[1])


def test_words_part_at_hyphens_and_lose_apostrophes() -> None:
    assert folded_words("Нұрғалиева-Ким, О’Коннор  нұрғалиева") == [
        "nurgalieva", "kim", "okonor"
    ]  # fmt: skip
    assert folded_words("№ 7 шахта, 100") == ["7", "shahta", "100"]
    assert folded_words(" – ") == []


@given(st.text(max_size=40))
def test_any_text_folds_to_small_letters_and_digits(text: str) -> None:
    for word in folded_words(text):
        assert word
        assert word.isalnum()
        assert word == word.casefold()


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя -", max_size=40))
def test_case_and_a_second_folding_change_nothing(text: str) -> None:
    words = folded_words(text)
    assert folded_words(text.upper()) == words
    assert set(folded_words(" ".join(words))) <= set(words) | {fold(word) for word in words}
