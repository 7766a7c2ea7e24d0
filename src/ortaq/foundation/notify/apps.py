"""App config."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Messages to people: in the app, by e-mail, and ports for the rest.

    Kinds of messages come from every app's ``words.py``, which ``audit`` loads.
    """

    name = "ortaq.foundation.notify"
    label = "notify"
