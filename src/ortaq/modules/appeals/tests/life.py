"""What must be true of every appeal at every moment, and a house clock that tests can set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db.models import Count, Q
from django.utils import timezone

from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.modules.appeals.models import Absence, Appeal, Clock
from ortaq.modules.appeals.routing import kinds_of
from ortaq.modules.appeals.workflow import OPEN, Status
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import IN_FORCE


class House:
    """The time of the house: every service reads it in one place."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def pass_time(self, **length: float) -> datetime:
        """Let time go on; nobody sleeps."""
        self.now += timedelta(**length)
        return self.now


@contextmanager
def house_at(now: datetime) -> Iterator[House]:
    """Set the clock of the house until the end of the block."""
    house = House(now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: house.now)
        yield house


def troubles() -> list[str]:
    """Return what is wrong with any appeal; empty when none is lost."""
    running = Q(clocks__stopped_at__isnull=True, clocks__kind="answer")
    rows = Appeal.objects.annotate(running=Count("clocks", filter=running))
    wrong = []
    for row in rows.select_related("desk", "body", "holder", "against"):
        wrong += [f"{row.number}: {what}" for what in _troubles(row)]
    late = Clock.objects.filter(
        stopped_at=None, due_at__lt=timezone.now(), appeal__status="closed"
    )
    return [*wrong, *(f"{clock} runs after the end" for clock in late)]


def _troubles(row: Appeal) -> Iterator[str]:
    if row.status not in {status.value for status in Status}:
        yield f"has the status {row.status}"
    if row.status not in OPEN:
        if row.running:  # type: ignore[attr-defined]
            yield "is answered, and its clock runs"
        return
    if row.running != 1:  # type: ignore[attr-defined]
        yield f"has {row.running} running clocks of the answer"  # type: ignore[attr-defined]
    if not row.reasons:
        yield "has no reason for its road"
    if row.holder is None:
        if row.desk.level != Body.Level.CENTRE:
            yield "has neither an officer nor the centre's queue"
        return
    yield from _conflicts(row)


def _conflicts(row: Appeal) -> Iterator[str]:
    if row.holder_id in {row.author_id, row.against_id}:
        yield "is held by a party to it"
    own = Mandate.objects.live_on(timezone.localdate()).filter(user=row.holder_id)
    if not own.filter(body=row.desk_id, kind__in=kinds_of(row)).exists():
        yield "is held by somebody without a post at its desk"
    member = Membership.objects.filter(user=row.holder_id, body=row.body_id, state__in=IN_FORCE)
    if row.bypass and (member.exists() or own.filter(body=row.body_id).exists()):
        yield "is held in the primary that its author bypassed"
    led = Mandate.objects.live_on(timezone.localdate()).filter(user=row.against_id, kind="chair")
    if row.against_id and row.desk_id in led.values_list("body", flat=True):
        yield "lies with the body whose chair it complains of"


def hands(appeal: Appeal) -> int | None:
    """Return who works on an appeal today: its holder, or who stands in for him."""
    today = timezone.localdate()
    away = Absence.objects.filter(officer=appeal.holder_id, since__lte=today, until__gte=today)
    return away.values_list("deputy", flat=True).first() or appeal.holder_id
