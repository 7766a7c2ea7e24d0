"""App config."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Talk between a member and those who work for him; announcements with replies."""

    name = "ortaq.modules.dialogue"
    label = "dialogue"
