"""Forms of the desk's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PurposeForm(forms.Form):
    """Why names are read from above; each of the people reads it."""

    purpose = forms.CharField(
        label=_("What do you need these names for?"),
        help_text=_("Each of these people will see your words, your name and your post."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
