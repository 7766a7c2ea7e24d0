"""The secret address of an officer's own calendar."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.modules.hearings.models import Feed
from ortaq.modules.hearings.selectors import digest_of

BYTES = 32
SEEN_EVERY = timedelta(hours=1)


@transaction.atomic
def make_feed(*, person: User) -> str:
    """Return a new secret, shown once; the one before stops working at that moment."""
    _revoke(person)
    secret = secrets.token_urlsafe(BYTES)
    feed = Feed.objects.create(person=person, digest=digest_of(secret), made_at=timezone.now())
    audit.record(action="hearings.feed_made", subject=feed, actor=person)
    return secret


@transaction.atomic
def revoke_feed(*, person: User) -> None:
    """Make the address stop working; idempotent."""
    for feed in _revoke(person):
        audit.record(action="hearings.feed_revoked", subject=feed, actor=person)


def _revoke(person: User) -> list[Feed]:
    rows = list(Feed.objects.select_for_update().filter(person=person, revoked_at__isnull=True))
    Feed.objects.filter(pk__in=[row.pk for row in rows]).update(revoked_at=timezone.now())
    return rows


@transaction.atomic
def fetched(*, feed: Feed) -> None:
    """Remember when a program fetched it, to the hour: its owner sees whether it is in use."""
    now = timezone.now()
    if feed.fetched_at is None or now - feed.fetched_at > SEEN_EVERY:
        Feed.objects.filter(pk=feed.pk).update(fetched_at=now)
