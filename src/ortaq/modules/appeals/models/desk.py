"""What officers keep beside appeals: collective cases, merged doubles, notes, saved replies."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.fields import TextsField
from ortaq.modules.appeals.models.appeal import TOPIC_LABELS, Appeal
from ortaq.modules.appeals.models.outcome import ENDING_LABELS


class Case(models.Model):
    """Many appeals about one matter, worked as one; others may sign it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)  # C-2026-000012
    title = models.CharField(_("Title"), max_length=200)
    words = models.TextField(_("What it is about"), blank=True)  # names nobody; then it is signed
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

    class Meta:
        indexes = [
            models.Index(
                fields=["body", "topic"],
                condition=Q(closed_at__isnull=True),
                name="appeals_open_cases",
            )
        ]

    def __str__(self) -> str:
        return self.number


class CaseReply(models.Model):
    """One answer to all appeals of a case; a job carries it into each thread."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    kind = models.CharField(
        max_length=10, choices=[(e.value, label) for e, label in ENDING_LABELS.items()]
    )
    remedies = ArrayField(models.CharField(max_length=16), default=list)
    tenge = models.PositiveBigIntegerField(default=0)  # to each author
    article = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    carried_at = models.DateTimeField(null=True, blank=True)  # it has reached every thread

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(carried_at__isnull=True),
                name="one_answer_to_all_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"answer to all of {self.case_id}"


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


class Merge(models.Model):
    """A double of one author was joined with his earlier appeal; for a day it can be undone."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    status = models.CharField(max_length=10)  # where it stood before
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal"], condition=Q(undone_at__isnull=True), name="merged_once"
            ),
            models.CheckConstraint(
                condition=~Q(appeal=F("into")), name="nothing_merges_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} into {self.into_id}"


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
    title = models.CharField(_("Title"), max_length=120)
    text = TextsField(_("Words"), max_length=5000)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
