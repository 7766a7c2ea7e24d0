"""What people type about bodies, as clean values."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.forms.places import clean_kato, kato_field
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.orgs.selectors import bodies_within_reach, open_bodies
from ortaq.foundation.texts.forms import TextsField
from ortaq.foundation.ui.forms import DateInput

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, **more)


def ground_field(**more: Any) -> forms.CharField:
    """Return the box of a decision, which every change of the vertical rests on."""
    return forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("Minutes or order, with number and date."),
        **more,
    )


def possible_parents(user: "User", *, beside: Body | None = None) -> QuerySet[Body]:
    """Return the bodies over primaries within a person's reach, and one more where given.

    Some hundred at most: primaries, of which there are thousands, are given by ``beside`` only.
    Their keys are read first, so that the reach of each is asked, not the whole reach.
    """
    high = Q(level__in=[Body.Level.CENTRE, Body.Level.BRANCH, Body.Level.REGION])
    chosen = Q(pk=beside.pk) if beside else Q(pk__in=[])
    keys = list(open_bodies().filter(high | chosen).values_list("pk", flat=True))
    within = bodies_within_reach(user, kinds=MANDATES_GRANTED_BY, among=keys)
    return open_bodies().filter(pk__in=within.values("pk"))


class BrowseForm(forms.Form):
    """Which line to look along, and what to look for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    line = forms.ChoiceField(choices=Line.choices, required=False)

    def query(self) -> str:
        """Return the words to look for; '' when they are not valid."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

    def chosen_line(self) -> Line:
        """Return the line; the branch line when nothing sensible was asked."""
        chosen = self.cleaned_data.get("line") if self.is_valid() else ""
        return Line(chosen or Line.BRANCH)


class OpenBodyForm(forms.Form):
    """A new body under its parents."""

    name = TextsField(label=_("Name"), max_length=200)
    level = forms.ChoiceField(
        label=_("Level"), choices=[c for c in Body.Level.choices if c[0] != Body.Level.CENTRE]
    )
    branch = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Parent in the branch line"),
        required=False,
        empty_label=_("None: it stands outside this line"),
    )
    territory = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Parent in the territorial line"),
        required=False,
        empty_label=_("None: it stands outside this line"),
    )
    kato = kato_field()
    opened_on = day_field(_("Works from"))

    def __init__(self, *args: Any, user: "User", under: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Line.values:
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = possible_parents(user, beside=under)

    def clean_kato(self) -> str:
        """Return the nine digits, or say what is wrong."""
        return clean_kato(self.cleaned_data["kato"])

    def clean(self) -> dict[str, Any]:
        """Ask for one parent at least."""
        values = super().clean() or {}
        if not self.errors and not self.parents():
            raise ValidationError(_("Choose a parent in one of the two lines."))
        return values

    def parents(self) -> dict[Line, Body]:
        """Return the chosen parents by line."""
        return {line: found for line in Line if (found := self.cleaned_data.get(line.value))}


class RenameForm(forms.Form):
    """A body's name."""

    name = TextsField(label=_("Name"), max_length=200)


class ContactsForm(forms.Form):
    """Where a body is found: its office, not a person."""

    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=50,
        required=False,
        help_text=_("The number of the office. Everybody at a desk of the union sees it."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)


class MoveForm(forms.Form):
    """Where a body goes, in which line, when and by which decision."""

    line = forms.ChoiceField(label=_("Line"), choices=Line.choices, widget=forms.RadioSelect)
    parent = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("New parent"),
        required=False,
        empty_label=_("None: it leaves this line"),
    )
    on = day_field(
        _("From which day"),
        help_text=_("A day to come is allowed: the move happens by itself that night."),
    )
    ground = ground_field()

    def __init__(self, *args: Any, user: "User", body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ModelChoiceField):
            parent.queryset = possible_parents(user).exclude(pk=body.pk)


class CloseForm(forms.Form):
    """The day from which a body no longer works."""

    on = day_field(_("First day on which it no longer works"))


def today_first() -> dict[str, Any]:
    """Return the initial value of a day field."""
    return {name: timezone.localdate() for name in ("on", "since", "until", "opened_on")}
