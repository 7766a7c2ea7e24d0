"""App config."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SheetsConfig(AppConfig):
    """Reading and writing of CSV and XLSX; what a sheet means is said by the apps above."""

    name = "ortaq.foundation.sheets"
    label = "sheets"

    def ready(self) -> None:
        """Load the words of our own checks, and every app's layouts."""
        import_module("ortaq.foundation.sheets.problems")
        autodiscover_modules("layouts")
