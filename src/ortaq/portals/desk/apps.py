"""App config."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The officers' door: what needs me today."""

    name = "ortaq.portals.desk"
    label = "desk"
