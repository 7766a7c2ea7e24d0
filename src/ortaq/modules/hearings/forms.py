"""What people type about hearings and terms, as clean values."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.ui.forms import DateInput, choice
from ortaq.modules.hearings.models import KIND_LABELS, PAUSE_LABELS, RESULT_LABELS, STOP_LABELS
from ortaq.modules.hearings.services import Plan
from ortaq.modules.hearings.workflow import (
    EARLIEST_YEARS,
    ImpossibleDateError,
    Limit,
    check_event,
)

if TYPE_CHECKING:
    from django.utils.functional import Promise

IMPOSSIBLE: dict[str, "Promise"] = {
    "future": _("This day has not come yet."),
    "too_old": _("This day is too long ago. Check the year."),
}
MINUTES = [
    (30, _("half an hour")),
    (60, _("an hour")),
    (120, _("two hours")),
    (240, _("half a day")),
    (480, _("the whole day")),
]


class TimeInput(forms.TimeInput):
    """The device's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PlanForm(forms.Form):
    """When, where, with what and with whom."""

    on = forms.DateField(label=_("Day"), widget=DateInput())
    time = forms.TimeField(label=_("Time"), widget=TimeInput())
    minutes = forms.TypedChoiceField(label=_("How long"), coerce=int, choices=MINUTES, initial=60)
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=300,
        help_text=_("Address and room. Leave it empty when it is held by a link."),
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    bring = forms.CharField(
        label=_("What to bring"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The member reads this: identity card, contract, payslips."),
    )
    representative = forms.ChoiceField(label=_("Who represents"))
    knowingly = forms.BooleanField(
        label=_("I know what stands against this time. Save it all the same."), required=False
    )

    def __init__(self, *args: Any, people: list[User], asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        field = cast("forms.ChoiceField", self.fields["representative"])
        field.choices = [(key, person.short_name) for key, person in self.people.items()]
        if not asks:
            self.fields["knowingly"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for a place or a link, and for a moment to come."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("place") and not data.get("link") and "link" not in self.errors:
            self.add_error("place", _("Say where, or give a link."))
        if data.get("on") and data.get("time") and self.starts_at <= timezone.now():
            self.add_error("on", _("This moment has passed already."))
        return data

    @property
    def starts_at(self) -> datetime:
        """The moment, in the time of the house."""
        naive = datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"])
        return timezone.make_aware(naive)

    @property
    def plan(self) -> Plan:
        """What a service takes."""
        data = self.cleaned_data
        return Plan(
            starts_at=self.starts_at,
            minutes=data["minutes"],
            place=data["place"],
            link=data["link"],
            bring=data["bring"],
            representative=self.people[data["representative"]],
        )


class NewForm(PlanForm):
    """A hearing to come."""

    kind = forms.ChoiceField(
        label=_("Before whom"), choices=[(k.value, label) for k, label in KIND_LABELS.items()]
    )
    field_order = ("kind",)


class PostponeForm(PlanForm):
    """Another time, and why."""

    words = forms.CharField(
        label=_("Why is it postponed?"),
        max_length=500,
        help_text=_("The member reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("words",)


class ResultForm(forms.Form):
    """What came of a hearing."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[(r.value, label) for r, label in RESULT_LABELS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        help_text=_("The member reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CancelForm(forms.Form):
    """Why a hearing will not be."""

    words = forms.CharField(
        label=_("Why is it cancelled?"), max_length=500, help_text=_("The member reads this.")
    )


def _from(limit: Limit, language: str) -> str:
    return f"{limit.article[language]}; {limit.start[language]}"


class TermsForm(forms.Form):
    """From which day which terms are watched."""

    event_on = forms.DateField(label=_("Day of the event"), widget=DateInput())
    keys = forms.MultipleChoiceField(
        label=_("Which terms run"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, limits: list[Limit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = cast("forms.MultipleChoiceField", self.fields["keys"])
        language = get_language() or "kk"
        field.choices = [
            (one.key, choice(one.statement[language], _from(one, language))) for one in limits
        ]
        field.initial = [limit.key for limit in limits]

    def clean_event_on(self) -> date:
        """Refuse a day to come, and one that can only be a slip of the finger."""
        day: date = self.cleaned_data["event_on"]
        try:
            check_event(day, today=self.today)
        except ImpossibleDateError as error:
            raise forms.ValidationError(str(IMPOSSIBLE[error.code]), code=error.code) from None
        return day


class StopForm(forms.Form):
    """Why a term is watched no longer."""

    reason = forms.ChoiceField(
        label=_("Why is it not needed any more?"),
        choices=[(r.value, label) for r, label in STOP_LABELS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=500,
        help_text=_("Number and day of the claim, for example."),
    )


class StandForm(forms.Form):
    """Since when a term stands still, and why."""

    ground = forms.ChoiceField(
        label=_("Why does it stand still?"), choices=list(PAUSE_LABELS.items())
    )
    since = forms.DateField(label=_("First day"), widget=DateInput())


class RunForm(forms.Form):
    """Until when it stood still."""

    until = forms.DateField(label=_("Last day of the standstill"), widget=DateInput())


class CalendarForm(forms.Form):
    """Which days of the calendar, and whose."""

    on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    view = forms.ChoiceField(required=False, choices=[("week", ""), ("month", "")])
    of = forms.ChoiceField(required=False, choices=[("mine", ""), ("desk", "")])

    def clean_on(self) -> date | None:
        """Take a day of a lifetime; another one means today."""
        day: date | None = self.cleaned_data["on"]
        this = timezone.localdate().year
        return day if day and abs(day.year - this) <= EARLIEST_YEARS else None
