"""What people type about meetings that elect, as clean values."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.forms.bodies import day_field
from ortaq.foundation.orgs.models import Election
from ortaq.foundation.ui.forms import DateInput


class ReplanForm(forms.Form):
    """Another day or place for a planned meeting."""

    on = day_field(_("Day of the meeting"))
    place = forms.CharField(
        label=_("Place and time"),
        max_length=200,
        required=False,
        help_text=_("For example: assembly hall, 16:00."),
    )


class PlanForm(ReplanForm):
    """A meeting to come."""

    kind = forms.ChoiceField(
        label=_("Kind of meeting"), choices=Election.Kind.choices, initial=Election.Kind.ELECTION
    )
    field_order = ("kind", "on", "place")


class ResultForm(forms.Form):
    """What came of a meeting."""

    result = forms.ChoiceField(
        label=_("Result"), choices=Election.Result.choices, widget=forms.RadioSelect
    )
    entitled = forms.IntegerField(
        label=_("Entitled to vote"), required=False, min_value=1, max_value=10_000_000
    )
    present = forms.IntegerField(
        label=_("Took part"), required=False, min_value=0, max_value=10_000_000
    )
    minutes = forms.CharField(
        label=_("Minutes"), max_length=300, help_text=_("Number and date of the minutes.")
    )


class MonthForm(forms.Form):
    """Which month of the calendar, and what of it."""

    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        widget=DateInput,
        validators=[MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 1))],
    )
    show = forms.ChoiceField(
        required=False, choices=[("terms", _("Terms that end")), ("meetings", _("Meetings"))]
    )
