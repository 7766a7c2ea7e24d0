"""What the nightly job does to terms of office."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ortaq.foundation.orgs.events import MandateEnded, MandateExpiring
from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.orgs.services.mandates import note, tell

WARNING = timedelta(days=30)


@transaction.atomic
def end_expired_mandates() -> int:
    """Mark as ended what ran out before today, and say so. Idempotent.

    A mandate does not work after its last day whether or not this job has run.
    """
    today = timezone.localdate()
    expired = Mandate.objects.filter(
        Q(until__lt=today), state__in=Mandate.IN_FORCE
    ).select_for_update(of=("self",))
    count = 0
    for mandate in expired.select_related("body"):
        mandate.state = Mandate.State.ENDED
        mandate.save(update_fields=["state"])
        note("orgs.mandate_expired", mandate, None)
        tell(MandateEnded, mandate)
        count += 1
    return count


@transaction.atomic
def warn_of_expiry() -> int:
    """Say once of each term that its last day comes within thirty days. Idempotent."""
    today = timezone.localdate()
    soon = (
        Mandate.objects.filter(
            state__in=Mandate.IN_FORCE, until__gte=today, until__lte=today + WARNING
        )
        .filter(Q(warned_of__isnull=True) | ~Q(warned_of=F("until")))
        .select_for_update(of=("self",))
    )
    count = 0
    for mandate in soon:
        mandate.warned_of = mandate.until
        mandate.save(update_fields=["warned_of"])
        tell(MandateExpiring, mandate, until=str(mandate.until))
        count += 1
    return count
