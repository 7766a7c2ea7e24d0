"""What a reader of the trail looks for."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.selectors import actions
from ortaq.foundation.ui.forms import DateInput


class TrailFilter(forms.Form):
    """Filters of the page and of its CSV. An empty one narrows nothing."""

    action = forms.ChoiceField(label=_("What was done"), required=False)
    actor = forms.CharField(
        label=_("Who did it"),
        required=False,
        max_length=100,
        help_text=_("A family name, or its beginning."),
    )
    subject = forms.RegexField(
        r"^[a-z_]+\.[a-z_]+(:[\w-]+)?$",
        label=_("About what"),
        required=False,
        help_text=_("As in the list: orgs.body:12, or orgs.body for all."),
    )
    body = forms.IntegerField(label=_("Number of the body"), required=False, min_value=1)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To, that day included"), required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Everything")), *((name, name) for name in actions())]
        self.fields["action"] = forms.ChoiceField(
            label=_("What was done"), required=False, choices=choices
        )

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the entries that the reader looks for; none when the form is wrong."""
        if not self.is_valid():
            return entries.none()
        wanted = self.cleaned_data
        kind, _colon, number = wanted["subject"].partition(":")
        conditions = {
            "action": wanted["action"],
            "actor__family_name__istartswith": wanted["actor"],
            "subject_type": kind,
            "subject_id": number,
            "body_id": wanted["body"],
            "at__gte": wanted["since"] and _midnight(wanted["since"]),
            "at__lt": wanted["until"] and _midnight(wanted["until"] + timedelta(days=1)),
        }
        return entries.filter(**{name: value for name, value in conditions.items() if value})


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
