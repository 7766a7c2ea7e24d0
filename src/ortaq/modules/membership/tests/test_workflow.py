"""The table of steps, walked whole; and the card's number."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.modules.membership.card_number import (
    SERIALS,
    _damm,
    card_number,
    in_groups,
    is_card_number,
)
from ortaq.modules.membership.workflow import (
    IllegalStepError,
    State,
    Step,
    after,
    age_on,
    is_youth,
)

WALK = {
    (State.APPLIED, Step.APPROVE): State.APPROVED,
    (State.APPLIED, Step.REFUSE): State.REFUSED,
    (State.APPLIED, Step.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Step.SUSPEND): State.SUSPENDED,
    (State.APPROVED, Step.LEAVE): State.LEFT,
    (State.APPROVED, Step.EXCLUDE): State.LEFT,
    (State.APPROVED, Step.TRANSFER): State.TRANSFERRED,
    (State.SUSPENDED, Step.RESUME): State.APPROVED,
    (State.SUSPENDED, Step.LEAVE): State.LEFT,
    (State.SUSPENDED, Step.EXCLUDE): State.LEFT,
    (State.SUSPENDED, Step.TRANSFER): State.TRANSFERRED,
}


@pytest.mark.parametrize(("state", "step"), list(itertools.product(State, Step)))
def test_every_step_leads_where_the_table_says(state: State, step: Step) -> None:
    if (state, step) in WALK:
        assert after(state, step) == WALK[state, step]
    else:
        with pytest.raises(IllegalStepError):
            after(state, step)


def test_a_known_number_is_written_in_groups() -> None:
    assert card_number(0) == "6180339880"
    assert card_number(1) == "0054544775"
    assert _damm("572") == "4"  # the example of Damm's thesis
    assert in_groups(card_number(0)) == "6180 3398 80"


@given(st.integers(0, SERIALS - 1), st.integers(0, SERIALS - 1))
def test_two_serial_numbers_never_meet(a: int, b: int) -> None:
    assert (card_number(a) == card_number(b)) == (a == b)


@given(st.integers(0, SERIALS - 1), st.integers(0, 9), st.integers(1, 9))
def test_a_wrong_digit_is_caught(serial: int, at: int, by: int) -> None:
    number = card_number(serial)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert is_card_number(number)
    assert not is_card_number(wrong)


@given(st.integers(0, SERIALS - 1), st.integers(0, 8))
def test_swapped_neighbours_are_caught(serial: int, at: int) -> None:
    n = card_number(serial)
    swapped = n[:at] + n[at + 1] + n[at] + n[at + 2 :]
    assert is_card_number(swapped) == (n[at] == n[at + 1])


@pytest.mark.parametrize("text", ["", "123", "٦180339880", "6180 3398 8O", "61803398801"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert not is_card_number(text)


def test_a_serial_number_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        card_number(SERIALS)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2025, 2, 28), 24),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
        (date(1990, 11, 23), date(2026, 11, 22), 35),
        (date(1990, 11, 23), date(2026, 11, 23), 36),
    ],
)
def test_youth_ends_on_the_thirty_sixth_birthday(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
    assert is_youth(born, day) == (age <= 35)
    assert not is_youth(None, day)
