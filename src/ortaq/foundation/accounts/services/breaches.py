"""The register of breaches of personal data, with the clock of the law."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.clock import working_days_after
from ortaq.foundation.accounts.errors import NotOpenError
from ortaq.foundation.accounts.events import BreachRecorded
from ortaq.foundation.accounts.models import Breach, User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish

# Law on personal data (94-V), article 25, as amended by 44-VIII of 11.12.2023: the authorised body
# is told within one working day of the discovery. From memory; not checked by a lawyer.
REPORT_DAYS = 1


@transaction.atomic
def record_breach(
    *,
    actor: User,
    discovered_at: datetime,
    what_happened: str,
    kinds_of_data: str,
    people_count: int | None = None,
    measures: str = "",
) -> Breach:
    """Enter a breach; its clock runs from the discovery, not from the entry."""
    breach = Breach(
        discovered_at=discovered_at,
        what_happened=what_happened,
        kinds_of_data=kinds_of_data,
        people_count=people_count,
        measures=measures,
        report_due_at=working_days_after(discovered_at, REPORT_DAYS),
        recorded_by=actor,
    )
    breach.full_clean()
    breach.save()
    audit.record(action="accounts.breach_recorded", subject=breach, actor=actor)
    publish(BreachRecorded(breach_id=breach.pk))
    return breach


@transaction.atomic
def record_report(*, actor: User, breach: Breach, at: datetime) -> None:
    """Note when the authorised body was told."""
    breach = _open(breach)
    breach.reported_at = at
    breach.save(update_fields=["reported_at"])
    audit.record(action="accounts.breach_reported", subject=breach, actor=actor)


@transaction.atomic
def record_people_told(*, actor: User, breach: Breach, at: datetime) -> None:
    """Note when the persons concerned were told."""
    breach = _open(breach)
    breach.people_told_at = at
    breach.save(update_fields=["people_told_at"])
    audit.record(action="accounts.breach_people_told", subject=breach, actor=actor)


@transaction.atomic
def close_breach(*, actor: User, breach: Breach, measures: str) -> None:
    """Close the entry with the measures taken. NotOpenError while the body has not been told."""
    breach = _open(breach)
    if breach.reported_at is None:
        raise NotOpenError("the authorised body has not been told")
    breach.measures = measures
    breach.closed_at = timezone.now()
    breach.save(update_fields=["measures", "closed_at"])
    audit.record(action="accounts.breach_closed", subject=breach, actor=actor)


def _open(breach: Breach) -> Breach:
    found = Breach.objects.select_for_update().get(pk=breach.pk)
    if found.closed_at:
        raise NotOpenError("already closed")
    return found
