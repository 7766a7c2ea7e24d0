"""Finding an organisation, applying, searching members, stating a purpose."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import Identity, User
from ortaq.foundation.orgs.forms.places import region_choices


class FindPrimaryForm(forms.Form):
    """Find one's primary organisation by a part of its name and a region."""

    q = forms.CharField(
        label=_("Name of your organisation or enterprise"), required=False, max_length=100
    )
    region = forms.ChoiceField(label=_("Region"), required=False, choices=region_choices)


class ApplyForm(forms.Form):
    """The consent without which an application cannot be kept; the IIN where it is missing."""

    iin = forms.CharField(
        label=_("IIN"),
        help_text=_("Twelve digits from your identity card. You may leave this empty."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    consent = forms.BooleanField(
        label=_("I join by my own choice, I accept the charter, and I agree to the text above"),
        error_messages={
            "required": _("Without this consent the union may not keep your application.")
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Identity.objects.filter(user=user).exists():
            del self.fields["iin"]


class PurposeForm(forms.Form):
    """Why a record is opened from above; the person reads it."""

    EXAMPLES: ClassVar = _("For example: preparing his pension question for the regional council.")

    purpose = forms.CharField(
        label=_("What do you need this record for?"),
        help_text=EXAMPLES,
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MemberSearchForm(forms.Form):
    """Find members of one primary."""

    q = forms.CharField(label=_("Name or card number"), required=False, max_length=100)
