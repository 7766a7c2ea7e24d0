"""How every form looks: label above, hint, error beside the field, summary of errors on top."""

from typing import Any

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


def _choice(title: object, detail: object) -> SafeString:
    return format_html('{}<span class="hint">{}</span>', title, detail)


# The label of a radio card, translated when it is drawn: choices=[("a", choice(title, detail))].
choice = lazy(_choice, str)
