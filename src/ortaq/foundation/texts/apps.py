"""App config."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    """Words: three-language fields, dates as people say them, Kazakh alphabetical order."""

    name = "ortaq.foundation.texts"
    label = "texts"
