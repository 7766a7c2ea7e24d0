"""Many people at once, as a table brings them: found, entered, completed, taken back.

The same rules as one by one, asked of the whole set: every IIN is closed and looked up under the
keys, every person has his own line in the trail, a name has its key. What differs is the road:
COPY and a few statements, so that a list of a whole branch is read in minutes.
"""

import secrets
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import keys
from ortaq.foundation.accounts.crowd import find_by_addresses, find_by_iins
from ortaq.foundation.accounts.errors import AddressTakenError, BadIinError, IinTakenError
from ortaq.foundation.accounts.models import Identity, User
from ortaq.foundation.accounts.naming import key_of_name, words_of_name
from ortaq.foundation.accounts.services.identity import LOCK
from ortaq.foundation.accounts.services.persons import index_name, tidy
from ortaq.foundation.audit import services as audit
from ortaq.lib import kazid

FILLABLE = ("family_name", "given_name", "patronymic", "sex", "born_on", "email", "phone")


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A person to be entered; a phone as ``phones.normalise`` gives it."""

    family_name: str
    given_name: str
    patronymic: str = ""
    sex: str = ""
    born_on: date | None = None
    email: str | None = None
    phone: str | None = None
    language: str = "kk"
    iin: str = ""


@dataclass(frozen=True)
class PersonChange:
    """New values of some fields of a person (``FILLABLE``), and an IIN for who has none."""

    user_id: int
    fields: dict[str, Any]
    iin: str = ""


@transaction.atomic
def register_people(*, actor: User | None, rows: Sequence[NewPerson]) -> list[int]:
    """Enter many people by COPY; return their ids in the order of ``rows``.

    An IIN fills the birth date and sex that were not given. BadIinError, IinTakenError and
    AddressTakenError speak of the whole set: nobody is entered then, so match first.
    """
    if not rows:
        return []
    people = [_completed(row) for row in rows]
    _refuse_taken(people)
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('accounts_user', 'id')) "
            "from generate_series(1, %s)",
            [len(people)],
        )
        entered = [
            (pk, uuid.uuid4(), person)
            for (pk,), person in zip(cursor.fetchall(), people, strict=True)
        ]
        with cursor.copy(f"copy accounts_user ({', '.join(_COLUMNS)}) from stdin") as copy:
            for row in _user_rows(entered, now):
                copy.write_row(row)
    _keep_iins([(pk, public_id, person.iin) for pk, public_id, person in entered if person.iin])
    ids = [pk for pk, _public_id, _person in entered]
    audit.record_many(action="accounts.registered", model=User, ids=ids, actor=actor)
    return ids


@transaction.atomic
def change_people(*, actor: User | None, changes: Sequence[PersonChange]) -> list[PersonChange]:
    """Change fields of many people; return what stood there before, which undoes the change.

    Only fields in FILLABLE; an IIN is given to who has none, never replaced. Whoever has been
    erased in the meantime is passed over.
    """
    wanted = {change.user_id: change for change in changes}
    people = list(
        User.objects.select_for_update()
        .filter(pk__in=wanted, erased_at__isnull=True)
        .order_by("pk")
    )
    before: list[PersonChange] = []
    fresh: list[tuple[int, uuid.UUID, str]] = []
    for user in people:
        change = wanted[user.pk]
        unknown = change.fields.keys() - set(FILLABLE)
        if unknown:
            raise ValueError(f"not fields that change so: {', '.join(sorted(unknown))}")
        old = {name: getattr(user, name) for name in change.fields}
        for name, value in change.fields.items():
            setattr(user, name, value)
        index_name(user)
        before.append(PersonChange(user.pk, old))
        if change.iin:
            fresh.append((user.pk, user.public_id, change.iin))
    User.objects.bulk_update(people, [*FILLABLE, "sort_key", "name_words"], batch_size=500)
    if fresh:
        _lock_iins()
        if find_by_iins(iin for _pk, _public_id, iin in fresh):
            raise IinTakenError("another person has one of these IINs")
        _keep_iins(fresh)
        audit.record_many(
            action="accounts.iin_set",
            model=User,
            ids=[pk for pk, _public_id, _iin in fresh],
            actor=actor,
        )
    audit.record_many(
        action="accounts.profile_changed",
        model=User,
        ids=[user.pk for user in people if wanted[user.pk].fields],
        actor=actor,
    )
    return before


@transaction.atomic
def take_iins_back(*, actor: User | None, user_ids: Sequence[int]) -> None:
    """Forget the IINs that ``change_people`` has just given: for undoing it only."""
    Identity.objects.filter(user__in=user_ids).delete()
    audit.record_many(
        action="accounts.iin_taken_back", model=User, ids=list(user_ids), actor=actor
    )


@transaction.atomic
def remove_people_just_made(*, actor: User | None, ids: Sequence[int]) -> list[int]:
    """Take back people whom a table has just entered; return those who had to stay.

    Whoever has signed in, holds a post, gave a consent or is named by any other row stays: his
    record is not the table's alone any more. Each one's line in the trail stays too.
    """
    people = User.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    present = set(people.values_list("pk", flat=True))
    stay = _used(present)
    gone = sorted(present - stay)
    Identity.objects.filter(user__in=gone).delete()
    with connection.cursor() as cursor:  # nothing else names them: _used has just asked
        cursor.execute("delete from accounts_user where id = any(%s)", [gone])
    audit.record_many(action="accounts.registration_undone", model=User, ids=gone, actor=actor)
    return [pk for pk in ids if pk in stay]


_COLUMNS = (
    "id", "password", "public_id", "email", "phone", "phone_verified", "family_name",
    "given_name", "patronymic", "sex", "born_on", "language", "sort_key", "name_words",
    "is_active", "created_at",
)  # fmt: skip

Entered = tuple[int, uuid.UUID, NewPerson]


def _user_rows(entered: Sequence[Entered], now: datetime) -> Iterator[tuple[Any, ...]]:
    for pk, public_id, who in entered:
        name = (who.family_name, who.given_name, who.patronymic)
        yield (
            pk,
            UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30),
            public_id,
            who.email,
            who.phone,
            False,
            who.family_name,
            who.given_name,
            who.patronymic,
            who.sex,
            who.born_on,
            who.language,
            key_of_name(*name),
            words_of_name(*name),
            True,
            now,
        )


def _completed(row: NewPerson) -> NewPerson:
    """Return a person with what his IIN states; BadIinError does not repeat the number."""
    born_on, sex, digits = row.born_on, row.sex, ""
    if row.iin:
        try:
            iin = kazid.Iin.parse(row.iin)
        except kazid.IinError:
            raise BadIinError("one of the numbers is not an IIN") from None
        born_on, sex, digits = iin.born_on or born_on, iin.sex or sex, iin.digits
    return replace(
        row,
        family_name=tidy(row.family_name),
        given_name=tidy(row.given_name),
        patronymic=tidy(row.patronymic),
        sex=sex,
        born_on=born_on,
        email=row.email.lower() if row.email else None,
        phone=row.phone or None,
        iin=digits,
    )


def _lock_iins() -> None:
    """IINs are entered one after another: the index cannot compare look-ups of two keys."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


def _refuse_taken(people: Sequence[NewPerson]) -> None:
    iins = [person.iin for person in people if person.iin]
    if iins:
        _lock_iins()
        if len(set(iins)) < len(iins) or find_by_iins(iins):
            raise IinTakenError("one of these IINs is another person's")
    addresses = [text for person in people for text in (person.email, person.phone) if text]
    if len(set(addresses)) < len(addresses) or find_by_addresses(addresses):
        raise AddressTakenError


def _keep_iins(rows: Sequence[tuple[int, uuid.UUID, str]]) -> None:
    key_id = keys.ring()[0].id
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy accounts_identity (user_id, iin_box, iin_lookup, key_id) from stdin"
        ) as copy,
    ):
        for pk, public_id, iin in rows:
            box = keys.seal(iin.encode(), place=f"iin:{public_id}")
            copy.write_row((pk, box, keys.lookups(iin)[0], key_id))


def _used(ids: set[int]) -> set[int]:
    """Return those whom any row of the house names, but for their own identity."""
    wanted, used = list(ids), set[int]()
    for relation in User._meta.related_objects:  # noqa: SLF001 -- Django documents it
        if relation.related_model is Identity:
            continue
        column = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{column}__in": wanted})  # noqa: SLF001
        used.update(rows.values_list(column, flat=True).distinct())
    signed_in = User.objects.filter(pk__in=wanted, last_login__isnull=False)
    return used | set(signed_in.values_list("pk", flat=True))
