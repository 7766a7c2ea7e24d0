"""App config."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    """Persons, sign-in, identity numbers, and what a person may know of his own data."""

    name = "ortaq.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Load what every app declares of personal data, and the hearers of allauth's facts."""
        import_module("ortaq.foundation.accounts.own_data")
        import_module("ortaq.foundation.accounts.hearing")
        autodiscover_modules("personal")
