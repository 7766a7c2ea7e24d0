"""Reads of this room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from ortaq.foundation.accounts import consents, keys, personal, phones
from ortaq.foundation.accounts.models import (
    Breach,
    Consent,
    Correction,
    DataExport,
    Identity,
    RecordOpening,
    RetentionRun,
    User,
)
from ortaq.foundation.events.kept import kept
from ortaq.lib import kazid

if TYPE_CHECKING:
    from ortaq.foundation.accounts.consents import Purpose


@dataclass(frozen=True)
class RetentionRow:
    """One line of the public table of retention."""

    kind: str
    label: str
    term: str
    ground: str
    last_run: datetime | None


def person(public_id: UUID | str) -> User | None:
    """Return the person of a public id, or None."""
    try:
        return User.objects.filter(public_id=public_id).first()
    except ValidationError:
        return None


def persons(ids: Iterable[int]) -> dict[int, User]:
    """Return persons by id, in one query."""
    return User.objects.in_bulk(set(ids))


def find_by_address(address: str) -> User | None:
    """Return the person who has this e-mail or phone, or None."""
    if "@" in address:
        return User.objects.filter(email=address.strip().lower()).first()
    try:
        return User.objects.filter(phone=phones.normalise(address)).first()
    except ValidationError:
        return None


def find_by_iin(iin: str) -> User | None:
    """Return the person of an IIN, or None; looks under every key, also while keys rotate."""
    if not kazid.is_iin(iin):
        return None
    digits = kazid.Iin.parse(iin).digits
    row = (
        Identity.objects.filter(iin_lookup__in=keys.lookups(digits)).select_related("user").first()
    )
    return row.user if row else None


def iin_of(user: User) -> str:
    """Return the IIN in clear, '' when there is none: for the person and for documents only."""
    row = Identity.objects.filter(user=user).first()
    return keys.unseal(row.iin_box, place=iin_place(user)).decode() if row else ""


def iin_place(user: User) -> str:
    """Where an IIN's box belongs: it opens for this person only."""
    return f"iin:{user.public_id}"


def search(text: str) -> "QuerySet[User]":
    """Return persons whose name, e-mail or phone begins so; the caller filters by reach."""
    words = [word for word in text.split() if word][:4]
    found = User.objects.filter(erased_at__isnull=True)
    for word in words:
        found = found.filter(
            Q(family_name__istartswith=word)
            | Q(given_name__istartswith=word)
            | Q(patronymic__istartswith=word)
            | Q(email__istartswith=word)
            | Q(phone__startswith=word)
        )
    return found.order_by("sort_key", "pk") if words else User.objects.none()


def live_opening(reader: User, person: User) -> RecordOpening | None:
    """Return the reader's opening of this record that still holds, or None."""
    return (
        RecordOpening.objects.filter(reader=reader, person=person, until__gt=timezone.now())
        .order_by("-opened_at")
        .first()
    )


def openings_of(person: User) -> "QuerySet[RecordOpening]":
    """Return who opened a person's record and why, the latest first."""
    return (
        RecordOpening.objects.filter(person=person)
        .select_related("reader")
        .order_by("-opened_at", "-pk")
    )


def consents_of(user: User) -> "dict[str, Consent]":
    """Return the live consents by purpose."""
    return {c.purpose: c for c in Consent.objects.filter(user=user, withdrawn_at__isnull=True)}


def has_consent(user: User, purpose: str) -> bool:
    """Whether the person agreed to this purpose and has not taken it back."""
    return Consent.objects.filter(user=user, purpose=purpose, withdrawn_at__isnull=True).exists()


@kept(int)
def _given(user_id: int) -> "QuerySet[Consent, tuple[str, str]]":
    rows = Consent.objects.filter(user=user_id, withdrawn_at__isnull=True)
    return rows.values_list("purpose", "version")


def outdated_consents(user: User) -> "list[Purpose]":
    """Return the purposes whose wording changed since the person agreed."""
    given = dict(_given(user.pk))
    return [
        purpose
        for purpose in consents.PURPOSES
        if given.get(purpose.code, purpose.version) != purpose.version
    ]


def open_corrections() -> "QuerySet[Correction]":
    """Return the corrections that wait for an officer, the most urgent first."""
    return (
        Correction.objects.filter(state=Correction.State.ASKED)
        .select_related("person")
        .order_by("due_at", "pk")
    )


def correction(pk: int) -> Correction | None:
    """Return a correction, or None."""
    return Correction.objects.select_related("person", "decided_by").filter(pk=pk).first()


def corrections_of(user: User) -> "QuerySet[Correction]":
    """Return a person's own corrections, the latest first."""
    return Correction.objects.filter(person=user).order_by("-asked_at", "-pk")


def exports_of(user: User, *, now: datetime | None = None) -> "QuerySet[DataExport]":
    """Return a person's copies that are being made or may still be fetched, the latest first."""
    return (
        DataExport.objects.filter(person=user)
        .filter(Q(until__isnull=True) | Q(until__gt=now or timezone.now()))
        .defer("box")
        .order_by("-asked_at", "-pk")
    )


def breaches() -> "QuerySet[Breach]":
    """Return all breaches: open ones by their clock, then closed ones."""
    closed = ExpressionWrapper(Q(closed_at__isnull=False), output_field=BooleanField())
    return (
        Breach.objects.select_related("recorded_by")
        .annotate(is_closed=closed)
        .order_by("is_closed", "report_due_at", "pk")
    )


def breach(pk: int) -> Breach | None:
    """Return a breach, or None."""
    return Breach.objects.select_related("recorded_by").filter(pk=pk).first()


def retention_table() -> "list[RetentionRow]":
    """Return every kind of data with its term, ground and last clean-up, for /privacy/."""
    latest = dict(
        RetentionRun.objects.order_by("kind", "-ran_at")
        .distinct("kind")
        .values_list("kind", "ran_at")
    )
    return [
        RetentionRow(
            kind=term.kind,
            label=str(term.label),
            term=term.term,
            ground=str(term.ground),
            last_run=latest.get(term.kind),
        )
        for term in personal.retentions()
    ]
