"""Sums of money: late wages, extra hours, unused leave, severance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from ortaq.lib.norms.quantities import Unit
from ortaq.lib.norms.sums.core import ImpossibleError, Line, Rate, Rules, Sum, Value, money
from ortaq.lib.norms.sums.terms import MONTHS, months_between, run
from ortaq.lib.workdays import KZ, Calendar
from ortaq.lib.workdays.kz import HOLIDAYS

YEAR = 365  # days by which a yearly rate is divided; our reading, the Code does not say
HUNDRED = Decimal(100)
ZERO = Decimal(0)
LONGEST = 366 * 20  # days of a delay that are counted; more is a misprint
DAY = timedelta(days=1)
MOVED_NEVER = frozenset(one.day for one in HOLIDAYS if one.kind == "holiday")


def due_day(due_on: date, calendar: Calendar = KZ) -> date:
    """Return the day on which wages had to be there: the eve, when the day is a day off."""
    return due_on if calendar.is_workday(due_on) else calendar.add(due_on, -1)


def late_wages(
    rules: Rules,
    *,
    owed: Decimal,
    due_on: date,
    paid_on: date,
    rate: Rate,
    calendar: Calendar = KZ,
) -> Sum:
    """Work out the penalty for wages paid late: 1.25 of the base rate of the day of payment.

    The Code names the rate "on the day the duty is fulfilled". Not paid yet: give today.
    """
    due, head = _wage_day(rules, due_on, calendar)
    return _penalty(rules, owed, due, paid_on, rate, head)


def late_final_pay(
    rules: Rules,
    *,
    owed: Decimal,
    ended_on: date,
    paid_on: date,
    rate: Rate,
    calendar: Calendar = KZ,
) -> Sum:
    """Work out the penalty for a final settlement that came late."""
    days = int(rules.number("final_pay_days"))
    due = run(ended_on, days, Unit.WORKING_DAY, calendar).day
    values: dict[str, Value] = {"start": ended_on, "number": Decimal(days), "day": due}
    return _penalty(
        rules, owed, due, paid_on, rate, [Line("final_pay", values, rules.id("final_pay_days"))]
    )


def _wage_day(rules: Rules, due_on: date, calendar: Calendar) -> tuple[date, list[Line]]:
    due = due_day(due_on, calendar)
    if due == due_on:
        return due, []
    return due, [Line("paid_on_eve", {"start": due_on, "day": due}, rules.id("wage_frequency"))]


def _penalty(
    rules: Rules, owed: Decimal, due: date, paid_on: date, rate: Rate, head: Sequence[Line]
) -> Sum:
    days = _late(owed, due, paid_on)
    norm = rules.norm("wage_penalty").id
    if days <= 0:
        return Sum("late_wages", (*head, Line("not_late", {"day": due}, norm)), ZERO)
    times, percent = rules.number("wage_penalty"), rate(paid_on)
    penalty = money(owed * times * percent / HUNDRED / YEAR * days)
    lines = (
        *head,
        Line("late_days", {"start": due + DAY, "day": paid_on, "number": Decimal(days)}, norm),
        Line("late_rate", {"day": paid_on, "percent": percent, "times": times}, norm),
        Line(
            "late_sum",
            {"owed": owed, "times": times, "percent": percent, "days": days, "sum": penalty},
            norm,
        ),
        Line("late_all", {"owed": owed, "sum": penalty, "all": money(owed + penalty)}),
    )
    return Sum("late_wages", lines, penalty, cautions=(Line("year_365"),))


def _late(owed: Decimal, due: date, paid_on: date) -> int:
    if owed <= 0:
        raise ImpossibleError("not_positive")
    days = (paid_on - due).days
    if days > LONGEST:
        raise ImpossibleError("day_too_far")
    return days


def late_by_each_day(
    rules: Rules,
    *,
    owed: Decimal,
    due_on: date,
    paid_on: date,
    rate: Rate,
    calendar: Calendar = KZ,
) -> Sum:
    """Work out the same penalty with the rate of each day: how some accountants count."""
    due, head = _wage_day(rules, due_on, calendar)
    days = _late(owed, due, paid_on)
    times, norm = rules.number("wage_penalty"), rules.norm("wage_penalty").id
    late = [due + DAY * place for place in range(1, days + 1)]
    lines, whole = [*head], ZERO
    for percent, group in groupby(late, key=rate):
        span = list(group)
        part = owed * times * percent / HUNDRED / YEAR * len(span)
        whole += part
        values: dict[str, Value] = {
            "start": span[0],
            "day": span[-1],
            "days": len(span),
            "owed": owed,
            "times": times,
            "percent": percent,
            "sum": money(part),
        }
        lines.append(Line("late_span", values, norm))
    return Sum("late_by_each_day", tuple(lines), money(whole), cautions=(Line("year_365"),))


@dataclass(frozen=True)
class Hours:
    """Hours that cost more; those of one kind are not given again under another."""

    overtime: Decimal = ZERO
    holiday: Decimal = ZERO
    night: Decimal = ZERO
    night_holiday: Decimal = ZERO  # night hours on a day off or a holiday

    @property
    def whole(self) -> Decimal:
        """Return all of them."""
        return self.overtime + self.holiday + self.night + self.night_holiday


def hourly_rate(
    rules: Rules, *, salary: Decimal, month: date, calendar: Calendar = KZ
) -> tuple[Decimal, Line]:
    """Return what an hour of a monthly salary costs: by the working days of that very month.

    UnknownYearError when the holidays of the year are not known.
    """
    if salary <= 0:
        raise ImpossibleError("not_positive")
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    calendar.require(first, first)
    days = calendar.between(first - DAY, after - DAY)
    hours = days * rules.number("daily_hours_max")
    rate = salary / hours
    values: dict[str, Value] = {
        "salary": salary,
        "days": days,
        "hours": hours,
        "rate": money(rate),
        "month": first,
    }
    return rate, Line("hour_of_salary", values, rules.id("daily_hours_max"))


def extra_pay(
    rules: Rules,
    *,
    rate: Decimal,
    hours: Hours,
    is_piecework: bool = False,
    head: Sequence[Line] = (),
) -> Sum:
    """Work out the least that overtime, days off, holidays and nights cost."""
    if rate <= 0 or hours.whole <= 0:
        raise ImpossibleError("not_positive")
    over, free, night = map(rules.number, ("overtime_rate", "holiday_rate", "night_rate"))
    overtime = ("piece_overtime", over - 1) if is_piecework else ("overtime", over)
    parts = (
        (*overtime, hours.overtime, "overtime_rate"),
        ("holiday", free, hours.holiday, "holiday_rate"),
        ("night", night, hours.night, "night_rate"),
        ("night_holiday", free + night - 1, hours.night_holiday, "night_rate"),
    )
    lines, total = [*head], ZERO
    for code, times, count, key in parts:
        if not count:
            continue
        part = money(rate * count * times)
        total += part
        values: dict[str, Value] = {
            "hours": count,
            "rate": money(rate),
            "times": times,
            "sum": part,
        }
        lines.append(Line(code, values, rules.norm(key).id))
    lines.append(Line("sum_all", {"sum": total}))
    return Sum("extra_pay", tuple(lines), total, cautions=_hours_cautions(rules, hours))


def _hours_cautions(rules: Rules, hours: Hours) -> tuple[Line, ...]:
    found = [Line("agreement_more")]
    most = rules.number("overtime_month")
    if hours.overtime > most:
        found.append(Line("overtime_limit", {"number": most}, rules.id("overtime_month")))
    if hours.night_holiday:
        found.append(Line("night_holiday_reading", {}, rules.id("night_rate")))
    return tuple(found)


@dataclass(frozen=True)
class Work:
    """A time of work for which leave was earned."""

    started_on: date
    ended_on: date
    leave: Decimal  # days of leave a year
    used: Decimal = ZERO


def unused_leave(rules: Rules, *, work: Work, daily_wage: Decimal, calendar: Calendar = KZ) -> Sum:
    """Work out what unused leave costs when a contract ends.

    Days are earned by months; money goes for the working days among them, counted from the day
    after the contract ended, holidays apart, because the average is that of a working day.
    """
    if daily_wage <= 0 or work.ended_on < work.started_on:
        raise ImpossibleError("not_positive" if daily_wage <= 0 else "days_reversed")
    least = rules.number("annual_leave_days")
    norm = rules.norm("unused_leave_comp").id
    months, over = months_between(work.started_on, work.ended_on)
    if months > MONTHS * 60:
        raise ImpossibleError("day_too_far")
    earned = money(work.leave / MONTHS * (months + Decimal(over) / 30))
    left = max(earned - work.used, ZERO)
    paid = _working(left, work.ended_on, calendar)
    total = money(paid * daily_wage)
    lines = (
        Line(
            "leave_earned",
            {"leave": work.leave, "months": months, "days": over, "number": earned},
            rules.id("annual_leave_days"),
        ),
        Line("leave_left", {"earned": earned, "used": work.used, "number": left}, norm),
        Line("leave_working", {"left": left, "start": work.ended_on + DAY, "number": paid}),
        Line("leave_sum", {"number": paid, "wage": daily_wage, "sum": total}, norm),
    )
    cautions = [Line("leave_order")]
    if work.leave < least:
        cautions.append(Line("leave_least", {"number": least}, rules.id("annual_leave_days")))
    last = work.ended_on + DAY * (int(left) + 1)
    years = calendar.unknown_years(work.ended_on, last)
    if years:
        cautions.append(Line("holidays_unknown", {"years": ", ".join(map(str, years))}))
    return Sum("unused_leave", lines, total, cautions=tuple(cautions))


def _working(left: Decimal, ended_on: date, calendar: Calendar) -> Decimal:
    """Return the working days among so many days of leave; a part of a day counts as a part."""
    day, paid = ended_on, ZERO
    while left > 0:
        day += DAY
        if day in MOVED_NEVER:
            continue
        part = min(left, Decimal(1))
        left -= part
        if calendar.is_workday(day):
            paid += part
    return paid


GROUNDS = {
    "liquidation": "severance_months",
    "redundancy": "severance_months",
    "breach": "severance_months",
    "downturn": "severance_downturn",
}


def severance(rules: Rules, *, ground: str, monthly_wage: Decimal) -> Sum:
    """Work out what is paid for the loss of a job, by the ground that the order names."""
    if monthly_wage <= 0:
        raise ImpossibleError("not_positive")
    key = GROUNDS[ground]
    months = rules.number(key)
    total = money(monthly_wage * months)
    lines = (
        Line(f"severance_{ground}", {"number": months}, rules.norm(key).id),
        Line("severance_sum", {"number": months, "wage": monthly_wage, "sum": total}),
    )
    cautions = (Line("agreement_more"), Line("with_final_pay", {}, rules.id("final_pay_days")))
    return Sum("severance", lines, total, cautions=cautions)
