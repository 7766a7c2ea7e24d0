"""HTTP input of the public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """The number and the code of a receipt."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_("As on the receipt, for example 2026-000123."),
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Check code"),
        help_text=_("Twenty digits; spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
