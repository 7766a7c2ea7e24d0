"""App config."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Law that knows its date: norms in our own words, imported texts, values, sums."""

    name = "ortaq.modules.law"
    label = "law"
