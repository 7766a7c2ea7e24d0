"""What people say about sheets, as clean values."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files.uploads import RefusedUpload
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets import layouts
from ortaq.foundation.sheets.headers import letter
from ortaq.foundation.ui.forms import choice

if TYPE_CHECKING:
    from ortaq.foundation.sheets.layouts import Layout
    from ortaq.foundation.sheets.models import Batch

ACCEPT = ".csv,.txt,.tsv,.xlsx,.xls,.xlsb,.ods"


class SheetField(forms.FileField):
    """One table; what the upload handler refused is said here."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload; the service looks inside."""
        if isinstance(data, RefusedUpload):
            raise ValidationError(data.refusal.reason, code=data.refusal.code)
        return super().clean(data, initial)


class SendForm(forms.Form):
    """Which kind of sheet, for which body, and the file."""

    layout = forms.ChoiceField(label=_("What the sheet lists"), widget=forms.RadioSelect)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("For which body"), empty_label=None)
    file = SheetField(
        label=_("File"),
        help_text=_(
            "XLSX, XLS, ODS or CSV, as your office keeps it: the columns are recognised by their "
            "headers. Nothing is entered before you have seen it and confirmed."
        ),
    )

    def __init__(self, *args: Any, offers: "list[tuple[Layout, Body]]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only: Body | None = None
        self.pairs = {(layout.name, body.pk) for layout, body in offers}
        kinds = {layout.name: layout for layout, _body in offers}
        field: Any = self.fields["layout"]
        field.choices = [(n, choice(one.label, one.help)) for n, one in kinds.items()]
        bodies: Any = self.fields["body"]
        bodies.queryset = Body.objects.filter(pk__in={body.pk for _layout, body in offers})
        field.initial = self.initial.get("layout") or next(iter(kinds), "")
        self.initial["layout"] = field.initial
        if len({body.pk for _layout, body in offers}) == 1:  # no choice: said, not asked
            self.only = offers[0][1]
            self.initial["body"], bodies.widget = self.only.pk, forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for the pair: a kind may be allowed in one body and not in another."""
        values = super().clean() or {}
        name, body = values.get("layout"), values.get("body")
        if name and body and (name, body.pk) not in self.pairs:
            self.add_error("body", _("You may not enter such a sheet into this body."))
        return values

    def chosen(self) -> "Layout":
        """Return the layout."""
        return layouts.layout(self.cleaned_data["layout"])


class ColumnsForm(forms.Form):
    """Which column of the file is which of the layout."""

    def __init__(self, *args: Any, batch: "Batch", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        places: list[Any] = [("", _("not in the file"))]
        for place, header in enumerate(batch.headers):
            cells = [row[place] for row in batch.sample if place < len(row) and row[place]]
            sample = f" ({cells[0][:30]})" if cells else ""
            places.append((str(place), f"{letter(place)}: {header or '–'}{sample}"))
        for column in batch.layout.columns:
            self.fields[column.name] = forms.ChoiceField(
                label=lazy(str, str)(column.label),
                choices=places,
                required=column.required,
                initial=str(batch.mapping.get(column.name, "")),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one column of the file for two of ours."""
        values = super().clean() or {}
        seen: dict[str, str] = {}
        for name, place in list(values.items()):  # an error takes its value away
            if place and place in seen:
                self.add_error(name, _("This column of the file is already named above."))
            seen[place] = name
        return values

    def places(self) -> dict[str, int]:
        """Return column → place."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


ACTS = ("confirm", "lay_aside", "try_again", "resume", "take_back", "sheet", "head")


class ActForm(forms.Form):
    """One press on the page of a sheet."""

    act = forms.ChoiceField(choices=[(word, word) for word in ACTS])
    sheet = forms.IntegerField(required=False, min_value=0, max_value=100)
    row = forms.IntegerField(required=False, min_value=1, max_value=100)


DECISIONS = (
    ("", _("Not decided: leave it out")),
    ("same", _("The same person: change")),
    ("other", _("Another person: enter anew")),
    ("skip", _("Leave it out")),
)


def decisions_in(data: Any) -> dict[int, str]:
    """Return line → decision from the page of doubtful rows; what is not ours is passed over."""
    words = {word for word, _label in DECISIONS}
    found = {}
    for name, value in data.items():
        number = name.removeprefix("row-")
        fits = number.isascii() and number.isdecimal() and len(number) < 10  # noqa: PLR2004
        if name.startswith("row-") and fits and value in words:
            found[int(number)] = value
    return found
