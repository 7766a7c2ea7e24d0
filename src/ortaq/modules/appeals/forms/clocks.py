"""What officers and leaders say about clocks: help, delay, absence, the ministry's orders."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.ui.forms import DateInput
from ortaq.modules.appeals.forms.words import words
from ortaq.modules.appeals.workflow import EXTENSION

SHORT = 500
LONGEST_ABSENCE = 366  # days


class AskHelpForm(forms.Form):
    """What one needs from those above."""

    words = forms.CharField(
        label=_("What help do you need?"),
        help_text=_("The nearest leader and the member read this. Do not name the member."),
        max_length=SHORT,
        widget=words(3),
    )


class ExplainForm(forms.Form):
    """Why the answer takes longer, and how much."""

    words = forms.CharField(
        label=_("Why does it take longer?"),
        help_text=_("The member reads this. The term can be moved once."),
        max_length=SHORT,
        widget=words(3),
    )
    days = forms.IntegerField(
        label=_("How many more working days?"),
        min_value=1,
        max_value=EXTENSION.length.n,
        initial=5,
    )


class OfferForm(forms.Form):
    """How one helps."""

    words = forms.CharField(
        label=_("How do you help?"),
        help_text=_("The officer and the member read this."),
        max_length=SHORT,
        widget=words(3),
    )


class TakeOverForm(forms.Form):
    """Why one takes it oneself."""

    reason = forms.CharField(
        label=_("Why do you take it over?"),
        help_text=_("The author reads this in the timeline."),
        max_length=SHORT,
    )


class AwayForm(forms.Form):
    """From when to when one is away, and who stands in."""

    since = forms.DateField(label=_("First day away"), widget=DateInput())
    until = forms.DateField(label=_("Last day away"), widget=DateInput())
    deputy = forms.ChoiceField(
        label=_("Who stands in for you"),
        help_text=_("Sees and works your open appeals meanwhile; new ones go there, too."),
    )

    def __init__(self, *args: Any, posts: list[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.user.public_id): post for post in posts}
        field = cast("forms.ChoiceField", self.fields["deputy"])
        field.choices = [
            (
                key,
                _("{name}: {kind}, {body}").format(
                    name=post.user.short_name, kind=post.get_kind_display(), body=post.body
                ),
            )
            for key, post in self.posts.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse days that are past, turned round, or years."""
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and since < timezone.localdate():
            self.add_error("since", _("Choose today or a later day."))
        if since and until and not since <= until <= since + timedelta(days=LONGEST_ABSENCE):
            self.add_error("until", _("The last day comes after the first, within a year."))
        return data


class OrderForm(forms.Form):
    """One transfer of an order: a day off, the day that is worked instead, and the source."""

    day_off = forms.DateField(label=_("This day is off"), required=False, widget=DateInput())
    workday = forms.DateField(
        label=_("This day is worked instead"), required=False, widget=DateInput()
    )
    source = forms.CharField(
        label=_("Source: which order, of what day, where you read it"),
        max_length=300,
    )
    whole = forms.BooleanField(
        label=_("With this, the table of the year is complete"),
        help_text=_("Only for a year that the programme does not know yet."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one day, of one year."""
        data: dict[str, Any] = super().clean() or {}
        days = [day for day in (data.get("day_off"), data.get("workday")) if day]
        if not days and not self.errors:
            self.add_error("day_off", _("Enter a day."))
        if len({day.year for day in days}) > 1:
            self.add_error("workday", _("Both days are of one year."))
        return data

    @property
    def year(self) -> int:
        """The year of the days entered."""
        data = self.cleaned_data
        day: date = data["day_off"] or data["workday"]
        return day.year
