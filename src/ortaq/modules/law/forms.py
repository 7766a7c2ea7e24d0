"""What people type about norms and values."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.ui.forms import DateInput
from ortaq.lib.norms import Norm
from ortaq.modules.law.selectors import KEYS

LONGEST = 2000
MOST = Decimal(1_000_000_000)


class SignForm(forms.Form):
    """A signature for the very words on the page."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = forms.CharField(
        label=_("Remark for colleagues"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(forms.Form):
    """Why a signature is taken back."""

    why = forms.CharField(label=_("Why"), max_length=LONGEST)


class ReviseForm(forms.Form):
    """A norm in other words; its address and number are changed with them."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=140, required=False)
    ru = forms.CharField(label=_("In Russian"), widget=forms.Textarea(attrs={"rows": 4}))
    kk = forms.CharField(
        label=_("In Kazakh"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    en = forms.CharField(
        label=_("In English"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    article = forms.CharField(label=_("Article"), max_length=20)
    point = forms.CharField(label=_("Point"), required=False, max_length=20)
    value = forms.DecimalField(
        label=_("How much"), required=False, max_digits=12, decimal_places=4, min_value=0
    )
    valid_to = forms.DateField(label=_("Last day in force"), required=False, widget=DateInput())
    why = forms.CharField(label=_("Why it is changed"), max_length=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.param: dict[str, Any] | None = self.initial.get("param")
        if self.param is None:
            del self.fields["value"]

    @staticmethod
    def first(norm: Norm) -> dict[str, Any]:
        """Return what the form begins with."""
        param = norm.param
        quantity = param.quantity if param else None
        return {
            **norm.statement.raw(),
            "seen": norm.seen,
            "article": norm.article,
            "point": norm.point,
            "valid_to": norm.valid_to,
            "value": quantity.value if quantity else None,
            "param": vars(param) if param and quantity else None,
        }

    def changes(self) -> dict[str, Any]:
        """Return what is changed, as norms are kept."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            "statement": {lang: data[lang] for lang in ("ru", "kk", "en")},
            "article": data["article"],
            "point": data["point"],
            "valid_to": data["valid_to"].isoformat() if data["valid_to"] else None,
        }
        if self.param and data.get("value") is not None:
            found["param"] = {**self.param, "value": f"{data['value'].normalize():f}"}
        return found


class ValueForm(forms.Form):
    """A reference value from a day on."""

    key = forms.ChoiceField(
        label=_("Which value"), choices=[(key, label) for key, (label, _unit) in KEYS.items()]
    )
    amount = forms.DecimalField(
        label=_("Amount"),
        max_digits=14,
        decimal_places=4,
        min_value=Decimal("0.0001"),
        max_value=MOST,
        help_text=_("In tenge; the base rate in percent a year."),
    )
    since = forms.DateField(label=_("From which day"), widget=DateInput())
    until = forms.DateField(
        label=_("Up to which day"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave it empty when it holds until the next one."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("The law or the decision, with its number and day."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days that run backwards."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            raise ValidationError(_("The last day is before the first one."))
        return data
