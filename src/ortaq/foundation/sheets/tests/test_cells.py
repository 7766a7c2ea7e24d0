"""One cell at a time: what offices really write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.sheets import cells, whole
from ortaq.foundation.sheets.cells import Bad
from ortaq.foundation.sheets.checking import _escape, _escaped
from ortaq.foundation.sheets.tests.crew import iin_of
from ortaq.lib.kazid import is_iin


def code(found: str) -> str:
    return found.code if isinstance(found, Bad) else ""


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("12.03.1985", "1985-03-12"),
        ("12.03.85", "1985-03-12"),
        ("01.02.05", "2005-02-01"),
        ("12/3/1985", "1985-03-12"),
        ("1985-03-12", "1985-03-12"),
        ("1985-03-12 00:00:00", "1985-03-12"),
        ("1985-03-12T00:00:00Z", "1985-03-12"),
        ("12 марта 1985 г.", "1985-03-12"),
        ("5 мая 2001 года", "2001-05-05"),
        ("1985 жылғы 12 наурыз", "1985-03-12"),
        ("12 Mar 1985", "1985-03-12"),
        ("12.03.1985г.", "1985-03-12"),
        ("31118", "1985-03-12"),  # a spreadsheet's own number of days
        ("31118.0", "1985-03-12"),
        ("", ""),
    ],
)
def test_dates_as_text_are_read(raw, day) -> None:
    assert cells.day(raw, this_year=2026) == day
    assert code(cells.day(raw, this_year=2026)) == ""


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("03/25/1985", "date_order"),
        ("31.02.1985", "date"),
        ("1985", "date"),
        ("вчера", "date"),
        ("12.03.0085", "date"),
        ("99999999", "date"),
        ("12.13.85", "date_order"),
    ],
)
def test_what_is_no_date_is_refused_and_kept_as_it_was(raw, why) -> None:
    found = cells.day(raw, this_year=2026)
    assert (found, code(found)) == (raw, why)


def test_an_iin_gets_back_the_noughts_that_a_spreadsheet_drops() -> None:
    whole = iin_of(12, born="020305", mark="5")
    assert cells.iin(whole.lstrip("0")) == whole
    assert cells.iin(f"{int(whole)}.0") == whole
    assert cells.iin(f" {whole[:6]} {whole[6:]} ") == whole
    assert cells.iin(f"'{whole}") == whole


def test_an_iin_with_a_wrong_digit_is_refused() -> None:
    whole = iin_of(12)
    for at in range(12):
        for digit in "0123456789":
            changed = whole[:at] + digit + whole[at + 1 :]
            assert (code(cells.iin(changed)) == "") == is_iin(changed)


@given(st.integers(0, 10**12 - 1))
def test_the_short_road_of_an_iin_agrees_with_the_long_one(number) -> None:
    text = f"{number:012d}"
    assert (code(cells.iin(text)) == "") == is_iin(text)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("АХМЕТОВ-СЕРІК", "Ахметов-Серік"),
        ("  ахметов  ерлан ", "Ахметов Ерлан"),
        ("O’CONNOR", "O’connor"),
        ("Сейтқали", "Сейтқали"),
        ("Ли", "Ли"),
        ("Й", "Й"),  # two signs on a Mac: letter and breve
    ],
)
def test_names_are_put_in_order(raw, clean) -> None:
    assert cells.name(raw) == clean


@pytest.mark.parametrize("raw", ["Ахметов2", "12", "=1+1", "Ахметов;Ерлан", "<b>Ерлан</b>"])
def test_what_is_no_name_is_refused(raw) -> None:
    assert code(cells.name(raw)) == "name"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("87011234567", "+77011234567"),
        ("+7 (701) 123-45-67", "+77011234567"),
        ("7011234567", "+77011234567"),
        ("87011234567, 87021234567", "+77011234567"),
        ("77011234567.0", "+77011234567"),
        ("+996 555 123456", "+996555123456"),
    ],
)
def test_phones_become_one_form(raw, clean) -> None:
    assert cells.phone(raw) == clean


@pytest.mark.parametrize(
    ("clean", "raw", "out"),
    [
        (cells.sex, "Жен.", "f"),
        (cells.sex, "Ер", "m"),
        (cells.sex, "ӘЙЕЛ", "f"),
        (cells.number, "1 250,50", "1250.50"),
        (cells.number, "12.0", "12"),
        (cells.number, "-5", "-5"),
        (cells.text, "'=1+1", "=1+1"),
        (cells.text, " a\u00a0 b\u200b ", "a b"),
        (cells.oked, "05.10.0 Добыча", "05100"),
        (cells.oked, "b", "B"),
        (cells.email, "Aigul@Example.KZ ", "aigul@example.kz"),
    ],
)
def test_other_cells(clean, raw, out) -> None:
    assert clean(raw) == out
    assert code(clean(raw)) == ""


@pytest.mark.parametrize(
    ("clean", "raw"),
    [
        (cells.sex, "?"),
        (cells.number, "12a"),
        (cells.number, "NaN"),
        (cells.number, "1e400"),
        (cells.phone, "нет"),
        (cells.email, "aigul"),
        (cells.kato, "1"),
        (cells.oked, "услуги"),
        (cells.bin_, "123456789012"),
        (cells.text, "a" * 501),
        (cells.text, "зап\ufffdчка"),
    ],
)
def test_wrong_cells_say_so(clean, raw) -> None:
    assert code(clean(raw))


CLEANERS = [
    cells.text,
    cells.name,
    cells.iin,
    cells.bin_,
    cells.day,
    cells.sex,
    cells.phone,
    cells.email,
    cells.number,
    cells.kato,
    cells.oked,
]


@given(st.text(max_size=40), st.sampled_from(CLEANERS))
def test_no_text_makes_a_cleaner_fail_or_leaves_what_a_database_refuses(raw, clean) -> None:
    found = clean(raw)
    if not isinstance(found, Bad):
        assert "\0" not in found
        assert "\n" not in found
        assert "\t" not in found
        assert clean(found) == found  # clean stays clean
    assert _escaped([found]) == [_escape(found)]  # the short road and the long one


_SLIPS = st.one_of(
    st.text(max_size=14),
    st.text("0123456789", min_size=9, max_size=13),
    st.integers(0, 9_000).map(iin_of),
    st.tuples(st.integers(0, 9_000).map(iin_of), st.integers(0, 11), st.text(max_size=2)).map(
        lambda slip: slip[0][: slip[1]] + slip[2] + slip[0][slip[1] + 1 :]
    ),
    st.from_regex(r"[78]?[ (]?7\d{2}[) -]?\d{3}[ -]?\d{4}", fullmatch=True),
)


@pytest.mark.parametrize(
    ("column", "cell"), [(whole.iins, cells.iin), (whole.phones, cells.phone)]
)
@given(st.lists(_SLIPS, max_size=20))
def test_a_whole_column_is_cleaned_as_its_cells_would_be(column, cell, raws) -> None:
    one_by_one = [cell(raw) for raw in raws]
    assert column(raws) == one_by_one
    assert [code(found) for found in column(raws)] == [code(found) for found in one_by_one]


def test_a_number_that_the_second_weights_decide_passes_as_a_column() -> None:
    numbers = [number for number in map(iin_of, range(3000)) if is_iin(number)]
    decided_by_second = [
        number
        for number in numbers
        if sum(int(d) * w for w, d in enumerate(number[:11], 1)) % 11 == 10
    ]
    assert len(decided_by_second) > 50
    assert whole.iins(numbers) == numbers
