"""Whoever changes anything here says so: what was worked out before no longer holds."""

import uuid

from ortaq.modules.law.models import Revision


def renew() -> None:
    """Renew the mark, inside the caller's transaction."""
    Revision.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4()})
