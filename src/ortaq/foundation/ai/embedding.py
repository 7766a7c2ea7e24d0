"""The embedder of this installation, one a process."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from ortaq.foundation.ai.ports import Embedder


@cache
def embedder() -> Embedder:
    """Return the embedder that the settings name."""
    made: Embedder = import_string(settings.AI_EMBEDDER)()
    return made
