"""Reads of clocks: what runs for an appeal."""

from ortaq.modules.appeals.models import Appeal, Clock


def clocks_of(appeal: Appeal) -> list[Clock]:
    """Return the running clocks of an appeal, the nearest first."""
    rows = Clock.objects.filter(appeal=appeal, stopped_at__isnull=True)
    return list(rows.order_by("due_at", "pk"))
