"""App config."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The door of machines: OpenAPI, the same rights as on screen."""

    name = "ortaq.portals.api"
    label = "api"
