"""Places of Kazakhstan as people choose and type them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.fields import Texts
from ortaq.foundation.texts.sorting import sort_key
from ortaq.lib.kazid import KATO_REGIONS, Kato, KatoError


def region_choices() -> list[tuple[str, str]]:
    """Return the regions of Kazakhstan in the reader's language."""
    rows = [(code, str(Texts(**region.names))) for code, region in KATO_REGIONS.items()]
    return [("", str(_("All of Kazakhstan"))), *sorted(rows, key=lambda row: sort_key(row[1]))]


def kato_field() -> forms.CharField:
    """Return the box of a place by its KATO code."""
    return forms.CharField(
        label=_("KATO code"),
        required=False,
        max_length=20,
        help_text=_("Nine digits; the first two are the region."),
    )


def clean_kato(text: str) -> str:
    """Return the nine digits, or say what is wrong."""
    try:
        return str(Kato.parse(text)) if text else ""
    except KatoError as error:
        raise ValidationError(
            _("A KATO code has nine digits and begins with a region of Kazakhstan.")
        ) from error
