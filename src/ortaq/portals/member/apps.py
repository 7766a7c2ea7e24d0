"""App config."""

from django.apps import AppConfig


class MemberConfig(AppConfig):
    """The member's door: one thumb, 390 pixels."""

    name = "ortaq.portals.member"
    label = "member"
