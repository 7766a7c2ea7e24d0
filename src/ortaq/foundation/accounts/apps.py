"""App config."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Persons, sign-in, identity numbers, and what a person may know of his own data."""

    name = "ortaq.foundation.accounts"
    label = "accounts"
