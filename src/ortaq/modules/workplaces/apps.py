"""App config."""

from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    """The register of employers and sites."""

    name = "ortaq.modules.workplaces"
    label = "workplaces"
