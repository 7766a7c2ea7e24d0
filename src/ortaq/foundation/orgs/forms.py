"""What people type about bodies and mandates, as clean values."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.selectors import find_by_address
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY, Kind
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.orgs.selectors import bodies_within_reach, open_bodies
from ortaq.foundation.texts.forms import TextsField
from ortaq.foundation.ui.forms import DateInput
from ortaq.lib.kazid import Kato, KatoError

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput, **more)


def possible_parents(user: "User", *, beside: Body | None = None) -> QuerySet[Body]:
    """Return the bodies over primaries within a person's reach, and one more where given.

    Some hundred at most: primaries, of which there are thousands, are given by ``beside`` only.
    """
    high = Q(level__in=[Body.Level.CENTRE, Body.Level.BRANCH, Body.Level.REGION])
    chosen = Q(pk=beside.pk) if beside else Q(pk__in=[])
    within = bodies_within_reach(user, kinds=MANDATES_GRANTED_BY)
    return open_bodies().filter(high | chosen, pk__in=within.values("pk"))


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
    kato = forms.CharField(
        label=_("KATO code"),
        required=False,
        max_length=20,
        help_text=_("Nine digits; the first two are the region."),
    )
    opened_on = _day(_("Works from"))

    def __init__(self, *args: Any, user: "User", under: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Line.values:
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = possible_parents(user, beside=under)

    def clean_kato(self) -> str:
        """Return the nine digits, or say what is wrong."""
        text = self.cleaned_data["kato"]
        try:
            return str(Kato.parse(text)) if text else ""
        except KatoError as error:
            raise ValidationError(
                _("A KATO code has nine digits and begins with a region of Kazakhstan.")
            ) from error

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


class MoveForm(forms.Form):
    """Where a body goes, in which line and when."""

    line = forms.ChoiceField(label=_("Line"), choices=Line.choices, widget=forms.RadioSelect)
    parent = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("New parent"),
        required=False,
        empty_label=_("None: it leaves this line"),
    )
    on = _day(
        _("From which day"),
        help_text=_("A day to come is allowed: the move happens by itself that night."),
    )

    def __init__(self, *args: Any, user: "User", body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ModelChoiceField):
            parent.queryset = possible_parents(user).exclude(pk=body.pk)


class CloseForm(forms.Form):
    """The day from which a body no longer works."""

    on = _day(_("First day on which it no longer works"))


class MandateForm(forms.Form):
    """A term of office for a person who is already registered.

    Address and family name must both match, so that the form is no way to find out whether
    somebody belongs to the union.
    """

    address = forms.CharField(label=_("E-mail or phone of the person"), max_length=254)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    kind = forms.ChoiceField(label=_("Post"), choices=[(k.value, k.label) for k in Kind])
    since = _day(_("First day"))
    until = _day(
        _("Last day"),
        required=False,
        help_text=_("Leave empty when the term has no end."),
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("Minutes or order, with number and date."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the person."""
        values = super().clean() or {}
        if {"address", "family_name"} <= values.keys():
            user = find_by_address(values["address"])
            name = values["family_name"].strip().casefold()
            if user is None or not user.is_active or user.family_name.casefold() != name:
                raise ValidationError(
                    _(
                        "Nobody is registered with both this address and this family name. "
                        "Check the spelling, or ask the person to register first."
                    )
                )
            values["user"] = user
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day cannot come before the first day."))
        return values


class EndForm(forms.Form):
    """The last day of a mandate, and why it ends."""

    until = _day(_("Last day"))
    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("Minutes, order or the holder's own wish, with number and date."),
    )


def today_first() -> dict[str, Any]:
    """Return the initial value of a day field."""
    return {name: timezone.localdate() for name in ("on", "since", "until", "opened_on")}
