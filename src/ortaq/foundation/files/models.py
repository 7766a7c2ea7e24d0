"""One row a file as somebody sent it; the bytes lie in FILES_DIR under their hash."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file and its cleaned copy.

    Rows are never shared between senders: equal bytes lie on the disk once, but the right to
    read them hangs on the row. The original's columns never change (a trigger holds them).
    A module refers to this row by a foreign key or a many-to-many field; what nothing refers to
    after a day is removed.
    """

    class Scan(models.TextChoices):
        """What the virus scanner said."""

        NONE = "none", _("No scanner is set up")
        WAITING = "waiting", _("Waiting to be checked for viruses")
        PASSED = "passed", _("Checked for viruses")
        INFECTED = "infected", _("Contains a virus")

    class CleanState(models.TextChoices):
        """The copy without hidden personal details, which others than the case holder see."""

        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        UNAVAILABLE = "unavailable", _("Cannot be made")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stored_files"
    )
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_at = models.DateTimeField(db_index=True)
    of_sender = models.BooleanField(  # tells of its sender; a list of members does not
        default=True, db_default=True
    )
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.NONE)
    clean_state = models.CharField(
        max_length=12, choices=CleanState.choices, default=CleanState.WAITING
    )
    clean_note = models.CharField(max_length=20, blank=True)  # why it cannot be made: a code
    clean_media_type = models.CharField(max_length=100, blank=True)
    clean_size = models.PositiveBigIntegerField(default=0)
    clean_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    thumbnail_sha256 = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["scan"],
                condition=models.Q(scan__in=["waiting", "infected"]),
                name="file_held_for_scanner",
            ),
            models.Index(
                fields=["id"], condition=models.Q(clean_state="waiting"), name="file_not_clean_yet"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="file_hash_is_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty"),
            models.CheckConstraint(
                condition=~models.Q(clean_state="ready") | models.Q(clean_sha256__gt=""),
                name="ready_file_has_clean_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_held(self) -> bool:
        """Whether the bytes may not be given to anybody: unchecked, or infected."""
        return self.scan in (self.Scan.WAITING, self.Scan.INFECTED)

    @property
    def has_clean_copy(self) -> bool:
        """Whether the copy for others can be downloaded now."""
        return self.clean_state == self.CleanState.READY and not self.is_held

    @property
    def has_thumbnail(self) -> bool:
        """Whether there is a small picture, drawn by us."""
        return bool(self.thumbnail_sha256) and not self.is_held
