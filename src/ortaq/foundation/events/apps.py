"""App config."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    """Facts a module states and the jobs they start, in the caller's transaction."""

    name = "ortaq.foundation.events"
    label = "events"

    def ready(self) -> None:
        """Load every app's receivers, so that its subscriptions exist."""
        autodiscover_modules("receivers")
