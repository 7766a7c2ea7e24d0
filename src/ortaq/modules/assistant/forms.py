"""What people type: a question, the facts that were asked back, the words of a paper."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.ui.forms import DateInput
from ortaq.modules.assistant.answers import AskBack
from ortaq.modules.assistant.triaging import ROUTES, TOPICS

LONGEST = 20_000  # characters that are taken; how many are read, selectors say
DAYS = [MinValueValidator(date(1991, 12, 16)), MaxValueValidator(date(2100, 12, 31))]
FACTS = ("amount", "due_on", "event_on", "ground")


class QuestionForm(forms.Form):
    """One field."""

    question = forms.CharField(
        label=_("Your question"),
        help_text=_("In Kazakh, Russian or English, as you would say it. No names are needed."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class FactsForm(forms.Form):
    """Facts without which an answer stays general; the question goes with them."""

    amount = forms.CharField(label=_("Sum in tenge"), required=False, max_length=30)
    due_on = forms.DateField(
        label=_("Day of payment"), required=False, widget=DateInput, validators=DAYS
    )
    event_on = forms.DateField(label=_("Day"), required=False, widget=DateInput, validators=DAYS)
    ground = forms.CharField(label=_("Ground"), required=False, max_length=300)

    def keep(self, asks: Iterable[AskBack]) -> "FactsForm":
        """Leave the fields that are asked, each with its question."""
        asked = {one.code: one.question for one in asks}
        for name in FACTS:
            if name in asked:
                self.fields[name].label = asked[name]
            else:
                del self.fields[name]
        return self

    def facts(self) -> dict[str, str]:
        """Return the facts that were given."""
        if not self.is_valid():
            return {}
        return {key: str(value) for key, value in self.cleaned_data.items() if value}


class DraftForm(forms.Form):
    """The words of a paper. All of them may be changed in the file as well."""

    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=[("kk", "Қазақша"), ("ru", "Русский")]
    )
    to = forms.CharField(label=_("To whom"), max_length=300)
    sender = forms.CharField(label=_("From whom: name and job"), max_length=300)
    contact = forms.CharField(
        label=_("Address and telephone for the answer"), max_length=300, required=False
    )
    employer = forms.CharField(label=_("Employer"), max_length=300)
    facts = forms.CharField(
        label=_("What has happened"),
        help_text=_("Days, sums, names of papers; what you have asked for already."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    law = forms.CharField(label=_("Articles"), max_length=600, required=False)
    asks = forms.CharField(
        label=_("What you ask for"),
        help_text=_("One demand a line."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    papers = forms.CharField(
        label=_("Papers that go with it"),
        help_text=_("One a line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SortForm(forms.Form):
    """What an officer says that an appeal is."""

    topic = forms.ChoiceField(choices=[(one, one) for one in TOPICS])
    route = forms.ChoiceField(choices=[(one, one) for one in ROUTES])
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    collective = forms.BooleanField(label=_("Several people have the same"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, words in (
            ("topic", _("Topic"), TOPIC_WORDS),
            ("route", _("Who should have it"), ROUTE_WORDS),
        ):
            field = self.fields[name]
            field.label = label
            if isinstance(field, forms.ChoiceField):
                field.choices = list(words.items())


TOPIC_WORDS = {
    "wages_arrears": _("Wages not paid"),
    "wages_other": _("Wages, other"),
    "working_time": _("Working time"),
    "leave": _("Leave from work"),
    "dismissal": _("Dismissal"),
    "discipline": _("Discipline"),
    "osh_injury": _("Safety and injuries"),
    "harassment_discrimination": _("Harassment, discrimination"),
    "collective_agreement": _("Collective agreement"),
    "social_benefits": _("Social benefits"),
    "union_rights": _("Rights of the union"),
    "conflict_collective": _("Collective conflict"),
    "other": _("Other"),
}
ROUTE_WORDS = {
    "lawyer": _("A lawyer"),
    "osh_inspector": _("A technical inspector"),
    "chair": _("The chair"),
    "psychologist_or_hotline": _("A psychologist or the hotline"),
}
