"""The ministry's orders on working time, entered by the centre from the order itself."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.modules.appeals.models import CalendarEntry

Kind = CalendarEntry.Kind


@transaction.atomic
def enter_order(
    *,
    actor: User,
    year: int,
    days_off: Sequence[date],
    workdays: Sequence[date],
    source: str,
    whole: bool = False,
) -> list[CalendarEntry]:
    """Enter days off and days worked of a year, from an order; running terms are counted anew.

    ``whole``: with these lines, the table of a year that the programme did not know is complete.
    ValueError without a source or with a day of another year; ValidationError for a day that is
    entered already.
    """
    source = source.strip()
    if not source:
        raise ValueError("an order is entered from its source")
    kinds = {Kind.OFF: days_off, Kind.WORK: workdays}
    lines = [(kind, day) for kind, days in kinds.items() for day in days]
    if any(day.year != year for _kind, day in lines):
        raise ValueError("a line names a day of its year")
    entries = [
        CalendarEntry(
            year=year,
            kind=kind,
            day=day,
            source=source,
            entered_by=actor,
            entered_at=timezone.now(),
        )
        for kind, day in [*lines, *([(Kind.WHOLE, None)] if whole else [])]
    ]
    for entry in entries:
        entry.full_clean()
        entry.save()
    for entry in entries:
        audit.record(
            action="appeals.calendar", subject=entry, actor=actor, params={"year": entry.year}
        )
    jobs.defer("appeals.recount_all")
    return entries


@transaction.atomic
def take_back_line(*, actor: User, entry: CalendarEntry) -> None:
    """Take a line out again that was entered by mistake; running terms are counted anew."""
    audit.record(
        action="appeals.calendar_back", subject=entry, actor=actor, params={"year": entry.year}
    )
    CalendarEntry.objects.filter(pk=entry.pk).delete()
    jobs.defer("appeals.recount_all")
