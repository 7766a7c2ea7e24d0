"""Manners: who may not write for a while, and who lets others see what he has read."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.models import Body
from ortaq.modules.dialogue.errors import TalkError
from ortaq.modules.dialogue.events import PersonMuted
from ortaq.modules.dialogue.models import Mute, Wishes
from ortaq.modules.dialogue.workflow import MUTE_DAYS


@transaction.atomic
def mute_member(*, leader: User, person: User, body: Body, days: int, reason: str) -> Mute:
    """Let a person not write at a body for some days, thirty at most; he reads the reason.

    His appeals stay open to him: there he may complain of this very act. A new one takes the
    place of the old.
    """
    if not 0 < days <= MUTE_DAYS or not reason.strip() or leader.pk == person.pk:
        raise TalkError
    now = timezone.now()
    Mute.objects.filter(person=person, body=body, lifted_at__isnull=True).update(lifted_at=now)
    mute = Mute.objects.create(
        person=person,
        body=body,
        by=leader,
        reason=reason.strip(),
        since=now,
        until=now + timedelta(days=days),
    )
    audit.record(
        action="dialogue.muted", subject=mute, actor=leader, body_id=body.pk, params={"days": days}
    )
    publish(PersonMuted(mute_id=mute.pk, body_id=body.pk))
    notify(users=[person], kind="dialogue.muted", url=reverse("dialogue:index"))
    return mute


@transaction.atomic
def lift_mute(*, leader: User, mute: Mute) -> None:
    """Let a person write again; idempotent."""
    row = Mute.objects.select_for_update(of=("self",)).get(pk=mute.pk)
    if row.lifted_at is not None:
        return
    row.lifted_at = timezone.now()
    row.save(update_fields=["lifted_at"])
    audit.record(action="dialogue.unmuted", subject=row, actor=leader, body_id=row.body_id)
    notify(users=[row.person], kind="dialogue.unmuted", url=reverse("dialogue:index"))


@transaction.atomic
def set_receipts(*, person: User, wanted: bool) -> None:
    """Keep whether a person lets others see what he has read; both ends must want it.

    A wish of one's own comfort: not in the audit trail.
    """
    Wishes.objects.update_or_create(person=person, defaults={"receipts": wanted})
