"""Forms of our own pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import consents
from ortaq.foundation.accounts.fields import AddressField, CodeField, NameField
from ortaq.foundation.accounts.models import User
from ortaq.foundation.ui.forms import DateInput
from ortaq.lib import kazid


def _name(label: Any, *, required: bool = True, complete: str = "") -> forms.CharField:
    return NameField(
        label=label,
        required=required,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": complete} if complete else {}),
    )


class SignUpForm(forms.Form):
    """Open an account: a name, one address, and the one consent without which there is none."""

    family_name = _name(_("Family name"), complete="family-name")
    given_name = _name(_("Given name"), complete="given-name")
    patronymic = _name(
        _("Patronymic, if you have one"), required=False, complete="additional-name"
    )
    address = AddressField(help_text=_("We will send a code there, now and whenever you sign in."))
    consent = forms.BooleanField(
        label=_("I agree that the union keeps my data for union work, as said below"),
        error_messages={"required": _("Without this consent we may not open an account.")},
    )

    @property
    def consent_text(self) -> str:
        """The wording that is agreed to."""
        return str(consents.PROCESSING.text)


class CodeForm(forms.Form):
    """Type the code from the message."""

    code = CodeField()


class AddressForm(forms.Form):
    """A new e-mail or phone of one's own."""

    address = AddressField(label=_("New e-mail or phone"))


class ProfileForm(forms.Form):
    """What needs no document."""

    language = forms.ChoiceField(
        label=_("Language of messages"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("", _("Not said")), *User.Sex.choices], required=False
    )

    def __init__(self, *args: Any, sex_is_fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sex_is_fixed:
            del self.fields["sex"]


class CorrectionForm(forms.Form):
    """What should stand in the record, as in the identity document; unchanged fields stay."""

    family_name = _name(_("Family name"))
    given_name = _name(_("Given name"))
    patronymic = _name(_("Patronymic"), required=False)
    born_on = forms.DateField(label=_("Date of birth"), required=False, widget=DateInput)
    iin = forms.CharField(
        label=_("IIN"),
        required=False,
        max_length=20,
        help_text=_("Twelve digits from the identity card. Leave empty if it need not change."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("What document proves it?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        names = ("family_name", "given_name", "patronymic", "born_on")
        kwargs.setdefault("initial", {name: getattr(person, name) for name in names})
        super().__init__(*args, **kwargs)

    def clean_iin(self) -> str:
        """Return twelve digits, or ''."""
        text = str(self.cleaned_data["iin"]).strip()
        if not text:
            return ""
        try:
            return kazid.Iin.parse(text).digits
        except kazid.IinError:
            raise forms.ValidationError(
                _("This is not an IIN. Compare each of the twelve digits with the card.")
            ) from None

    def clean_born_on(self) -> Any:
        """Refuse a date to come."""
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > timezone.localdate():
            raise forms.ValidationError(_("This date is still to come."))
        return born_on

    def clean(self) -> dict[str, Any]:
        """Demand that something changes."""
        cleaned = super().clean() or {}
        if not self.errors and not self.changes():
            raise forms.ValidationError(_("Nothing is different from the record yet."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Return only what differs from the record, as ask_correction wants it."""
        changed: dict[str, Any] = {
            name: " ".join(str(self.cleaned_data[name]).split())
            for name in ("family_name", "given_name", "patronymic")
            if self.cleaned_data.get(name, "") != getattr(self.person, name)
        }
        born_on = self.cleaned_data.get("born_on")
        if born_on and born_on != self.person.born_on:
            changed["born_on"] = born_on
        if self.cleaned_data.get("iin"):
            changed["iin"] = self.cleaned_data["iin"]
        return changed


class DecisionForm(forms.Form):
    """An officer's answer to a wish for correction."""

    answer = forms.CharField(
        label=_("Answer to the person"),
        required=False,
        max_length=500,
        help_text=_("Needed when you refuse: the person reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Demand a reason for a refusal."""
        cleaned = super().clean() or {}
        if self.data.get("decision") == "refuse" and not cleaned.get("answer"):
            self.add_error("answer", _("Say why: the person has a right to know."))
        return cleaned


class EraseForm(forms.Form):
    """The last word before an erasure."""

    sure = forms.BooleanField(
        label=_("I have read what goes and what stays. Erase my data."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class _Moment(forms.DateTimeField):
    """A moment of the past, typed with the device's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        )
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a moment to come."""
        moment = super().clean(value)
        if moment and moment > timezone.now():
            raise forms.ValidationError(_("This moment is still to come."))
        return moment


class BreachForm(forms.Form):
    """A breach of personal data, as it was found."""

    discovered_at = _Moment(
        label=_("When was it discovered?"), help_text=_("The clock of the law runs from here.")
    )
    what_happened = forms.CharField(
        label=_("What happened?"),
        max_length=4000,
        help_text=_("Without names of persons and without their data."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kinds_of_data = forms.CharField(label=_("Which kinds of data?"), max_length=300)
    people_count = forms.IntegerField(
        label=_("How many people, as far as known?"),
        required=False,
        min_value=0,
        max_value=100_000_000,
    )
    measures = forms.CharField(
        label=_("What has been done already?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MomentForm(forms.Form):
    """When a step was taken."""

    at = _Moment(label=_("When was it done?"))


class CloseBreachForm(forms.Form):
    """What was done, so that it does not happen again."""

    measures = forms.CharField(
        label=_("Measures taken"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
