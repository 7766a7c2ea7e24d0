"""One step in the life of a membership: pause, resume, exclude, end, move, circumstances."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.ui.forms import DateInput
from ortaq.modules.membership.models.membership import REASON_LABELS
from ortaq.modules.membership.workflow import LeaveReason

if TYPE_CHECKING:
    from ortaq.modules.membership.models import Membership


class DayForm(forms.Form):
    """The day from which a step counts."""

    on = forms.DateField(label=_("From which day"), widget=DateInput)

    def __init__(self, *args: Any, membership: "Membership", **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.membership = membership

    def clean_on(self) -> date:
        """A day of the membership, up to today."""
        day: date = self.cleaned_data["on"]
        first = self.membership.since
        if day > timezone.localdate() or (first and day < first):
            raise forms.ValidationError(
                _("Choose a day from the first day of the membership up to today.")
            )
        return day


class ResumeForm(DayForm):
    """The pause is over."""


class PauseForm(DayForm):
    """Why a membership rests."""

    ground = forms.CharField(
        label=_("Why the membership rests"),
        help_text=_("For example: leave for childcare until May 2028. The person reads this."),
        max_length=500,
    )
    field_order = ("ground", "on")


class ExcludeForm(DayForm):
    """The decision by which a member is excluded."""

    decision = forms.CharField(
        label=_("Decision"),
        help_text=_("Number and date of the minutes. The person reads this."),
        max_length=500,
    )
    field_order = ("decision", "on")


ENDINGS = (LeaveReason.OWN, LeaveReason.WORK, LeaveReason.DIED)


class EndForm(DayForm):
    """Why a membership is over."""

    reason = forms.ChoiceField(
        label=_("What happened"),
        choices=[(reason.value, REASON_LABELS[reason]) for reason in ENDINGS],
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=_("Note"),
        help_text=_("For example: number and date of the order. You may leave this empty."),
        required=False,
        max_length=500,
    )
    field_order = ("reason", "on", "ground")


class FindBodyForm(forms.Form):
    """Find the organisation to move to."""

    q = forms.CharField(label=_("Name of the organisation"), required=False, max_length=100)


class MoveForm(forms.Form):
    """Why a member moves."""

    ground = forms.CharField(
        label=_("Why"),
        help_text=_("For example: works at another enterprise since 1 November."),
        max_length=500,
    )


class MoveNowForm(DayForm, MoveForm):
    """Why and since when a member moves, where one officer answers for both organisations."""

    field_order = ("ground", "on")


class CircumstancesForm(forms.Form):
    """What is known of a member beside the name; the last two with his consent only."""

    retired = forms.BooleanField(label=_("Retired, no longer works"), required=False)
    veteran = forms.BooleanField(label=_("Veteran"), required=False)
    disabled = forms.BooleanField(label=_("Has a disability"), required=False)


class OwnCircumstancesForm(CircumstancesForm):
    """The same, told by the person himself, with the consent beside it."""

    consent = forms.BooleanField(label=_("I agree to the text above"), required=False)

    def clean(self) -> dict[str, object]:
        """Being a veteran and having a disability need the consent."""
        cleaned = super().clean() or {}
        if (cleaned.get("veteran") or cleaned.get("disabled")) and not cleaned.get("consent"):
            self.add_error("consent", _("Without your consent the union may not keep this."))
        return cleaned
