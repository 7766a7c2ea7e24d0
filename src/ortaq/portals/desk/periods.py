"""Periods that people ask about: this year, the last twelve months, or days of their own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

YEAR, MONTHS, QUARTER, MONTH, OWN = "year", "months", "quarter", "month", "own"
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included."""

    first: date
    last: date


def period_of(name: str, today: date) -> Period:
    """Return a named period; the quarter and the month are the last full ones."""
    this_month = today.replace(day=1)
    if name == YEAR:
        return Period(today.replace(month=1, day=1), today)
    if name == QUARTER:
        begins = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
        last = begins - timedelta(days=1)
        return Period(date(last.year, last.month - 2, 1), last)
    if name == MONTH:
        last = this_month - timedelta(days=1)
        return Period(last.replace(day=1), last)
    return Period(_year_before(today) + timedelta(days=1), today)


def _year_before(today: date) -> date:
    if (today.month, today.day) == (2, 29):
        return date(today.year - 1, 2, 28)
    return today.replace(year=today.year - 1)


class PeriodForm(forms.Form):
    """Choose a period; the days matter only for days of one's own."""

    CHOICES: ClassVar = [
        (MONTHS, _("The last twelve months")),
        (YEAR, _("From the beginning of the year")),
        (QUARTER, _("The last full quarter")),
        (MONTH, _("The last full month")),
        (OWN, _("Days of my own")),
    ]
    period = forms.ChoiceField(label=_("Period"), choices=CHOICES, required=False)
    first = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: object, *, today: date) -> None:
        shown = period_of(MONTHS, today)
        initial = {"period": MONTHS, "first": shown.first, "last": shown.last}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.today = today

    def clean(self) -> dict[str, object]:
        """Days of one's own need both days, in order, none of them still to come."""
        cleaned = super().clean() or {}
        if cleaned.get("period") != OWN or self.errors:
            return cleaned
        first, last = cleaned.get("first"), cleaned.get("last")
        if not (isinstance(first, date) and isinstance(last, date)):
            self.add_error("first", _("Say both days: the first and the last one."))
        elif first > last:
            self.add_error("last", _("The last day is before the first one."))
        elif first < EARLIEST or last > self.today:
            self.add_error("last", _("Days before 1990 and days to come cannot be counted."))
        return cleaned

    def chosen(self) -> Period:
        """Return the period asked for; the last twelve months when it makes no sense."""
        if self.is_valid() and self.cleaned_data["period"] == OWN:
            return Period(self.cleaned_data["first"], self.cleaned_data["last"])
        name = self.cleaned_data.get("period") if self.is_valid() else ""
        return period_of(name or MONTHS, self.today)
