"""App config."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Messages to people: in the app, by e-mail, and ports for the rest."""

    name = "ortaq.foundation.notify"
    label = "notify"
