"""What people type about posts, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.selectors import find_by_address
from ortaq.foundation.orgs.forms.bodies import day_field, ground_field
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate


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


class WaitingForm(forms.Form):
    """Which of the posts that wait for a second person to show."""

    kind = forms.ChoiceField(
        label=_("Post"),
        choices=[("", _("All posts")), *((k.value, k.label) for k in Kind)],
        required=False,
    )

    def narrow(self, found: QuerySet[Mandate]) -> QuerySet[Mandate]:
        """Keep those of the chosen kind; all when nothing sensible was chosen."""
        kind = self.cleaned_data.get("kind") if self.is_valid() else ""
        return found.filter(kind=kind) if kind else found


LONGEST_NUMBER = 18  # digits that always fit a key of the database


def chosen_keys(texts: Iterable[str], *, most: int) -> list[int]:
    """Return the keys that a page sent back, no more than a page has."""
    fits = (t for t in texts if t.isascii() and t.isdecimal() and len(t) <= LONGEST_NUMBER)
    return [int(text) for text in fits][:most]
