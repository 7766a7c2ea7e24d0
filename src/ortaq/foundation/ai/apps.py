"""App config."""

from django.apps import AppConfig


class AiConfig(AppConfig):
    """Machine reading: an embedder that always works, a chat model that may."""

    name = "ortaq.foundation.ai"
    label = "ai"
