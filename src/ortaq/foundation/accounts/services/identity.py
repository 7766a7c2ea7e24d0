"""IINs: set once, closed with a key, moved to the newest key when keys rotate."""

from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from ortaq.foundation.accounts import keys, selectors
from ortaq.foundation.accounts.errors import BadIinError, IinConflictError, IinTakenError
from ortaq.foundation.accounts.events import PersonChanged
from ortaq.foundation.accounts.models import Correction, DataExport, Identity, User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.lib import kazid

LOCK = 0x6F7274_0001  # advisory lock: IINs are entered one after another
MFA_PLACE = "mfa"


def parse_iin(iin: str) -> kazid.Iin:
    """Return the parsed IIN; BadIinError does not repeat it."""
    try:
        return kazid.Iin.parse(iin)
    except kazid.IinError:
        raise BadIinError("not an IIN") from None


def checked_iin(user: User, iin: str) -> kazid.Iin:
    """Return the parsed IIN when it is one and agrees with the record."""
    parsed = parse_iin(iin)
    differs = []
    if user.born_on and parsed.born_on and user.born_on != parsed.born_on:
        differs.append("born_on")
    if user.sex and parsed.sex and user.sex != parsed.sex:
        differs.append("sex")
    if differs:
        raise IinConflictError(*differs)
    return parsed


@transaction.atomic
def set_iin(*, actor: User | None, user: User, iin: str) -> None:
    """Keep a person's IIN, closed; fill the birth date and sex it states.

    BadIinError, IinConflictError (the record says otherwise), IinTakenError (another person's).
    The number itself reaches no log, no audit entry and no message.
    """
    parsed = checked_iin(user, iin)
    text = parsed.digits
    with connection.cursor() as cursor:  # the unique index cannot compare look-ups of two keys
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    looked = keys.lookups(text)
    if Identity.objects.filter(iin_lookup__in=looked).exclude(user=user).exists():
        raise IinTakenError("another person has this IIN")
    Identity.objects.update_or_create(
        user=user,
        defaults={
            "iin_box": keys.seal(text.encode(), place=selectors.iin_place(user)),
            "iin_lookup": looked[0],
            "key_id": keys.ring()[0].id,
        },
    )
    user.born_on = parsed.born_on or user.born_on
    user.sex = parsed.sex or user.sex
    user.save(update_fields=["born_on", "sex"])
    audit.record(action="accounts.iin_set", subject=user, actor=actor)
    publish(PersonChanged(user_id=user.pk))


def rotate_keys(*, batch: int = 500, after_batch: Callable[[int], None] | None = None) -> int:
    """Move every box to the newest key, batch by batch; return how many were moved.

    Each batch is its own transaction: stopped in the middle, it goes on from there when run again.
    Works while the site runs, if every process already knows the new key. The old key may be
    taken out of the settings once this returns 0.
    """
    moved = 0
    for step in (_identities, _corrections, _exports, _authenticators):
        while count := step(batch):
            moved += count
            if after_batch:
                after_batch(moved)
    return moved


@transaction.atomic
def _identities(batch: int) -> int:
    newest = keys.ring()[0].id
    rows = list(
        Identity.objects.select_for_update(of=("self",), skip_locked=True)
        .exclude(key_id=newest)
        .select_related("user")
        .order_by("pk")[:batch]
    )
    for row in rows:
        place = selectors.iin_place(row.user)
        iin = keys.unseal(row.iin_box, place=place)
        row.iin_box = keys.seal(iin, place=place)
        row.iin_lookup = keys.lookups(iin.decode())[0]
        row.key_id = newest
    Identity.objects.bulk_update(rows, ["iin_box", "iin_lookup", "key_id"])
    return len(rows)


def _stale_boxes(boxes: Iterator[tuple[int, Any]], batch: int) -> list[int]:
    stale: list[int] = []
    for pk, box in boxes:
        if not keys.is_newest(box):
            stale.append(pk)
            if len(stale) == batch:
                break
    return stale


def _resealed(box: bytes | memoryview | None, place: str) -> bytes | None:
    return keys.seal(keys.unseal(box, place=place), place=place) if box else None


@transaction.atomic
def _corrections(batch: int) -> int:
    rows = Correction.objects.filter(iin_box__isnull=False).order_by("pk")
    stale = _stale_boxes(rows.values_list("pk", "iin_box").iterator(), batch)
    for row in rows.filter(pk__in=stale).select_for_update(of=("self",)).select_related("person"):
        place = selectors.iin_place(row.person)
        row.iin_box = _resealed(row.iin_box, place)
        row.save(update_fields=["iin_box"])
    return len(stale)


@transaction.atomic
def _exports(batch: int) -> int:
    rows = DataExport.objects.filter(box__isnull=False).order_by("pk")
    stale = _stale_boxes(rows.values_list("pk", "box").iterator(), batch)
    for row in rows.filter(pk__in=stale).select_for_update():
        place = f"export:{row.pk}"
        row.box = _resealed(row.box, place)
        row.save(update_fields=["box"])
    return len(stale)


@transaction.atomic
def _authenticators(batch: int) -> int:
    """Re-close the secrets of authenticator apps and recovery codes (the MFA adapter's boxes)."""
    moved = 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update():
        for field in ("secret", "seed"):
            box = row.data.get(field)
            if box and not keys.is_newest_text(box):
                text = keys.unseal_text(box, place=MFA_PLACE)
                row.data[field] = keys.seal_text(text, place=MFA_PLACE)
                row.save(update_fields=["data"])
                moved += 1
        if moved >= batch:
            break
    return moved
