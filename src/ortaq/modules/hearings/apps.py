"""App config."""

from django.apps import AppConfig


class HearingsConfig(AppConfig):
    """Hearings of cases, their calendar, and the days by which one may still sue."""

    name = "ortaq.modules.hearings"
    label = "hearings"
