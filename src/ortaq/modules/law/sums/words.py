"""Words of calculators: a sentence for every code of ``lib.norms.sums``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ortaq.foundation.texts.dates import dated
from ortaq.lib.norms.sums import Line

_PAY: dict[str, Promise | str] = {
    "paid_on_eve": gettext_lazy(
        "{start} was a day off, so the wages had to be paid on the eve: {day}."
    ),
    "final_pay": gettext_lazy(
        "The contract ended on {start}; the final settlement was due within {number} working "
        "days, by {day}."
    ),
    "not_late": gettext_lazy("Paid by {day}: that is in time, there is no penalty."),
    "late_days": gettext_lazy("Days of delay, from {start} to {day}: {number}."),
    "late_rate": gettext_lazy(
        "The base rate of the National Bank on {day} is {percent} %; the law takes {times} of it."
    ),
    "late_sum": gettext_lazy("{owed} × {times} × {percent} % : 365 × {days} = {sum} ₸"),
    "late_all": gettext_lazy("Debt and penalty together: {owed} + {sum} = {all} ₸"),
    "late_span": gettext_lazy(
        "{start} to {day}: {owed} × {times} × {percent} % : 365 × {days} = {sum} ₸"
    ),
    "hour_of_salary": gettext_lazy(
        "An hour: {salary} ₸ a month : {hours} hours ({days} working days of that month) = "
        "{rate} ₸"
    ),
    "overtime": gettext_lazy("Overtime: {hours} h × {rate} ₸ × {times} = {sum} ₸"),
    "piece_overtime": gettext_lazy(
        "Overtime at piece rates, added to them: {hours} h × {rate} ₸ × {times} = {sum} ₸"
    ),
    "holiday": gettext_lazy("Days off and holidays: {hours} h × {rate} ₸ × {times} = {sum} ₸"),
    "night": gettext_lazy("Night, 22 to 6 o’clock: {hours} h × {rate} ₸ × {times} = {sum} ₸"),
    "night_holiday": gettext_lazy(
        "Night on a day off or a holiday, both at once: {hours} h × {rate} ₸ × {times} = {sum} ₸"
    ),
    "sum_all": gettext_lazy("All together, not less than: {sum} ₸"),
    "leave_earned": gettext_lazy(
        "Leave earned: {leave} days a year, for {months} months and {days} days = {number} days"
    ),
    "leave_left": gettext_lazy("Not used: {earned} − {used} = {number} days"),
    "leave_working": gettext_lazy(
        "Working days among them, counted from {start} and without holidays: {number}"
    ),
    "leave_sum": gettext_lazy("{number} × {wage} ₸ average for a working day = {sum} ₸"),
    "severance_liquidation": gettext_lazy(
        "The employer closes down: not less than {number} average monthly wage."
    ),
    "severance_redundancy": gettext_lazy(
        "The job is cut: not less than {number} average monthly wage."
    ),
    "severance_breach": gettext_lazy(
        "The worker leaves because the employer broke the contract: not less than {number} "
        "average monthly wage."
    ),
    "severance_downturn": gettext_lazy(
        "Production went down: not less than {number} average monthly wages."
    ),
    "severance_sum": gettext_lazy("{wage} ₸ × {number} = {sum} ₸"),
    "damage_real": gettext_lazy(
        "A worker answers only for real, direct damage by his own fault; claimed are {sum} ₸."
    ),
    "damage_full": gettext_lazy(
        "The whole of it may be asked only in cases that the law lists: a contract on full "
        "liability, things received by a single paper, drunkenness, intent, shortage."
    ),
    "damage_month": gettext_lazy(
        "Out of each month’s wages at most {percent} %: {wage} ₸ × {percent} % = {sum} ₸"
    ),
    "damage_months": gettext_lazy("{sum} ₸ : {month} ₸ = at least {number} months"),
    "absence_limit": gettext_lazy(
        "Kept from work for {months} months; at most {number} are paid: {paid}."
    ),
    "absence_sum": gettext_lazy("{wage} ₸ × {number} = {sum} ₸"),
    "injury_limit": gettext_lazy(
        "At most {number} MRP: {number} × {mrp} ₸ (MRP on {day}) = {sum} ₸"
    ),
    "injury_sum": gettext_lazy("Costs of {costs} ₸, within {most} ₸: {sum} ₸"),
}
_TERMS: dict[str, Promise | str] = {
    "notice_resignation": gettext_lazy(
        "The worker gave notice on {start}; {term} run from the next day, the last day is {day}."
    ),
    "notice_breach": gettext_lazy(
        "The worker told the employer of the breach on {start}; the employer has {term} to mend "
        "it, up to {day}."
    ),
    "notice_after_wait": gettext_lazy(
        "If nothing is mended, he gives notice {number} working days ahead: the earliest last day "
        "is {day}."
    ),
    "notice_redundancy": gettext_lazy(
        "The employer gave notice of closing down or of a cut on {start}; not less than {term}: "
        "the last day is not before {day}."
    ),
    "notice_downturn": gettext_lazy(
        "The employer gave notice of a fall in production on {start}; not less than {term}: the "
        "last day is not before {day}."
    ),
    "notice_seasonal": gettext_lazy(
        "Notice of a seasonal worker or of his employer on {start}; {term}: the last day is {day}."
    ),
    "dispute_reinstatement": gettext_lazy(
        "To be reinstated: the copy of the order came on {start}; {term} to go to the "
        "conciliation commission, up to {day}."
    ),
    "dispute_direct": gettext_lazy(
        "To be reinstated, for those who go to court past the commission: {term} from {start}, up "
        "to {day}."
    ),
    "dispute_wages": gettext_lazy(
        "Unpaid wages: {term} from {start}, while the debt stands; up to {day}."
    ),
    "dispute_other": gettext_lazy(
        "You learned of the breach on {start}; {term} to go to the conciliation commission, up to "
        "{day}."
    ),
    "dispute_paused": gettext_lazy(
        "The term stood still for {number} days (no commission, or mediation): up to {day}."
    ),
    "commission_decides": gettext_lazy(
        "The commission registered it on {start} and decides within {term}, by {day}."
    ),
    "commission_copies": gettext_lazy("A copy of the decision within {term} more, by {day}."),
    "court_reinstates": gettext_lazy(
        "The copy of the decision came on {start}; {term} to go to court, up to {day}."
    ),
    "demands_sent": gettext_lazy(
        "The meeting was on {start}; written demands go to the employer within {term}, by {day}."
    ),
    "demands_answered": gettext_lazy(
        "The employer answers within {term} of receiving them, by {day}; an association of "
        "employers has longer."
    ),
    "commission_formed": gettext_lazy(
        "After the answer, or silence, a conciliation commission is formed within {term}, "
        "by {day}."
    ),
    "commission_ended": gettext_lazy(
        "The commission considers the demands within {term}, by {day}; both sides may prolong it."
    ),
    "arbitration_formed": gettext_lazy(
        "No agreement: labour arbitration is formed within {term}, by {day}."
    ),
    "arbitration_decided": gettext_lazy("Arbitration decides within {term}, by {day}."),
    "strike_decided": gettext_lazy(
        "Only if that did not help: a meeting decides on a strike, after {start}."
    ),
    "strike_warned": gettext_lazy(
        "The employer is warned in writing on {start}; not less than {term} pass, up to {day}."
    ),
    "strike_earliest": gettext_lazy("The earliest day of a strike by this calendar: {day}."),
}
_CAUTIONS: dict[str, Promise | str] = {
    "year_365": gettext_lazy(
        "The Code does not say by how many days a yearly rate is divided; 365 is our reading, and "
        "the usual one."
    ),
    "own_rate": gettext_lazy("You wrote the base rate yourself: {percent} %. Check it."),
    "each_day_differs": gettext_lazy(
        "Counted with the rate of each day it would be {sum} ₸. The Code names the rate of the "
        "day of payment; ask a lawyer when the sums differ much."
    ),
    "agreement_more": gettext_lazy(
        "This is the least by law: your contract or collective agreement may give more."
    ),
    "overtime_limit": gettext_lazy(
        "More than {number} hours of overtime a month are not allowed; they are paid all the same."
    ),
    "night_holiday_reading": gettext_lazy(
        "The law has night and holiday hours paid separately. Both additions are counted here on "
        "one hour’s pay; another reading gives more. Ask a lawyer."
    ),
    "leave_order": gettext_lazy(
        "Average wages and part months are counted by an order of the ministry of labour, which "
        "is not among our texts. The employer’s sum may differ a little; ask for his reckoning."
    ),
    "leave_least": gettext_lazy("The law gives not less than {number} calendar days a year."),
    "holidays_unknown": gettext_lazy(
        "The holidays of {years} are not known here yet: days may move. Check nearer the time."
    ),
    "with_final_pay": gettext_lazy(
        "It is paid with the final settlement, at the latest three working days after the end."
    ),
    "end_moved": gettext_lazy(
        "The last day would be a day off; the next working day stands instead."
    ),
    "longer_notice": gettext_lazy(
        "A contract may name a longer notice. Both sides may agree in writing on an earlier day."
    ),
    "direct_disputed": gettext_lazy(
        "The Constitutional Court struck down the three months that the Code had; until it is "
        "amended a year is taken. Go to court earlier all the same."
    ),
    "commission_first": gettext_lazy(
        "First the conciliation commission, then the court; small firms, household workers and "
        "heads of firms go to court at once."
    ),
    "missed_term": gettext_lazy(
        "Missed it for a good reason? The commission may restore the term. Go all the same."
    ),
    "no_promise": gettext_lazy(
        "A calculator, not a promise of lawfulness: a court looks at every step, and some "
        "workplaces may not strike at all. Speak to the chair and a lawyer first."
    ),
    "quorum": gettext_lazy(
        "Demands need a meeting of at least {percent} % of the workers, and most of those present."
    ),
    "least_services": gettext_lazy(
        "Where stopping is dangerous, the least necessary work must go on."
    ),
    "damage_risk": gettext_lazy(
        "Nobody answers for normal risk of production, or for things that the employer did not "
        "let him keep safe."
    ),
    "damage_consent": gettext_lazy(
        "Without a court or your written consent wages may be held back only in a few listed "
        "cases. Do not sign a consent at once."
    ),
    "injury_papers": gettext_lazy("Only costs with papers, and not for free medical help."),
    **{
        f"{code}_late": gettext_lazy("{day} was later than this step allows.")
        for code in (
            "demands_sent", "demands_answered", "commission_formed", "commission_ended",
            "arbitration_formed", "arbitration_decided",
        )
    },
}  # fmt: skip
WORDS: Mapping[str, Promise | str] = {**_PAY, **_TERMS, **_CAUTIONS}


def amount(number: Decimal) -> str:
    """Return a number as people write it here: thousands parted, a comma, no idle zeros."""
    places = 2 if number % 1 else 0
    whole = (
        f"{number:,.{places}f}" if abs(number) >= 1 or not places else f"{number.normalize():f}"
    )
    return whole.replace(",", "\N{NO-BREAK SPACE}").replace(".", pgettext("decimal sign", "."))


def term(number: int, unit: str) -> str:
    """Return "15 working days"."""
    words = {
        "day_working": ngettext("{n} working day", "{n} working days", number),
        "day_calendar": ngettext("{n} calendar day", "{n} calendar days", number),
        "month": ngettext("{n} month", "{n} months", number),
        "year": ngettext("{n} year", "{n} years", number),
    }.get(unit, "{n}")
    return words.format(n=number)


def sentence(line: Line) -> str:
    """Return a line in the reader's language."""
    shown = {key: _shown(value) for key, value in line.values.items()}
    number, unit = line.values.get("number"), line.values.get("unit")
    if unit and isinstance(number, Decimal):
        shown["term"] = term(int(number), str(unit))
    said = str(WORDS[line.code]).format(**shown)
    happened = line.values.get("happened")
    if isinstance(happened, date):
        said += " " + _("It happened on {day}.").format(day=dated(happened))
    return said


def _shown(value: object) -> str:
    if isinstance(value, date):
        return dated(value)
    return amount(Decimal(value)) if isinstance(value, Decimal | int) else str(value)
