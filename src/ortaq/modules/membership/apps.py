"""App config."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Belonging to primary organisations: apply, approve, card number."""

    name = "ortaq.modules.membership"
    label = "membership"
