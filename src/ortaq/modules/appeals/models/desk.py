"""What officers keep beside appeals: collective cases, notes among themselves, saved replies."""

import uuid

from django.conf import settings
from django.db import models

from ortaq.foundation.texts.fields import TextsField
from ortaq.modules.appeals.models.appeal import TOPIC_LABELS, Appeal


class Case(models.Model):
    """Many appeals about one matter, worked as one; others may sign it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)  # C-2026-000012
    title = models.CharField(max_length=200)
    topic = models.CharField(
        max_length=32, choices=[(t.value, label) for t, label in TOPIC_LABELS.items()]
    )
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(
        "workplaces.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    desk = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(  # None: by the rule that groups a flood
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number


class Signature(models.Model):
    """A member says of a collective case: this is mine too."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_signature_a_person")
        ]

    def __str__(self) -> str:
        return f"signature on {self.case_id}"


class Note(models.Model):
    """A word among those who work on an appeal; its author never reads it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="notes")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note on {self.appeal_id}"


class SavedReply(models.Model):
    """Words that a desk uses often, in the languages of its members."""

    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(
        max_length=32,
        blank=True,
        choices=[(t.value, label) for t, label in TOPIC_LABELS.items()],
    )
    title = models.CharField(max_length=120)
    text = TextsField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
