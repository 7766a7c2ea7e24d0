"""How every form looks."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's form templates until the house's own are drawn."""
