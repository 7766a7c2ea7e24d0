"""The audit trail: entries, and the chain that a sequencer makes of them.

Triggers (migration 0002) refuse UPDATE, DELETE and TRUNCATE of all but ``Pending``, for the
tables' owner as well. A superuser of the database can switch a trigger off: against him stands
the chain, and against a chain made anew from the first link stand the heads kept elsewhere.
"""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=80)  # dotted: appeals.submitted
    subject_type = models.CharField(max_length=60)  # app_label.model
    subject_id = models.CharField(max_length=40)
    body_id = models.BigIntegerField(null=True)  # whose desk may read it
    params = models.JSONField(default=dict)  # plain values for the sentence; no personal text

    class Meta:
        indexes = [  # the filters of the page, each newest first
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_by_subject"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["body_id", "-id"], name="audit_by_body"),
            models.Index(fields=["at"], name="audit_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}:{self.subject_id}"


class Pending(models.Model):
    """Entries not yet in the chain; filled by a trigger, emptied by the sequencer."""

    # No constraint in the database: a trigger writes the rows, and entries never go.
    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.PROTECT, db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.entry_id)


class ChainLink(models.Model):
    """An entry's place in the chain."""

    seq = models.BigIntegerField(primary_key=True)  # 1, 2, 3… without gaps
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, db_constraint=False)
    hash = models.BinaryField()  # SHA-256(previous hash ‖ canonical JSON of the entry)

    def __str__(self) -> str:
        return str(self.seq)


class Head(models.Model):
    """The chain's head at the end of a day, to be kept elsewhere."""

    day = models.DateField(unique=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.day} {self.seq}"
