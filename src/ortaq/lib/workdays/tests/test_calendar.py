"""Counting working days, and Kazakhstan's table of 2025 to 2027."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.lib.workdays import KZ, Calendar, UnknownYearError, moved_holidays
from ortaq.lib.workdays.kz import HOLIDAYS, MOVED

PLAIN = Calendar()
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, n) for n in (20, 21, 22, 23))

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
some_days = st.frozensets(days, max_size=12)
calendars = st.builds(Calendar, holidays=some_days, workdays=some_days)


def brute_between(calendar: Calendar, start: date, end: date) -> int:
    day, count = start, 0
    while day < end:
        day += timedelta(days=1)
        count += calendar.is_workday(day)
    return count


def test_a_week_without_holidays():
    assert PLAIN.is_workday(FRIDAY)
    assert PLAIN.is_workday(MONDAY)
    assert not PLAIN.is_workday(SATURDAY)
    assert not PLAIN.is_workday(SUNDAY)
    assert PLAIN.next(FRIDAY) == FRIDAY
    assert PLAIN.next(SATURDAY) == PLAIN.next(SUNDAY) == MONDAY
    assert PLAIN.add(FRIDAY, 1) == PLAIN.add(SATURDAY, 1) == MONDAY
    assert PLAIN.add(SATURDAY, 0) == SATURDAY
    assert PLAIN.add(MONDAY, -1) == PLAIN.add(SUNDAY, -1) == FRIDAY
    assert PLAIN.between(FRIDAY, MONDAY) == 1
    assert PLAIN.between(MONDAY, FRIDAY) == -1
    assert PLAIN.between(MONDAY, MONDAY) == 0


def test_a_moved_working_day_wins_over_a_holiday():
    calendar = Calendar(holidays=frozenset({SATURDAY, MONDAY}), workdays=frozenset({SATURDAY}))
    assert calendar.is_workday(SATURDAY)
    assert not calendar.is_workday(MONDAY)


@given(calendars, days, st.integers(0, 60))
def test_between_undoes_add(calendar, day, n):
    later = calendar.add(day, n)
    assert calendar.between(day, later) == n
    assert n == 0 or calendar.is_workday(later)


@given(calendars, days, st.integers(1, 30), st.integers(1, 30))
def test_adding_in_two_steps_is_adding_at_once(calendar, day, a, b):
    assert calendar.add(calendar.add(day, a), b) == calendar.add(day, a + b)
    assert calendar.add(calendar.add(day, -a), -b) == calendar.add(day, -a - b)


@given(calendars, days, days)
def test_between_agrees_with_walking_day_by_day(calendar, a, b):
    start, end = sorted((a, b))
    assert calendar.between(start, end) == brute_between(calendar, start, end)
    assert calendar.between(end, start) == -calendar.between(start, end)


@given(calendars, days)
def test_next_is_the_first_working_day_from_here_on(calendar, day):
    found = calendar.next(day)
    assert calendar.is_workday(found)
    assert brute_between(calendar, day - timedelta(days=1), found) == 1


def test_a_year_outside_the_table_is_said():
    assert KZ.unknown_years(date(2026, 12, 1), date(2031, 1, 31)) == (2028, 2029, 2030, 2031)
    assert KZ.unknown_years(date(2027, 12, 31), date(2025, 1, 1)) == ()
    assert PLAIN.unknown_years(date(1900, 1, 1), date(2100, 1, 1)) == ()
    KZ.require(date(2025, 1, 1), date(2027, 12, 31))
    with pytest.raises(UnknownYearError, match="2024, 2028") as caught:
        KZ.require(date(2024, 1, 1), date(2028, 1, 1))
    assert caught.value.years == (2024, 2028)


def test_counting_goes_on_into_an_unknown_year_by_weekdays():
    assert KZ.add(date(2027, 12, 31), 1) == date(2028, 1, 3)


def test_two_holidays_in_a_weekend_give_two_days():
    nauryz = [date(2026, 3, d) for d in (21, 22, 23)]  # Saturday, Sunday, Monday
    given_off = moved_holidays(nauryz, frozenset(nauryz))
    assert given_off == {date(2026, 3, 24), date(2026, 3, 25)}


# The days off of the year that are Monday to Friday, written out by hand from a wall calendar.
@pytest.mark.parametrize(
    ("year", "off"),
    [
        (2025, "1-1 1-2 1-7 3-10 3-21 3-24 3-25 5-1 5-7 5-9 6-6 7-7 9-1 10-27 12-16"),
        (2026, "1-1 1-2 1-7 3-9 3-23 3-24 3-25 5-1 5-7 5-11 5-27 7-6 10-26 12-16"),
        (2027, "1-1 1-4 1-7 3-8 3-15 3-22 3-23 3-24 5-3 5-7 5-10 7-6 10-25 12-16"),
    ],
)
def test_days_off_of_a_year_in_kazakhstan(year, off):
    first = date(year, 1, 1)
    year_days = [first + timedelta(days=n) for n in range(365)]
    found = [d for d in year_days if d.weekday() < 5 and not KZ.is_workday(d)]
    assert " ".join(f"{d.month}-{d.day}" for d in found) == off


def test_christmas_and_kurban_ait_are_not_moved():
    assert date(2027, 5, 16).weekday() == 6  # Kurban Ait of 2027 falls on a Sunday
    assert date(2027, 5, 17) not in MOVED
    assert KZ.is_workday(date(2027, 5, 17))


def test_constitution_day_moved_with_the_constitution():
    named = {holiday.day: holiday.en for holiday in HOLIDAYS}
    assert named[date(2025, 8, 30)] == named[date(2027, 3, 15)] == "Constitution Day"
    assert date(2026, 8, 30) not in named
    assert date(2026, 3, 15) not in named


def test_every_datum_says_its_source_and_that_nobody_checked_it():
    assert all(holiday.source for holiday in HOLIDAYS)
    assert {holiday.checked_by for holiday in HOLIDAYS} == {"nobody yet"}
