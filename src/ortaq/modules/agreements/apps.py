"""App config."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Collective agreements: the registry, the clause-by-clause check, the bargaining round."""

    name = "ortaq.modules.agreements"
    label = "agreements"
