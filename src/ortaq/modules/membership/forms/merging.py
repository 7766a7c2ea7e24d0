"""Joining two records of one person."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ortaq.modules.membership import selectors
from ortaq.modules.membership.models import Membership


class CardField(forms.CharField):
    """The number of a card in force; cleans to its membership."""

    def clean(self, value: object) -> Membership:
        """Return the membership of the card."""
        text = super().clean(value)
        if found := selectors.by_card(text):
            return found
        raise ValidationError(_("No membership in force has this card number."))


class TwoCardsForm(forms.Form):
    """Two records by the numbers of their cards."""

    first = CardField(label=_("Card number of one record"), max_length=20)
    second = CardField(label=_("Card number of the other"), max_length=20)

    def clean(self) -> dict[str, object]:
        """Two cards of two records."""
        cleaned: dict[str, Membership] = super().clean() or {}
        one, other = cleaned.get("first"), cleaned.get("second")
        if one and other and one.user_id == other.user_id:
            self.add_error("second", _("Both cards belong to one record already."))
        return dict(cleaned)


class JoinForm(forms.Form):
    """How the officer knows that it is one person."""

    ground = forms.CharField(
        label=_("How do you know that this is one person?"),
        help_text=_("For example: I compared the identity card. These words stay in the record."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
