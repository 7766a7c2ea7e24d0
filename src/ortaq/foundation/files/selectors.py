"""Reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, ManyToOneRel, Model, OuterRef, QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files.models import StoredFile

HASHES = ("sha256", "clean_sha256", "thumbnail_sha256")


def files_of(user: User) -> QuerySet[StoredFile]:
    """Return the files of a person's own matters that he sent, newest first."""
    return StoredFile.objects.filter(owner=user, of_sender=True).order_by("-stored_at", "-id")


def _references() -> Iterator[tuple[type[Model], str]]:
    """Yield the model and column of every foreign key here; those of many-to-many tables too."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):  # noqa: SLF001
        if isinstance(relation, ManyToOneRel):  # a one-to-one is one too
            yield relation.related_model, relation.field.name


def _rows(model: type[Model], **filters: object) -> QuerySet[Model]:
    return model._default_manager.filter(**filters)  # noqa: SLF001 -- Django's own


def is_referenced(stored: StoredFile) -> bool:
    """Whether any row of any module refers to this file."""
    return any(_rows(model, **{column: stored}).exists() for model, column in _references())


def unattached_before(moment: datetime) -> QuerySet[StoredFile]:
    """Return the files sent before a moment that nothing refers to."""
    rows = StoredFile.objects.filter(stored_at__lt=moment).order_by("id")
    for model, column in _references():
        rows = rows.exclude(Exists(_rows(model, **{column: OuterRef("pk")})))
    return rows


def referenced_among(hashes: Iterable[str]) -> set[str]:
    """Return which of these hashes some row still needs."""
    wanted = list(hashes)
    found: set[str] = set()
    for column in HASHES:
        rows = StoredFile.objects.filter(**{f"{column}__in": wanted})
        found.update(rows.values_list(column, flat=True))
    return found


@dataclass(frozen=True)
class Waiting:
    """How many files wait for the scanner or the cleaner, or are locked."""

    scan: int
    clean: int
    infected: int


def waiting_counts() -> Waiting:
    """Return what waits. Both counts come from small partial indexes."""
    scan, clean = StoredFile.Scan, StoredFile.CleanState
    return Waiting(
        scan=StoredFile.objects.filter(scan=scan.WAITING).count(),
        clean=StoredFile.objects.filter(clean_state=clean.WAITING).count(),
        infected=StoredFile.objects.filter(scan=scan.INFECTED).count(),
    )
