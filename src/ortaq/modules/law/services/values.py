"""Setting reference values."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.modules.law.events import ValueSet
from ortaq.modules.law.models import Value


@transaction.atomic
def set_value(
    *, actor: User, key: str, amount: Decimal, since: date, source: str, until: date | None = None
) -> Value:
    """Sign a reference value from a day on; an earlier row for that day stays in the history."""
    row = Value(
        key=key,
        amount=amount,
        since=since,
        until=until,
        source=source,
        signed_by=actor,
        signed_at=timezone.now(),
    )
    row.full_clean(exclude=["until"])  # empty: until the next one
    row.save()
    audit.record(
        action="law.value_set",
        subject=row,
        actor=actor,
        params={"key": key, "amount": f"{amount.normalize():f}", "on": since.isoformat()},
    )
    publish(ValueSet(key=key, since=since.isoformat()))
    return row
