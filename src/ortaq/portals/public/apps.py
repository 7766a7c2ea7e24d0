"""App config."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The door of the public: what the union is, check a receipt, sign in, privacy."""

    name = "ortaq.portals.public"
    label = "public"
