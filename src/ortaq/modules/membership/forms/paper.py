"""An application on paper, as an officer types it in."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.fields import NameField, PhoneField
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.forms import DateInput, FoldedForm
from ortaq.lib import kazid
from ortaq.modules.membership.rules import CLERKS
from ortaq.modules.membership.services import PaperForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

FEW = 100  # primaries that fit a list of choices; who has more looks for one first


def bodies_to_enter(user: User) -> "QuerySet[Body]":
    """Return the open primaries into which an officer may enter forms."""
    reach = orgs.bodies_within_reach(user, kinds=CLERKS).values("pk")
    return orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk__in=reach)


class PaperFormForm(FoldedForm):
    """Whose application it is and what was signed; what few forms say is folded away."""

    FOLDS = (
        (_("Sex, phone, e-mail, language"), ("sex", "phone", "email", "language")),
        (
            _("Retired, veteran, disability"),
            ("retired", "veteran", "disabled", "circumstances_consent"),
        ),
    )

    body = forms.ModelChoiceField(label=_("Organisation"), queryset=Body.objects.none())
    iin = forms.CharField(
        label=_("IIN"),
        help_text=_("Twelve digits. It tells us the birth date and whether we know the person."),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}
        ),
    )
    family_name = NameField(label=_("Family name"), max_length=100)
    given_name = NameField(label=_("Given name"), max_length=100)
    patronymic = NameField(label=_("Patronymic"), max_length=100, required=False)
    born_on = forms.DateField(
        label=_("Date of birth"),
        help_text=_("Not needed when the IIN is given."),
        required=False,
        widget=DateInput,
    )
    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=[("", _("Not stated")), *User.Sex.choices]
    )
    phone = PhoneField(required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="kk")
    signed_on = forms.DateField(label=_("Signed on"), widget=DateInput)
    consent = forms.BooleanField(
        label=_("The person signed the consent to the keeping of personal data"),
        error_messages={
            "required": _("Without the signed consent the union may not keep this application.")
        },
    )
    retired = forms.BooleanField(label=_("Retired, no longer works"), required=False)
    veteran = forms.BooleanField(label=_("Veteran"), required=False)
    disabled = forms.BooleanField(label=_("Has a disability"), required=False)
    circumstances_consent = forms.BooleanField(
        label=_("The person also signed that the union may keep the last two"), required=False
    )

    def __init__(self, *args: Any, user: User, body: Body | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = timezone.localdate()
        field = self.fields["body"]
        if body:
            field.queryset = orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=body.pk)  # type: ignore[attr-defined]
            field.initial = body.pk
            field.widget = forms.HiddenInput()
        else:
            field.queryset = bodies_to_enter(user)  # type: ignore[attr-defined]

    def clean_iin(self) -> str:
        """Return the digits; the message never repeats them."""
        text = str(self.cleaned_data["iin"]).strip()
        if not text:
            return ""
        try:
            return kazid.Iin.parse(text).digits
        except kazid.IinError:
            raise ValidationError(_("This is not an IIN. Check it digit by digit.")) from None

    def clean_signed_on(self) -> date:
        """Nobody has signed tomorrow."""
        day: date = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """The last two need their consent; a birth date follows from the IIN."""
        cleaned: dict[str, Any] = super().clean() or {}
        special = cleaned.get("veteran") or cleaned.get("disabled")
        if special and not cleaned.get("circumstances_consent"):
            self.add_error(
                "circumstances_consent",
                _("Without the person's consent the union may not keep this."),
            )
        if iin := cleaned.get("iin"):
            parsed = kazid.Iin.parse(iin)
            cleaned["born_on"] = cleaned.get("born_on") or parsed.born_on
            cleaned["sex"] = cleaned.get("sex") or parsed.sex or ""
        return cleaned

    def paper(self) -> PaperForm:
        """Return the clean values as the service takes them."""
        values = {
            name: self.cleaned_data[name]
            for name in PaperForm.__dataclass_fields__
            if name != "agrees_to_circumstances"
        }
        agrees = self.cleaned_data["circumstances_consent"]
        return PaperForm(**values, agrees_to_circumstances=agrees)
