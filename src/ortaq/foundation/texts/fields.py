"""Texts people type in three languages, kept as {"kk": …, "ru": …, "en": …}."""

from typing import Any

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")
FALLBACK = {"kk": ("ru", "en"), "ru": ("kk", "en"), "en": ("ru", "kk")}


class Texts(dict[str, str]):
    """A text in up to three languages; ``str()`` gives the reader's, or the nearest one."""

    def __str__(self) -> str:
        return self.in_language(get_language() or "kk")

    def in_language(self, code: str) -> str:
        """Return the wording in a language, falling back to a neighbour; '' when there is none."""
        code = code[:2] if code[:2] in FALLBACK else "en"
        return next((self[c] for c in (code, *FALLBACK[code]) if self.get(c)), "")


class TextsField(models.JSONField):
    """A JSON column read as Texts."""

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
