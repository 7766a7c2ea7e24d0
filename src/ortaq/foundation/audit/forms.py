"""What a reader of the trail looks for."""

from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.selectors import actions
from ortaq.foundation.audit.sentences import kind_of_act, own_acts
from ortaq.foundation.audit.subjects import kinds, names_of
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
    kind = forms.ChoiceField(label=_("About what"), required=False)
    # From links, not to be typed: one thing (orgs.body:12), the acts of one body.
    subject = forms.RegexField(
        r"^[a-z_]+\.[a-z_]+(:[\w-]+)?$", required=False, widget=forms.HiddenInput
    )
    body = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To, that day included"), required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((name, kind_of_act(name)) for name in actions()), key=lambda act: act[1])
        for name, choices in (("action", acts), ("kind", kinds())):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [("", _("Everything")), *choices]

    @property
    def about(self) -> str:
        """The one thing that a link asked for, in words; '' when none."""
        kind, _colon, number = self._wanted("subject").partition(":")
        if not kind or not number:
            return ""
        return names_of([Entry(subject_type=kind, subject_id=number)])[kind, number]

    def _wanted(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "") if self.is_valid() else ""

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the entries that the reader looks for; none when the form is wrong."""
        if not self.is_valid():
            return entries.none()
        wanted = self.cleaned_data
        kind, _colon, number = wanted["subject"].partition(":")
        conditions = {
            "action": wanted["action"],
            "actor__family_name__istartswith": wanted["actor"],
            "subject_type": kind or wanted["kind"],
            "subject_id": number,
            "body_id": wanted["body"],
            "at__gte": wanted["since"] and _moment(wanted["since"], time.min),
            # Not the midnight after it: the calendar ends on the last day of the year 9999.
            "at__lte": wanted["until"] and _moment(wanted["until"], time.max),
        }
        if wanted["actor"]:  # or the search would tell the name that the list does not
            entries = entries.exclude(action__in=own_acts())
        return entries.filter(**{name: value for name, value in conditions.items() if value})


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
