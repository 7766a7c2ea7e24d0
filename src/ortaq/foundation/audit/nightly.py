"""The nightly check of what the day added to the chain."""

import logging

from django.db import transaction

from ortaq.foundation.audit.events import AuditBroken
from ortaq.foundation.audit.models import Head
from ortaq.foundation.audit.verification import Report, verify
from ortaq.foundation.events.bus import publish

logger = logging.getLogger(__name__)


@transaction.atomic
def verify_since_last_head() -> Report:
    """Verify from the last head but one; state AuditBroken when a link does not hold."""
    known = list(Head.objects.order_by("-day").values_list("seq", flat=True)[:2])
    report = verify(start=known[1] + 1 if len(known) > 1 else 1)
    if report.problem:
        logger.error("the audit chain does not hold: %s", report.problem)
        publish(AuditBroken(seq=report.problem.seq, problem=report.problem.what))
    return report
