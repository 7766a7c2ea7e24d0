"""App config."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    """Who did what: append-only, chained, readable."""

    name = "ortaq.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Load every app's words: sentences of acts, and kinds of messages."""
        autodiscover_modules("words")
