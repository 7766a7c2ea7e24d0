"""Joining two records of one person, and separating them again.

Both are parts of the caller's act: the caller (the register) decides, writes the trail and keeps
what ``join_records`` returns, which holds numbers of rows and no personal data.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import IntegrityError, transaction

from ortaq.foundation.accounts import keys, personal, selectors
from ortaq.foundation.accounts.errors import IinConflictError
from ortaq.foundation.accounts.events import PersonChanged
from ortaq.foundation.accounts.models import Identity, User
from ortaq.foundation.accounts.services.identity import set_iin
from ortaq.foundation.events.bus import publish

Moved = dict[str, Any]


def _locked(*people: User) -> list[User]:
    rows = User.objects.select_for_update().in_bulk(sorted(user.pk for user in people))
    return [rows[user.pk] for user in people]


def _have_two_iins(one: User, other: User) -> bool:
    """Whether both records have an IIN: then they are two people."""
    return Identity.objects.filter(user__in=[one, other]).count() > 1


@transaction.atomic
def join_records(*, actor: User, keep: User, drop: User) -> Moved:
    """Move what belongs to ``drop`` to ``keep``, and let ``drop`` rest; return what was moved.

    Rows that a constraint of their table keeps apart stay with ``drop``. E-mail, phone, IIN,
    birth date and sex fill gaps only. IinConflictError when both have an IIN, or when the IIN
    says another birth date or sex than the record.
    """
    keep, drop = _locked(keep, drop)
    if _have_two_iins(keep, drop):
        raise IinConflictError("iin")
    moved: Moved = {"rows": {}, "was_active": drop.is_active, "filled": []}
    for column in personal.rows_of_a_person():
        if ids := _move_rows(column, drop, keep):
            moved["rows"][column] = ids
    for field in ("sex", "born_on"):
        if not getattr(keep, field) and getattr(drop, field):
            setattr(keep, field, getattr(drop, field))
            moved["filled"].append(field)
    drop.is_active = False
    _move_addresses(drop, keep, moved)
    if Identity.objects.filter(user=drop).exists():
        _move_iin(actor, drop, keep)
        moved["iin"] = True
    for session in UserSession.objects.filter(user=drop):
        session.end()
    publish(PersonChanged(user_id=keep.pk))
    return moved


@transaction.atomic
def part_records(*, actor: User, keep: User, drop: User, moved: Moved) -> None:
    """Give back to ``drop`` what ``join_records`` moved; what changed hands since then stays."""
    keep, drop = _locked(keep, drop)
    for column, ids in moved["rows"].items():
        _give_back(column, ids, keep, drop)
    if moved.get("iin") and Identity.objects.filter(user=keep).exists():
        _move_iin(actor, keep, drop)
    for field in moved["filled"]:
        setattr(keep, field, "" if field == "sex" else None)
    drop.is_active = moved["was_active"]
    for name in ("email", "phone"):
        value = getattr(keep, name)
        if name in moved and value and _mark(value) == moved[name]:
            _hand_over(name, keep, drop)
    keep.save()
    drop.save()
    publish(PersonChanged(user_id=keep.pk))
    publish(PersonChanged(user_id=drop.pk))


def _table(column: str) -> tuple[Any, str]:
    label, _dot, field = column.rpartition(".")
    return apps.get_model(label)._base_manager, field  # noqa: SLF001 -- Django documents it


def _move_rows(column: str, drop: User, keep: User) -> list[int]:
    rows, field = _table(column)
    ids = list(rows.filter(**{field: drop}).order_by("pk").values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.filter(pk__in=ids).update(**{field: keep})
    except IntegrityError:  # one of them stands in the way: one by one
        return [pk for pk in ids if _try(rows, pk, field, keep)]
    return ids


def _try(rows: Any, pk: int, field: str, user: User) -> bool:
    try:
        with transaction.atomic():
            rows.filter(pk=pk).update(**{field: user})
    except IntegrityError:
        return False
    return True


def _give_back(column: str, ids: list[int], keep: User, drop: User) -> None:
    rows, field = _table(column)
    for pk in rows.filter(pk__in=ids, **{field: keep}).order_by("pk").values_list("pk", flat=True):
        _try(rows, pk, field, drop)


def _mark(value: str) -> str:
    """Return what recognises an address and does not tell it."""
    return keys.lookups(value)[0].hex()


def _move_addresses(drop: User, keep: User, moved: Moved) -> None:
    for name in ("email", "phone"):
        value = getattr(drop, name)
        if value and not getattr(keep, name):
            moved[name] = _mark(value)
            _hand_over(name, drop, keep)
    drop.save()
    keep.save()


def _hand_over(name: str, giver: User, taker: User) -> None:
    """Move an e-mail or a phone from one record to the other."""
    value = getattr(giver, name)
    User.objects.filter(pk=giver.pk).update(**{name: None})
    setattr(giver, name, None)
    setattr(taker, name, value)
    if name == "email":
        EmailAddress.objects.filter(user=giver, email=value).update(user=taker)
    else:
        taker.phone_verified, giver.phone_verified = giver.phone_verified, False


def _move_iin(actor: User, giver: User, taker: User) -> None:
    """Move an IIN: its box opens for its person only, so it is closed anew."""
    iin = selectors.iin_of(giver)
    Identity.objects.filter(user=giver).delete()
    set_iin(actor=actor, user=taker, iin=iin)
