"""How much may be asked of whom: damage by a worker, forced absence, costs after an injury."""

from datetime import date
from decimal import ROUND_CEILING, Decimal

from ortaq.lib.norms.sums.core import ImpossibleError, Line, Rate, Rules, Sum, money

HUNDRED = Decimal(100)


def worker_damage(rules: Rules, *, damage: Decimal, monthly_wage: Decimal) -> Sum:
    """Return how damage may be held back from wages: at most a share a month."""
    if damage <= 0 or monthly_wage <= 0:
        raise ImpossibleError("not_positive")
    share = rules.number("deduction_cap")
    most = money(monthly_wage * share / HUNDRED)
    months = (damage / most).to_integral_value(ROUND_CEILING)
    lines = (
        Line("damage_real", {"sum": damage}, rules.norm("worker_liability").id),
        Line("damage_full", {}, rules.id("full_liability")),
        Line(
            "damage_month",
            {"wage": monthly_wage, "percent": share, "sum": most},
            rules.norm("deduction_cap").id,
        ),
        Line("damage_months", {"sum": damage, "month": most, "number": months}),
    )
    cautions = (
        Line("damage_risk", {}, rules.id("normal_risk")),
        Line("damage_consent", {}, rules.id("deduction_grounds")),
    )
    return Sum("worker_damage", lines, most, cautions=cautions)


def forced_absence(rules: Rules, *, months: Decimal, monthly_wage: Decimal) -> Sum:
    """Return what a reinstated worker is paid for the time he was kept from work."""
    if months <= 0 or monthly_wage <= 0:
        raise ImpossibleError("not_positive")
    most = rules.number("forced_absence_pay")
    paid = min(months, most)
    total = money(monthly_wage * paid)
    norm = rules.norm("forced_absence_pay").id
    lines = (
        Line("absence_limit", {"months": months, "number": most, "paid": paid}, norm),
        Line("absence_sum", {"wage": monthly_wage, "number": paid, "sum": total}, norm),
    )
    return Sum("forced_absence", lines, total)


def injury_costs(rules: Rules, *, costs: Decimal, paid_on: date, mrp: Rate) -> Sum:
    """Return how much of the costs of an injury the employer pays while the loss is being set."""
    if costs <= 0:
        raise ImpossibleError("not_positive")
    times, index = rules.number("injury_expenses"), mrp(paid_on)
    most = times * index
    total = min(money(costs), most)
    norm = rules.norm("injury_expenses").id
    lines = (
        Line("injury_limit", {"number": times, "mrp": index, "day": paid_on, "sum": most}, norm),
        Line("injury_sum", {"costs": costs, "most": most, "sum": total}, norm),
    )
    return Sum("injury_costs", lines, total, cautions=(Line("injury_papers", {}, norm),))
