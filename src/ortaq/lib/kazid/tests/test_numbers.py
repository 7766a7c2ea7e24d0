"""IIN and BIN against a second implementation written from the table of weights."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.lib.kazid import Bin, BinError, Iin, IinError, iin_check_digit, is_bin, is_iin

# The weights as the rules print them, one column a digit: first row, second row.
WEIGHTS = "1/3 2/4 3/5 4/6 5/7 6/8 7/9 8/10 9/11 10/1 11/2".split()  # noqa: SIM905


def reference(eleven: str) -> int | None:
    """Another hand: polynomial sums by column instead of two tuples."""
    columns = [tuple(map(int, column.split("/"))) for column in WEIGHTS]
    first = sum(column[0] * (ord(d) - 48) for column, d in zip(columns, eleven, strict=True))
    second = sum(column[1] * (ord(d) - 48) for column, d in zip(columns, eleven, strict=True))
    if first % 11 < 10:
        return first % 11
    return second % 11 if second % 11 < 10 else None


elevens = st.text("0123456789", min_size=11, max_size=11)


@given(elevens)
def test_the_check_digit_agrees_with_a_second_implementation(eleven):
    assert iin_check_digit(eleven) == reference(eleven)


def iin(born: date, mark: int, serial: int = 1234) -> str | None:
    eleven = f"{born:%y%m%d}{mark}{serial:04}"
    check = reference(eleven)
    return None if check is None else f"{eleven}{check}"


@given(
    st.dates(date(1801, 1, 1), date(2099, 12, 31)),
    st.sampled_from("fm"),
    st.integers(0, 9999),
)
def test_birth_date_and_sex_come_back(born, sex, serial):
    mark = (born.year // 100 - 18) * 2 + (1 if sex == "m" else 2)
    number = iin(born, mark, serial)
    assume(number is not None)
    assert (Iin.parse(number).born_on, Iin.parse(number).sex) == (born, sex)


def test_a_known_number_by_hand():
    # 1*9+2*0+3*0+4*1+5*0+6*1+7*4+8*1+9*2+10*3+11*4 = 147; 147 % 11 = 4
    found = Iin.parse("900101412344")
    assert (found.born_on, found.sex, str(found)) == (date(1990, 1, 1), "f", "900101412344")


def test_the_second_row_decides_when_the_first_gives_ten():
    # first row 175 % 11 = 10, second row 208 % 11 = 10 or less by the second implementation
    found = next(
        e
        for e in (f"9001013{n:04}" for n in range(10_000))
        if sum(w * int(d) for w, d in zip(range(1, 12), e, strict=True)) % 11 == 10
        and reference(e) is not None
    )
    assert iin_check_digit(found) == reference(found)
    assert is_iin(f"{found}{reference(found)}")


def test_a_number_with_ten_twice_was_never_given_out():
    never = next(e for e in (f"9001013{n:04}" for n in range(10_000)) if reference(e) is None)
    assert iin_check_digit(never) is None
    assert not any(is_iin(f"{never}{digit}") for digit in range(10))


@given(elevens, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_caught_while_the_first_row_decides(eleven, place, by):
    wrong = eleven[:place] + str((int(eleven[place]) + by) % 10) + eleven[place + 1 :]
    rows = [
        sum(w * int(d) for w, d in zip(range(1, 12), e, strict=True)) % 11 for e in (eleven, wrong)
    ]
    assume(10 not in rows)
    assert iin_check_digit(eleven) != iin_check_digit(wrong)


def test_the_eleventh_digit_is_not_protected_by_the_first_row():
    # Its weight is eleven, so the standard itself lets this slip through; nobody may rely on it.
    assert iin_check_digit("90010141234") == iin_check_digit("90010141235") == 4


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "twelve digits"),
        ("90010141234", "twelve digits"),
        ("9001014123444", "twelve digits"),
        ("90010141234x", "twelve digits"),
        ("٩٠٠١٠١٤١٢٣٤٤", "twelve digits"),
        ("900101712344", "from 0 to 6"),
        ("900101412345", "check digit"),
        (f"90133141234{iin_check_digit('90133141234')}", "not a date"),
        (f"90133101234{iin_check_digit('90133101234')}", "not a date"),
    ],
)
def test_what_is_wrong_is_named_and_the_number_is_not_repeated(text, why):
    with pytest.raises(IinError, match=why) as caught:
        Iin.parse(text)
    assert not text or text not in str(caught.value)
    assert not is_iin(text)


def test_29_february_exists_in_leap_years_of_the_right_century():
    assert Iin.parse(iin(date(2000, 2, 29), 5, 1)).born_on == date(2000, 2, 29)
    not_leap = f"0002293{1:04}"  # 29 February 1900 did not exist
    assert not is_iin(f"{not_leap}{reference(not_leap)}")


def test_zero_says_neither_century_nor_sex():
    found = Iin.parse(iin(date(1990, 1, 1), 0, 1))
    assert (found.born_on, found.sex) == (None, None)


@pytest.mark.parametrize("text", [" 900101412344\n", "900101 412344", "900101-4-12344"])
def test_spaces_and_hyphens_are_forgiven(text):
    assert str(Iin.parse(text)) == "900101412344"


def test_repr_hides_the_number():
    assert repr(Iin.parse("900101412344")) == "Iin(…)"


def bin_of(eleven: str) -> str:
    return f"{eleven}{reference(eleven)}"


@given(
    st.integers(0, 99), st.integers(1, 12), st.sampled_from("456"), st.sampled_from("0124"),
    st.integers(0, 99_999),
)  # fmt: skip
def test_a_bin_says_when_and_what(year, month, kind, attribute, serial):
    eleven = f"{year:02}{month:02}{kind}{attribute}{serial:05}"
    assume(reference(eleven) is not None)
    found = Bin.parse(bin_of(eleven))
    kinds = {"4": "resident", "5": "non_resident", "6": "joint_entrepreneurship"}
    assert found.registered_in == (year, month)
    assert found.kind == kinds[kind]
    assert found.is_branch == (attribute in "12")
    assert str(found) == bin_of(eleven)
    assert is_bin(str(found))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12", "twelve digits"),
        ("organisation", "twelve digits"),
        ("101340000014", "month"),
        ("101230000014", "from 4 to 6"),
        ("101240000014"[:-1] + str((reference("10124000001") + 1) % 10), "check digit"),
    ],
)
def test_a_wrong_bin_is_named(text, why):
    with pytest.raises(BinError, match=why):
        Bin.parse(text)
    assert not is_bin(text)


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text):
    assert is_iin(text) in {True, False}
    assert is_bin(text) in {True, False}
