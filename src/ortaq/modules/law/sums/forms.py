"""One form a calculator. A form's ``work`` returns the sum of its cleaned data."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ortaq.lib.norms import sums
from ortaq.modules.law import selectors
from ortaq.modules.law.errors import UnknownValueError
from ortaq.modules.law.sums.fields import Amount, Day, SumForm


class LateForm(SumForm):
    """Wages that came late."""

    owed = Amount(gettext_lazy("How much is owed to you, in tenge"))
    is_final = forms.ChoiceField(
        label=gettext_lazy("What was not paid?"),
        choices=[
            ("", gettext_lazy("Wages")),
            ("1", gettext_lazy("The final settlement when I left")),
        ],
        required=False,
    )
    due_on = Day(
        gettext_lazy("The day of payment; or the last day of work"),
        help_text=gettext_lazy("The day of payment stands in your contract."),
    )
    paid_on = Day(
        gettext_lazy("When it was paid"),
        help_text=gettext_lazy("Leave it empty when it has not been paid: today is taken."),
        required=False,
    )
    rate = forms.DecimalField(
        label=gettext_lazy("Base rate on that day, percent"),
        help_text=gettext_lazy("Leave it empty: it is taken from the values of the union."),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
    )

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return the penalty; and what it would be by the rate of each day, when it differs."""
        data = self.cleaned_data
        own: Decimal | None = data["rate"]
        rate = (lambda _day: own) if own else base_rate
        paid_on = data["paid_on"] or timezone.localdate()
        known = {"owed": data["owed"], "paid_on": paid_on, "rate": rate}
        if data["is_final"]:
            found = sums.late_final_pay(rules, ended_on=data["due_on"], **known)
        else:
            found = sums.late_wages(rules, due_on=data["due_on"], **known)
        if own:
            return _with(found, sums.Line("own_rate", {"percent": own}))
        return found if data["is_final"] else _by_days(rules, found, data["due_on"], known)


def base_rate(day: date) -> Decimal:
    """Return the base rate of a day, or UnknownValueError."""
    return selectors.value("base_rate", day)


def _by_days(rules: sums.Rules, found: sums.Sum, due_on: date, known: dict[str, Any]) -> sums.Sum:
    try:
        other = sums.late_by_each_day(rules, due_on=due_on, **known)
    except UnknownValueError:
        return found
    if not found.total or other.total == found.total or other.total is None:
        return found
    return _with(found, sums.Line("each_day_differs", {"sum": other.total}))


def _with(found: sums.Sum, line: sums.Line) -> sums.Sum:
    return replace(found, cautions=(line, *found.cautions))


def mrp_of(day: date) -> Decimal:
    """Return the MRP of a day, or UnknownValueError."""
    return selectors.value("mrp", day)


def _hours(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=Decimal(1000),
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )


class ExtraForm(SumForm):
    """Overtime, nights, days off, holidays."""

    salary = Amount(gettext_lazy("Monthly wage, in tenge"), required=False)
    month = Day(
        gettext_lazy("Any day of that month"),
        required=False,
        help_text=gettext_lazy("An hour of a monthly wage costs more in a short month."),
    )
    hour = Amount(gettext_lazy("Or the rate of an hour, in tenge"), required=False)
    overtime = _hours(gettext_lazy("Hours of overtime"))
    holiday = _hours(gettext_lazy("Hours on days off and holidays"))
    night = _hours(gettext_lazy("Hours at night, 22 to 6"))
    night_holiday = _hours(gettext_lazy("Hours at night on a day off or a holiday"))
    is_piecework = forms.BooleanField(label=gettext_lazy("I am paid by the piece"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a wage or a rate, and for hours."""
        data = super().clean() or {}
        if not data.get("hour") and not (data.get("salary") and data.get("month")):
            self.add_error("hour", _("Write the rate of an hour, or the monthly wage and a day."))
        if not any(data.get(name) for name in ("overtime", "holiday", "night", "night_holiday")):
            self.add_error(None, _("Write how many hours it is about."))
        return data

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return what the hours cost at least."""
        data = self.cleaned_data
        rate, head = data["hour"], []
        if not rate:
            rate, line = sums.hourly_rate(rules, salary=data["salary"], month=data["month"])
            head = [line]
        names = ("overtime", "holiday", "night", "night_holiday")
        hours = sums.Hours(**{name: data[name] or Decimal(0) for name in names})
        return sums.extra_pay(
            rules, rate=rate, hours=hours, is_piecework=data["is_piecework"], head=head
        )


class LeaveForm(SumForm):
    """Leave that was not used when the contract ended."""

    started_on = Day(
        gettext_lazy("From which day leave was not taken"),
        help_text=gettext_lazy("The first day of work, or of the working year."),
    )
    ended_on = Day(gettext_lazy("The last day of work"))
    leave = forms.DecimalField(
        label=gettext_lazy("Days of leave a year"),
        initial=24,
        min_value=1,
        max_value=Decimal(120),
        decimal_places=1,
    )
    used = forms.DecimalField(
        label=gettext_lazy("Days of leave taken since then"),
        initial=0,
        min_value=0,
        max_value=Decimal(2000),
        decimal_places=1,
    )
    daily_wage = Amount(
        gettext_lazy("Average wage of a working day, in tenge"),
        help_text=gettext_lazy(
            "All wages of twelve months divided by the working days; ask for a certificate."
        ),
    )

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return what the days cost."""
        data = self.cleaned_data
        work = sums.Work(data["started_on"], data["ended_on"], data["leave"], data["used"])
        return sums.unused_leave(rules, work=work, daily_wage=data["daily_wage"])


class SeveranceForm(SumForm):
    """The loss of a job."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Why the contract ends"),
        choices=[
            ("redundancy", gettext_lazy("The job or the staff is cut")),
            ("liquidation", gettext_lazy("The employer closes down")),
            ("downturn", gettext_lazy("Production went down")),
            ("breach", gettext_lazy("I leave because the employer broke the contract")),
        ],
    )
    monthly_wage = Amount(gettext_lazy("Average monthly wage, in tenge"))

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return what is paid."""
        return sums.severance(rules, **self.cleaned_data)


class NoticeForm(SumForm):
    """The notice of an end."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What notice is it?"),
        choices=[
            ("resignation", gettext_lazy("I leave of my own wish")),
            ("breach", gettext_lazy("I tell the employer that he breaks the contract")),
            ("redundancy", gettext_lazy("The employer cuts the job or closes down")),
            ("downturn", gettext_lazy("The employer names a fall in production")),
            ("seasonal", gettext_lazy("A seasonal job ends")),
        ],
    )
    given_on = Day(gettext_lazy("The day on which the notice was received"))

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return the last day."""
        return sums.notice(rules, **self.cleaned_data)


class DisputeForm(SumForm):
    """A dispute of one worker."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is the dispute about?"),
        choices=[
            ("reinstatement", gettext_lazy("I was dismissed and want my job back")),
            ("direct", gettext_lazy("The same, and there is no commission for us by law")),
            ("wages", gettext_lazy("Wages that were not paid")),
            ("other", gettext_lazy("Something else")),
        ],
    )
    learned_on = Day(
        gettext_lazy("When you received the order, or learned of the breach"),
    )
    filed_on = Day(gettext_lazy("When you applied to the commission"), required=False)
    decided_on = Day(gettext_lazy("When you received its decision"), required=False)
    paused = forms.IntegerField(
        label=gettext_lazy("Days without a commission, or of mediation"),
        required=False,
        min_value=0,
        max_value=3650,
    )

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return the days."""
        data = {**self.cleaned_data, "paused": self.cleaned_data["paused"] or 0}
        return sums.dispute(rules, case=sums.Dispute(**data))


class StrikeForm(SumForm):
    """A dispute of many."""

    met_on = Day(gettext_lazy("The meeting that adopted the demands"))
    received_on = Day(gettext_lazy("The employer received the demands"), required=False)
    answered_on = Day(gettext_lazy("The employer answered"), required=False)
    formed_on = Day(gettext_lazy("The conciliation commission was formed"), required=False)
    failed_on = Day(gettext_lazy("It ended without an agreement"), required=False)
    arbitration_on = Day(gettext_lazy("Labour arbitration was formed"), required=False)
    decided_on = Day(gettext_lazy("Arbitration decided"), required=False)
    warned_on = Day(gettext_lazy("The employer was warned of a strike"), required=False)

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return the calendar."""
        return sums.conciliation(rules, case=sums.Conciliation(**self.cleaned_data))


class DamageForm(SumForm):
    """Damage that an employer asks a worker to pay."""

    damage = Amount(gettext_lazy("How much is asked, in tenge"))
    monthly_wage = Amount(gettext_lazy("Wages of a month after taxes, in tenge"))

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return how much a month."""
        return sums.worker_damage(rules, **self.cleaned_data)


class AbsenceForm(SumForm):
    """The time a worker was kept from work."""

    months = forms.DecimalField(
        label=gettext_lazy("How many months you were kept from work"),
        min_value=Decimal("0.1"),
        max_value=Decimal(240),
        decimal_places=2,
    )
    monthly_wage = Amount(gettext_lazy("Average monthly wage, in tenge"))

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return what is paid."""
        return sums.forced_absence(rules, **self.cleaned_data)


class InjuryForm(SumForm):
    """Costs after an injury."""

    costs = Amount(gettext_lazy("Costs with papers, in tenge"))
    paid_on = Day(gettext_lazy("The day of payment"), required=False)

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return what is paid."""
        day = self.cleaned_data["paid_on"] or timezone.localdate()
        return sums.injury_costs(rules, costs=self.cleaned_data["costs"], paid_on=day, mrp=mrp_of)
