"""What the nightly job does to terms of office."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs.events import MandateEnded, MandateExpiring, TermsRunningOut
from ortaq.foundation.orgs.models import Mandate, Path
from ortaq.foundation.orgs.services.mandates import note, tell

ALARMS = (timedelta(days=7), timedelta(days=30), timedelta(days=90))


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
    """Say of each term that its last day comes within 90, 30 and 7 days, once each. Idempotent.

    The holder and the chair of the body hear of every term; the bodies right above, which may
    have hundreds, hear a number once a day.
    """
    today = timezone.localdate()
    soon = (
        Mandate.objects.filter(
            state__in=Mandate.IN_FORCE, until__gte=today, until__lte=today + ALARMS[-1]
        )
        .filter(
            Q(warned_of__isnull=True)
            | ~Q(warned_of=F("until"))
            | Q(warned_days__isnull=True)
            | Q(warned_days__gt=ALARMS[0].days)
        )
        .select_for_update(of=("self",))
    )
    warned: dict[int, list[int]] = defaultdict(list)
    for mandate in soon:
        days = _alarm(mandate, today)
        if mandate.warned_of == mandate.until and (mandate.warned_days or 0) in range(1, days + 1):
            continue
        mandate.warned_of, mandate.warned_days = mandate.until, days
        mandate.save(update_fields=["warned_of", "warned_days"])
        tell(MandateExpiring, mandate, until=str(mandate.until), days=days)
        warned[days].append(mandate.body_id)
    for days, body_ids in warned.items():
        _tell_above(body_ids, days, today)
    return sum(map(len, warned.values()))


def _alarm(mandate: Mandate, today: date) -> int:
    left = (mandate.until or date.max) - today
    return next(alarm.days for alarm in ALARMS if left <= alarm)


def _tell_above(body_ids: list[int], days: int, today: date) -> None:
    """Say to each parent in each line how many terms run out right under it."""
    counts = Counter(body_ids)
    above: Counter[int] = Counter()
    pairs = Path.objects.filter(descendant__in=counts, depth=1).values_list(
        "ancestor", "descendant"
    )
    for parent_id, body_id in set(pairs):  # a parent in both lines hears of a body once
        above[parent_id] += counts[body_id]
    for parent_id, count in sorted(above.items()):
        publish(TermsRunningOut(body_id=parent_id, count=count, days=days, on=today.isoformat()))
