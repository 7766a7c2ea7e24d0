"""The column of texts people type in three languages: {"kk": …, "ru": …, "en": …}."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.forms import TextsField as TextsFormField
from ortaq.foundation.texts.values import FALLBACK, LANGUAGES, Texts

__all__ = ["FALLBACK", "LANGUAGES", "Texts", "TextsField"]


class TextsField(models.JSONField):
    """A JSON column read as Texts. ``max_length`` holds for each language."""

    default_error_messages = {
        "texts": _("A text is kept as words in Kazakh, Russian and English, and nothing else."),
        "too_long": _("A text may have at most %(limit)d characters."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Texts)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return Texts, not a bare dict."""
        loaded = super().from_db_value(value, expression, connection)
        return Texts(loaded) if isinstance(loaded, dict) else loaded

    def to_python(self, value: Any) -> Any:
        """Return Texts, not a bare dict."""
        loaded = super().to_python(value)
        return Texts(loaded) if isinstance(loaded, dict) else loaded

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Accept known languages and strings only; blank means that no language is filled."""
        if value is not None and not _is_texts(value):
            raise ValidationError(self.error_messages["texts"], code="texts")
        filled = {code: text for code, text in (value or {}).items() if text.strip()}
        super().validate(Texts(filled), model_instance)
        limit = self.max_length
        if limit is not None and any(len(text) > limit for text in filled.values()):
            raise ValidationError(
                self.error_messages["too_long"], code="too_long", params={"limit": limit}
            )

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Return the three boxes."""
        options = {"form_class": TextsFormField, "max_length": self.max_length}
        shown = {"show_hidden_initial": False, **options, **kwargs}
        field: forms.Field | None = models.Field.formfield(self, **shown)
        return field


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(
        code in LANGUAGES and isinstance(text, str) for code, text in value.items()
    )
