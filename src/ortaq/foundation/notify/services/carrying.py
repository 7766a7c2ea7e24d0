"""Carrying messages: plan the deliveries, send those that are due.

A letter leaves at least once. Before sending, its rows are marked SENDING and committed; after
the server has taken it over they are marked SENT. A process killed between the two leaves rows
in SENDING; ``sweep`` gives them back after five minutes, and the letter leaves again under the
same Message-ID, which most mail programs show as one. The window is the moment between the
server's "250 OK" and our commit; nothing smaller exists without a server that knows us.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ortaq.foundation.events import jobs
from ortaq.foundation.notify import timing
from ortaq.foundation.notify.letters import compose
from ortaq.foundation.notify.models import BouncedAddress, Delivery, Message, Preferences
from ortaq.foundation.notify.ports import PermanentError, TemporaryError, channel
from ortaq.foundation.notify.selectors import has_bounced, preferences_of

logger = logging.getLogger(__name__)

State = Delivery.State
LOST_AFTER = timedelta(minutes=5)


@transaction.atomic
def plan(*, message_ids: Sequence[int]) -> None:
    """Write a delivery for each channel that the person keeps open, and a job for its hour.

    Idempotent: a message that has its deliveries gets no second ones.
    """
    messages = Message.objects.filter(id__in=message_ids).select_related(
        "person__message_preferences"
    )
    rows = [
        Delivery(message=message, channel=name, due_at=due)
        for message in messages
        for name in settings.NOTIFY_CHANNELS
        if (due := _due(message, name)) is not None
    ]
    known = set(
        Delivery.objects.filter(message_id__in=message_ids).values_list("message_id", "channel")
    )
    new = [row for row in rows if (row.message_id, row.channel) not in known]
    Delivery.objects.bulk_create(new)
    for moment in {row.due_at for row in new}:
        errands = {(r.message.person_id, r.channel) for r in new if r.due_at == moment}
        jobs.defer_many(
            "notify.deliver",
            [{"person_id": person, "channel": name} for person, name in sorted(errands)],
            at=moment,
        )


def _due(message: Message, name: str) -> datetime | None:
    """Return when a message leaves by a channel; None when it does not."""
    wishes = preferences_of(message.person)
    digest, now = wishes.digest, timezone.now()
    if name in wishes.muted.get(message.kind.partition(".")[0], ()):
        return None
    if message.urgent:
        return now
    if digest == Preferences.Digest.NONE:
        return None
    when = timing.next_digest if digest == Preferences.Digest.DAILY else timing.first_free
    return when(
        timezone.localtime(now), quiet_from=wishes.quiet_from, quiet_until=wishes.quiet_until
    )


def deliver(*, person_id: int, channel_name: str) -> int:
    """Send all that is due to a person by a channel; return how many letters left.

    Not atomic as a whole (see the top of this file). Raises TemporaryError when the channel asks
    to come again; nothing is lost then.
    """
    claimed = _claim(person_id, channel_name)
    batches = _batches(claimed)
    for number, batch in enumerate(batches):
        try:
            _send(batch, channel_name)
        except TemporaryError as error:
            _mark([row for later in batches[number:] for row in later], State.WAITING, error.reply)
            raise
    return len(batches)


@transaction.atomic
def _claim(person_id: int, channel_name: str) -> list[Delivery]:
    """Take the waiting deliveries that are due; a second worker takes none of them."""
    now = timezone.now()
    rows = list(
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(
            message__person_id=person_id,
            channel=channel_name,
            state=State.WAITING,
            due_at__lte=now,
        )
        .select_related("message__person__message_preferences")
        .order_by("id")
    )
    # What was read in Ortaq meanwhile, or switched off meanwhile, need not travel.
    idle = [row for row in rows if row.message.read_at or _is_muted(row)]
    _mark(idle, State.SKIPPED, "")
    live = [row for row in rows if row not in idle]
    Delivery.objects.filter(id__in=[row.pk for row in live]).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return live


def _is_muted(row: Delivery) -> bool:
    wishes = preferences_of(row.message.person)
    return row.channel in wishes.muted.get(row.message.kind.partition(".")[0], ())


def _batches(rows: list[Delivery]) -> list[list[Delivery]]:
    """Urgent messages travel alone; the others that are due together share a letter."""
    urgent = [[row] for row in rows if row.message.urgent]
    calm = [row for row in rows if not row.message.urgent]
    return [*urgent, *([calm] if calm else [])]


def _send(batch: list[Delivery], channel_name: str) -> None:
    person = batch[0].message.person
    adapter = channel(channel_name)
    address = adapter.address_of(person) if adapter and person.is_active else ""
    if adapter is None or not address or has_bounced(person, address):
        _mark(batch, State.SKIPPED, "no-address")
        return
    letter = compose([row.message for row in batch], to=address, channel=channel_name)
    try:
        adapter.send(letter)
    except PermanentError as error:
        logger.warning("message %s refused for good: %s", batch[0].message_id, error.reply)
        _mark(batch, State.REFUSED, error.reply)
        if error.address_is_dead:
            BouncedAddress.objects.update_or_create(
                person=person,
                defaults={"address": address, "at": timezone.now(), "code": error.reply[:20]},
            )
        return
    _mark(batch, State.SENT, "")


def _mark(rows: Sequence[Delivery], state: State, code: str) -> None:
    if rows:
        Delivery.objects.filter(id__in=[row.pk for row in rows]).update(
            state=state,
            error=code[:120],
            claimed_at=None,
            **({"sent_at": timezone.now()} if state == State.SENT else {}),
        )


@transaction.atomic
def sweep() -> int:
    """Give back deliveries whose process died while sending; return how many."""
    lost = list(
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=State.SENDING, claimed_at__lt=timezone.now() - LOST_AFTER)
        .select_related("message")
    )
    _mark(lost, State.WAITING, "killed")
    errands = {(row.message.person_id, row.channel) for row in lost}
    jobs.defer_many(
        "notify.deliver",
        [{"person_id": person, "channel": name} for person, name in sorted(errands)],
    )
    return len(lost)
