"""Why a drawn case is read, how it is marked, which report is asked for."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.forms.words import words
from ortaq.modules.appeals.labels import CRITERION_LABELS, MARK_LABELS


class PurposeForm(forms.Form):
    """Why a case is opened; its author reads this."""

    purpose = forms.CharField(
        label=_("Why do you open it?"),
        help_text=_("The member sees your post, this purpose and the day."),
        min_length=10,
        max_length=300,
        initial=_("Audit: quality review of a closed appeal drawn by lot"),
    )


class MarksForm(forms.Form):
    """Five questions about a closed case."""

    words = forms.CharField(
        label=_("A word to the officer (if you like)"),
        help_text=_("What helped, and what would have helped more."),
        required=False,
        max_length=2000,
        widget=words(4, 2000),
    )

    def __init__(self, *args: Any, marks: dict[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(mark, label) for mark, label in sorted(MARK_LABELS.items(), reverse=True)]
        for name, label in CRITERION_LABELS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                coerce=int,
                choices=choices,
                widget=forms.RadioSelect,
                initial=(marks or {}).get(name),
            )
        self.order_fields([*CRITERION_LABELS, "words"])

    @property
    def marks(self) -> dict[str, int]:
        """The marks as they are kept."""
        return {name: self.cleaned_data[name] for name in CRITERION_LABELS}


class ReportForm(forms.Form):
    """Of which body, which year, in which language."""

    body = forms.ChoiceField(label=_("Organisation"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("kk", "Қазақша"), ("ru", "Русский")]
    )

    def __init__(self, *args: Any, bodies: list[Body], years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        choices = [(key, str(body)) for key, body in self.bodies.items()]
        cast("forms.ChoiceField", self.fields["body"]).choices = choices
        cast("forms.ChoiceField", self.fields["year"]).choices = [(y, y) for y in years]

    def clean_body(self) -> Body:
        """Return the body itself."""
        return self.bodies[self.cleaned_data["body"]]
