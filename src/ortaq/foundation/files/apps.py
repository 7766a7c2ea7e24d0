"""App config."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files: immutable originals, cleaned derivatives, permission-checked serving."""

    name = "ortaq.foundation.files"
    label = "files"
