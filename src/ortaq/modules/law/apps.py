"""App config."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Law that knows its date: norms in our own words, official texts as imported, values, sums."""

    name = "ortaq.modules.law"
    label = "law"
