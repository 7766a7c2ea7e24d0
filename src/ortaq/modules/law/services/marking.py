"""Whoever changes anything here waits for his turn, and says so: what was worked out is stale."""

import uuid

from ortaq.modules.law.models import Revision


def hold() -> None:
    """Let one change of the law be made at a time, until the caller's transaction ends.

    Ask what stands only after this: two lawyers who act at once then see each other's words. A
    norm that nobody has touched has no row of its own to lock, so the lock is the row of the mark.
    """
    Revision.objects.select_for_update().get_or_create(pk=1)


def renew() -> None:
    """Renew the mark, inside the caller's transaction."""
    Revision.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4()})
