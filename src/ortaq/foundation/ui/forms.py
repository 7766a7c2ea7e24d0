"""How every form looks: label above, hint, error beside the field, summary of errors on top."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Renderer(TemplatesSetting):
    """The house's form templates; widgets may live in any app and use the builtin tags."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class DateInput(forms.DateInput):
    """The device's own date picker; it speaks ISO 8601 whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FoldedForm(forms.Form):
    """A long form: what few need is folded away under its name, open where something stands in it.

    ``FOLDS`` names groups of fields; all others are shown first. Without JavaScript the same.
    """

    FOLDS: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()
    template_name = "ui/forms/folded.html"

    def shown(self) -> list[forms.BoundField]:
        """Return the fields that are not folded away."""
        away = {name for _words, names in self.FOLDS for name in names}
        return [box for box in self.visible_fields() if box.name not in away]

    def folds(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """Return the words of each group, its fields, and whether it stands open."""
        found = []
        for words, names in self.FOLDS:
            boxes = [self[name] for name in names if name in self.fields]
            is_open = self.is_bound and any(
                box.errors or name in self.changed_data
                for name, box in zip(names, boxes, strict=False)
            )
            found.append((words, boxes, is_open))
        return found


def _choice(title: object, detail: object) -> SafeString:
    return format_html('{}<span class="hint">{}</span>', title, detail)


# The label of a radio card, translated when it is drawn: choices=[("a", choice(title, detail))].
choice = lazy(_choice, str)
