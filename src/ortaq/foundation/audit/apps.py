"""App config."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what: append-only, chained, readable."""

    name = "ortaq.foundation.audit"
    label = "audit"
