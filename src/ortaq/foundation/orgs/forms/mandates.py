"""What people type about posts, as clean values."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.selectors import find_by_address
from ortaq.foundation.orgs.forms.bodies import day_field, ground_field
from ortaq.foundation.orgs.kinds import Kind


class MandateForm(forms.Form):
    """A term of office for a person who is already registered.

    Address and family name must both match, so that the form is no way to find out whether
    somebody belongs to the union.
    """

    address = forms.CharField(label=_("E-mail or phone of the person"), max_length=254)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    kind = forms.ChoiceField(label=_("Post"), choices=[(k.value, k.label) for k in Kind])
    since = day_field(_("First day"))
    until = day_field(
        _("Last day"),
        required=False,
        help_text=_("Leave empty when the term has no end."),
    )
    ground = ground_field()

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

    until = day_field(_("Last day"))
    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("Minutes, order or the holder's own wish, with number and date."),
    )
