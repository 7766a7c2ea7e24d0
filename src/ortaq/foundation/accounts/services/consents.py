"""Giving a consent and taking it back."""

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts import consents
from ortaq.foundation.accounts.events import ConsentWithdrawn
from ortaq.foundation.accounts.models import Consent, User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish


@transaction.atomic
def give_consent(*, user: User, code: str) -> Consent:
    """Record that the person agrees to the present wording. Idempotent for one version.

    KeyError for a purpose that is not in ``consents.PURPOSES``.
    """
    purpose = consents.purpose(code)
    if purpose is None:
        raise KeyError(code)
    User.objects.select_for_update().get(pk=user.pk)  # two clicks make one consent
    live = Consent.objects.filter(user=user, purpose=code, withdrawn_at__isnull=True).first()
    if live and live.version == purpose.version:
        return live
    now = timezone.now()
    if live:
        live.withdrawn_at = now
        live.save(update_fields=["withdrawn_at"])
    given = Consent.objects.create(user=user, purpose=code, version=purpose.version, given_at=now)
    audit.record(
        action="accounts.consent_given",
        subject=user,
        actor=user,
        params={"purpose": code, "version": purpose.version},
    )
    return given


@transaction.atomic
def withdraw_consent(*, user: User, code: str) -> None:
    """Record that the person takes a consent back. Idempotent."""
    changed = Consent.objects.filter(user=user, purpose=code, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    if changed:
        audit.record(
            action="accounts.consent_withdrawn",
            subject=user,
            actor=user,
            params={"purpose": code},
        )
        publish(ConsentWithdrawn(user_id=user.pk, purpose=code))
