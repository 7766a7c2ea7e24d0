"""App config."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters to employers and state bodies about an appeal, and their replies."""

    name = "ortaq.modules.letters"
    label = "letters"
