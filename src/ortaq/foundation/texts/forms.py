"""The form field of a text in three languages: one box a language, at least one of them filled."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.values import LANGUAGES, Texts

NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}  # each in its own language


class TextsWidget(forms.MultiWidget):
    """Three boxes, each marked with its language for screen readers and spelling checkers."""

    template_name = "ui/forms/texts.html"
    use_fieldset = True

    def __init__(self, *, multiline: bool = False, attrs: dict[str, Any] | None = None) -> None:
        kind: type[forms.Widget] = forms.Textarea if multiline else forms.TextInput
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            code: kind({**(attrs or {}), "lang": code}) for code in LANGUAGES
        }
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[str]:
        """Return the wordings in the order of the boxes."""
        return [(value or {}).get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give every box the name of its language."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for code, box in zip(LANGUAGES, boxes, strict=True):
            box |= {"tongue": NAMES[code], "code": code}
        return context


class TextsField(forms.MultiValueField):
    """Cleans to Texts without its empty languages."""

    default_error_messages = {"required": _("Fill in at least one of the three languages.")}

    def __init__(
        self, *, max_length: int | None = None, multiline: bool = False, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", TextsWidget(multiline=multiline))
        boxes = [forms.CharField(required=False, max_length=max_length) for _code in LANGUAGES]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Texts:
        """Return the filled languages."""
        pairs = zip(LANGUAGES, data_list, strict=False)
        return Texts({code: text for code, text in pairs if text})

    def validate(self, value: Any) -> None:
        """Ask for one language where the field is required."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
