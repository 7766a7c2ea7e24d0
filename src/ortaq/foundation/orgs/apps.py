"""App config."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """The union vertical in two lines: bodies, mandates and reach."""

    name = "ortaq.foundation.orgs"
    label = "orgs"
