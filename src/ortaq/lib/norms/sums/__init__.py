"""Calculators of labour law: pure, in Decimal, every step a line with the norm it rests on."""

from ortaq.lib.norms.sums.core import ImpossibleError, Line, NoRuleError, Rate, Rules, Sum
from ortaq.lib.norms.sums.deadlines import (
    DISPUTES,
    NOTICES,
    Conciliation,
    Dispute,
    conciliation,
    dispute,
    notice,
)
from ortaq.lib.norms.sums.liability import forced_absence, injury_costs, worker_damage
from ortaq.lib.norms.sums.pay import (
    GROUNDS,
    Hours,
    Work,
    extra_pay,
    hourly_rate,
    late_by_each_day,
    late_final_pay,
    late_wages,
    severance,
    unused_leave,
)

__all__ = [
    "DISPUTES",
    "GROUNDS",
    "NOTICES",
    "Conciliation",
    "Dispute",
    "Hours",
    "ImpossibleError",
    "Line",
    "NoRuleError",
    "Rate",
    "Rules",
    "Sum",
    "Work",
    "conciliation",
    "dispute",
    "extra_pay",
    "forced_absence",
    "hourly_rate",
    "injury_costs",
    "late_by_each_day",
    "late_final_pay",
    "late_wages",
    "notice",
    "severance",
    "unused_leave",
    "worker_damage",
]
