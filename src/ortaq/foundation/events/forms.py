"""Which dead letters an officer chose."""

from django import forms
from django.utils.translation import gettext_lazy as _

RERUN, DISCARD = "rerun", "discard"


class ChosenJobs(forms.Form):
    """Numbers of jobs, and what to do with them."""

    act = forms.ChoiceField(choices=[(RERUN, RERUN), (DISCARD, DISCARD)])
    job = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one job.")}
    )

    def __init__(self, data: object, *, ids: list[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["job"].choices = [(number, str(number)) for number in ids]  # type: ignore[attr-defined]
