"""App config."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SheetsConfig(AppConfig):
    """Reading and writing of CSV and XLSX; what a sheet means is said by the apps above."""

    name = "ortaq.foundation.sheets"
    label = "sheets"

    def ready(self) -> None:
        """Load the words of our own checks, our own layout, and every app's."""
        import_module("ortaq.foundation.sheets.problems")
        import_module("ortaq.foundation.sheets.bodies")
        autodiscover_modules("layouts")
