"""Form fields of this room."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import phones

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def legible(text: str) -> str:
    """Return a text on one line without marks that nobody sees.

    Direction overrides and zero-width letters let one name look like another's.
    """
    # Cc control, Cf format (bidi overrides, zero width), Cs/Co/Cn surrogates, private, unassigned
    seen = (c for c in text if c.isspace() or unicodedata.category(c) not in HIDDEN)
    return " ".join("".join(seen).split())


class NameField(forms.CharField):
    """A part of a person's name, as everybody sees it."""

    def to_python(self, value: Any) -> str:
        """Return the name without hidden marks; of nothing but those nothing is left."""
        text = super().to_python(value) or ""
        if "\0" in text:  # for CharField's own refusal of it
            return text
        return legible(text)


class PhoneField(forms.CharField):
    """A phone number in any of the ways people write it; cleans to E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the number as E.164, or '' when there is none."""
        text: str = super().clean(value)
        return phones.normalise(text) if text else ""


class AddressField(forms.CharField):
    """An e-mail address or a phone number; cleans to a lower-case address or E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail or phone"))
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return what codes can be sent to."""
        text: str = super().clean(value)
        if "@" not in text:
            return phones.normalise(text) if text else ""
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(
                _("Something is wrong with this e-mail address. Check it letter by letter.")
            ) from None
        return text.lower()


class CodeField(forms.CharField):
    """A code from a message."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Code from the message"))
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
            ),
        )
        super().__init__(**kwargs)


def password_field(label: Any, *, new: bool, **kwargs: Any) -> forms.CharField:
    """Return a password field that browsers understand."""
    complete = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, widget=widget, **kwargs)
