"""App config."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Look and manners: tokens, components, icons, charts, print."""

    name = "ortaq.foundation.ui"
    label = "ui"
