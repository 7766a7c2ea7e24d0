"""Calculators against sums that were worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.lib.norms import read_norms, sums
from ortaq.lib.norms.quantities import Unit
from ortaq.lib.norms.sums.terms import add_months, months_between, run
from ortaq.lib.workdays import Calendar, UnknownYearError

CATALOGUE = Path(__file__).parents[3] / "modules/law/data/norms_kz.jsonl"
RULES = sums.Rules(read_norms(CATALOGUE.read_text("utf-8").splitlines()))
D = Decimal
PLAIN = Calendar()  # Monday to Friday, no holidays


def _late(**more: Any) -> sums.Sum:
    given_ = {"owed": D(300_000), "due_on": date(2026, 9, 10), "paid_on": date(2026, 10, 10)}
    return sums.late_wages(RULES, **{"rate": lambda _day: D(16), **given_, **more})


def test_late_wages_by_the_rate_of_the_day_of_payment() -> None:
    """300 000 x 1.25 x 16 % / 365 x 30 days = 4931.506…, on a Thursday that is a working day."""
    found = _late()
    assert found.total == D("4931.51")
    assert [line.code for line in found.lines] == [
        "late_days",
        "late_rate",
        "late_sum",
        "late_all",
    ]
    assert found.lines[0].values["start"] == date(2026, 9, 11)
    assert found.lines[-1].values["all"] == D("304931.51")
    assert found.norms == ("tk-113-3",)


def test_a_rate_that_changes_on_the_way() -> None:
    """The Code's own rate is that of the last day; by each day: 15 days at 18, 15 at 16."""

    def rate(day: date) -> D:
        return D(18) if day <= date(2026, 9, 25) else D(16)

    assert _late(rate=rate).total == D("4931.51")
    each = sums.late_by_each_day(
        RULES, owed=D(300_000), due_on=date(2026, 9, 10), paid_on=date(2026, 10, 10), rate=rate
    )
    assert [line.values["days"] for line in each.lines] == [15, 15]
    assert [line.values["sum"] for line in each.lines] == [D("2773.97"), D("2465.75")]
    assert each.total == D("5239.73")  # 300 000 x 1.25 / 36 500 x (15 x 18 + 15 x 16)


def test_pay_day_on_a_sunday_is_the_friday_before_and_leap_day_counts() -> None:
    """10 May 2026 is a Sunday; 7 and 9 May are holidays, 9 May a Saturday: the day is 8 May."""
    found = _late(due_on=date(2026, 5, 10), paid_on=date(2026, 5, 18))
    assert found.lines[0].code == "paid_on_eve"
    assert found.lines[0].values["day"] == date(2026, 5, 8)
    assert found.lines[1].values["number"] == 10
    leap = _late(due_on=date(2028, 2, 28), paid_on=date(2028, 3, 1), calendar=PLAIN)
    assert leap.lines[0].values["number"] == 2  # 29 February and 1 March
    assert leap.total == D("328.77")


def test_an_unknown_rate_is_refused_and_no_delay_costs_nothing() -> None:
    """What the caller raises goes through; on time there is nothing to ask the rate for."""

    def unknown(day: date) -> D:
        raise LookupError(day)

    with pytest.raises(LookupError):
        _late(rate=unknown)
    on_time = _late(rate=unknown, paid_on=date(2026, 9, 10))
    assert on_time.total == 0
    assert on_time.lines[-1].code == "not_late"
    with pytest.raises(sums.ImpossibleError):
        _late(owed=D(0))
    with pytest.raises(sums.NoRuleError):
        sums.Rules([]).number("wage_penalty")


def test_final_pay_is_due_in_three_working_days() -> None:
    """Ended on Friday 20 November 2026: due on Wednesday 25; ten days later is 5 December."""
    found = sums.late_final_pay(
        RULES,
        owed=D(365_000),
        ended_on=date(2026, 11, 20),
        paid_on=date(2026, 12, 5),
        rate=lambda _day: D(16),
    )
    assert found.lines[0].values["day"] == date(2026, 11, 25)
    assert found.total == D("2000.00")  # 365 000 x 20 % / 365 x 10


def test_extra_hours() -> None:
    """November 2026 has 21 working days: 336 000 a month is 2000 an hour."""
    rate, line = sums.hourly_rate(RULES, salary=D(336_000), month=date(2026, 11, 23))
    assert (rate, line.values["days"], line.values["hours"]) == (D(2000), 21, D(168))
    hours = sums.Hours(overtime=D(4), holiday=D(8), night=D(10), night_holiday=D(2))
    found = sums.extra_pay(RULES, rate=rate, hours=hours, head=[line])
    assert [one.values["sum"] for one in found.lines[1:-1]] == [12000, 24000, 30000, 8000]
    assert found.total == D(74_000)
    assert found.norms[1:4] == ("tk-108", "tk-109", "tk-110")
    piece = sums.extra_pay(RULES, rate=rate, hours=sums.Hours(overtime=D(14)), is_piecework=True)
    assert piece.total == D(14_000)  # half the rate on top of the piece rates
    assert "overtime_limit" in {one.code for one in piece.cautions}
    # October 2026: 22 weekdays, and 25 October is a Sunday, so that Monday 26 is off.
    assert sums.hourly_rate(RULES, salary=D(1), month=date(2026, 10, 1))[1].values["days"] == 21
    with pytest.raises(UnknownYearError):
        sums.hourly_rate(RULES, salary=D(1), month=date(2031, 1, 1))


def test_unused_leave() -> None:
    """Six months of 24 are 12 days; nine of those from Tuesday 1 September are working ones."""
    work = sums.Work(date(2026, 3, 1), date(2026, 8, 31), D(24))
    found = sums.unused_leave(RULES, work=work, daily_wage=D(10_000))
    assert found.lines[0].values["number"] == D(12)
    assert found.lines[2].values["number"] == D(9)  # 1 2 3 4, 7 8 9 10 11
    assert found.total == D(90_000)


def test_holidays_do_not_use_up_leave_days() -> None:
    """From 7 December 2026, ten days: 16 December is passed over, so the 17th is the tenth."""
    work = sums.Work(date(2026, 7, 7), date(2026, 12, 6), D(24))
    found = sums.unused_leave(RULES, work=work, daily_wage=D(1))
    assert found.lines[0].values["number"] == D(10)
    assert found.total == D(8)  # 7-11, 14, 15, 17


def test_severance_and_liability() -> None:
    """One month, two months; half a wage a month; six months at most; 250 MRP at most."""
    wage = D("412345.67")
    assert sums.severance(RULES, ground="redundancy", monthly_wage=wage).total == wage
    assert sums.severance(RULES, ground="downturn", monthly_wage=wage).total == wage * 2
    damage = sums.worker_damage(RULES, damage=D(500_000), monthly_wage=D(300_000))
    assert damage.total == D(150_000)
    assert damage.lines[-1].values["number"] == 4
    absence = sums.forced_absence(RULES, months=D(9), monthly_wage=D(300_000))
    assert absence.total == D(1_800_000)
    costs = sums.injury_costs(
        RULES, costs=D(2_000_000), paid_on=date(2026, 5, 1), mrp=lambda _day: D(4325)
    )
    assert costs.total == D(1_081_250)


@pytest.mark.parametrize(
    ("kind", "given_on", "last"),
    [
        ("resignation", date(2026, 1, 30), date(2026, 3, 2)),  # 28 February is a Saturday
        ("redundancy", date(2026, 11, 16), date(2026, 12, 17)),  # 16 December is a holiday
        ("downturn", date(2026, 11, 2), date(2026, 11, 23)),
        ("breach", date(2026, 11, 2), date(2026, 11, 16)),  # 7 days to the 11th, 3 more
        ("seasonal", date(2026, 11, 2), date(2026, 11, 9)),
    ],
)
def test_notices(kind: str, given_on: date, last: date) -> None:
    """A month ends on its date or its last day; a day off moves the end forward."""
    found = sums.notice(RULES, kind=kind, given_on=given_on)
    assert found.day == last
    was_moved = any(one.code == "end_moved" for one in found.cautions)
    assert was_moved == (kind in {"resignation", "redundancy"})


def test_disputes() -> None:
    """A month to the commission, its fifteen working days, two months to court; pauses."""
    case = sums.Dispute("reinstatement", date(2026, 9, 1), date(2026, 9, 15), date(2026, 10, 9))
    found = sums.dispute(RULES, case=case)
    days = [line.values["day"] for line in found.lines]
    assert days == [
        date(2026, 10, 1),
        date(2026, 10, 6),
        date(2026, 10, 9),
        date(2026, 12, 9),
    ]
    assert found.day == date(2026, 12, 9)
    paused = sums.dispute(RULES, case=sums.Dispute("reinstatement", date(2026, 9, 1), paused=10))
    assert paused.day == date(2026, 10, 12)  # 11 October is a Sunday
    saturday = sums.Dispute("reinstatement", date(2026, 9, 10), paused=5)  # ends 10 October, bare
    assert sums.dispute(RULES, case=saturday).day == date(2026, 10, 15)
    wages = sums.dispute(RULES, case=sums.Dispute("wages", date(2026, 9, 10)))
    assert wages.day == date(2029, 9, 10)
    assert "holidays_unknown" in {one.code for one in wages.cautions}
    leap = sums.dispute(RULES, case=sums.Dispute("other", date(2028, 2, 29)))
    assert leap.day == date(2029, 2, 28)
    with pytest.raises(sums.ImpossibleError):
        sums.dispute(RULES, case=sums.Dispute("other", date(2026, 2, 2), date(2026, 1, 1)))


def test_conciliation_in_calendar_and_working_days() -> None:
    """Met on Friday: three calendar days end on Monday; then 3, 3, 7, 2, 5 working days."""
    found = sums.conciliation(RULES, case=sums.Conciliation(date(2026, 11, 6)))
    days = [line.values.get("day") for line in found.lines]
    assert days == [
        date(2026, 11, 9),
        date(2026, 11, 12),
        date(2026, 11, 17),
        date(2026, 11, 26),
        date(2026, 11, 30),
        date(2026, 12, 7),
        None,
        date(2026, 12, 15),  # warned on the 8th
        date(2026, 12, 16),  # the day after the fifth working day
    ]
    late = sums.conciliation(
        RULES,
        case=sums.Conciliation(date(2026, 11, 6), received_on=date(2026, 11, 11)),
    )
    assert {"no_promise", "demands_sent_late"} <= {one.code for one in late.cautions}
    assert late.lines[1].values["start"] == date(2026, 11, 11)


_days = st.dates(date(2025, 1, 1), date(2027, 9, 30))


@settings(max_examples=40, deadline=None)
@given(_days, st.integers(1, 36))
def test_months_add_up(day: date, months: int) -> None:
    """A term ends on its date or a month's last day, never before, never on a day off."""
    bare = add_months(day, months)
    assert bare.day in {day.day, (bare + timedelta(days=1) - timedelta(days=1)).day}
    assert (bare.year - day.year) * 12 + bare.month - day.month == months
    term = run(day, months, Unit.MONTH)
    assert term.day >= bare
    assert (term.day - bare).days < 12
    full, over = months_between(day, bare - timedelta(days=1))
    assert (full, over) == (months, 0)


@settings(max_examples=30, deadline=None)
@given(st.decimals(1, 10**7, places=2), st.integers(1, 900), st.integers(1, 40))
def test_a_constant_rate_makes_both_ways_equal(owed: D, days: int, percent: int) -> None:
    """Penalty grows with each day, and is the same by each day when the rate stands still."""
    due = date(2025, 1, 10)
    given_ = {"owed": owed, "due_on": due, "paid_on": due + timedelta(days=days)}
    whole = sums.late_wages(RULES, rate=lambda _day: D(percent), **given_)
    each = sums.late_by_each_day(RULES, rate=lambda _day: D(percent), **given_)
    assert whole.total == each.total
    assert whole.total == (owed * percent * days * 5 / 4 / 36500).quantize(
        D("0.01"), "ROUND_HALF_UP"
    )
