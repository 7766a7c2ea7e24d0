"""Writing the audit trail."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from ortaq.foundation.audit.models import Entry

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


def record(
    *,
    action: str,
    subject: models.Model,
    actor: "User | None",
    body_id: int | None = None,
    params: dict[str, Any] | None = None,
) -> Entry:
    """Append an act in the caller's transaction; the chain is made afterwards by a job.

    ``params`` feed the sentence that people read, and must hold no personal text.
    """
    return Entry.objects.create(
        at=timezone.now(),
        actor_id=actor.pk if actor else None,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        body_id=body_id,
        params=params or {},
    )
