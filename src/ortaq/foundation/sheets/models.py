"""A sheet on its way into the register: its batch, its staged rows, what it left behind."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets import layouts
from ortaq.foundation.sheets.workflow import AT_WORK, ENDED, State

STATES = {
    State.READING: _("Being read"),
    State.MAPPING: _("Columns to be named"),
    State.READY: _("Ready to be confirmed"),
    State.REFUSED: _("Cannot be read"),
    State.QUEUED: _("Waits for its turn"),
    State.APPLYING: _("Being entered"),
    State.STOPPED: _("Stopped half-way"),
    State.DONE: _("Entered"),
    State.UNDOING: _("Being taken back"),
    State.UNDONE: _("Taken back"),
    State.CANCELLED: _("Laid aside"),
}


class Batch(models.Model):
    """One sheet that somebody sent for one body."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    layout_name = models.CharField(max_length=60)
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    file = models.ForeignKey(  # goes when the staged rows go
        "files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=[(s.value, w) for s, w in STATES.items()], default=State.READING
    )
    state_since = models.DateTimeField()
    note = models.CharField(max_length=60, blank=True)  # a code of ``layouts.problem``
    note_params = models.JSONField(default=dict, blank=True)

    # How the file was read
    shape = models.CharField(max_length=10, blank=True)  # csv, xlsx …
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    sheets = models.JSONField(default=list, blank=True)  # names of the workbook's sheets
    sheet = models.PositiveSmallIntegerField(default=0)
    header_line = models.PositiveIntegerField(default=0)
    headers = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    preset = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict, blank=True)  # column → place in the file, from 0
    sample = models.JSONField(default=list, blank=True)  # the first rows under the headers
    top = models.JSONField(default=list, blank=True)  # the very first rows, to choose the headers

    # What was found
    rows = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)  # blank rows, totals, repeated headers
    verdicts = models.JSONField(default=dict, blank=True)  # verdict → how many
    problem_counts = models.JSONField(default=dict, blank=True)  # "column code" → how many

    # What became of it
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    to_apply = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    kept = models.PositiveIntegerField(default=0)  # could not be undone
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["body", "layout_name", "sha256"], name="sheet_again"),
            models.Index(fields=["uploaded_by", "-uploaded_at"], name="sheets_of_person"),
            models.Index(
                fields=["state_since"], condition=Q(wiped_at__isnull=True), name="sheet_to_wipe"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def layout(self) -> layouts.Layout:
        """What the sheet means. LookupError when no app declares it any more."""
        return layouts.layout(self.layout_name)

    @property
    def is_at_work(self) -> bool:
        """Whether a job has it now, or will in a moment."""
        return self.state in AT_WORK

    @property
    def has_ended(self) -> bool:
        """Whether the register was written, wholly or in part."""
        return self.state in ENDED

    def made_rows(self) -> "models.QuerySet[MadeRow]":
        """What it left in the register, and for a day can be undone."""
        return MadeRow.objects.filter(batch=self)

    def count_of(self, verdict: str) -> int:
        """Return how many rows have a verdict."""
        found = self.verdicts.get(verdict, 0)
        return int(found)


class Row(models.Model):
    """A staged row. Written by COPY; layouts read and judge it by SQL (see ``layouts``).

    The database does not look up each row's batch: that cost as much as writing the row, and only
    the engine writes rows, of a batch that it holds.
    """

    pk = models.CompositePrimaryKey("batch", "line")
    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    line = models.PositiveIntegerField()
    cells = ArrayField(models.TextField())
    verdict = models.CharField(max_length=8, db_default="new")
    target = models.BigIntegerField(null=True)
    problems: "models.JSONField[Any, Any]" = models.JSONField(null=True)  # [{"column","code"}]
    decision = models.CharField(max_length=5, db_default="")
    sound = models.BooleanField(db_default=True)  # all cells passed the checks
    applied = models.BooleanField(db_default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["batch", "line"],
                condition=Q(problems__isnull=False),
                name="row_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"


class MadeRow(models.Model):
    """What a sheet left in the register, for the undo."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, db_index=False, related_name="+")
    line = models.PositiveIntegerField()
    subject = models.CharField(max_length=40)
    target = models.BigIntegerField()
    before: "models.JSONField[Any, Any]" = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    kept = models.CharField(max_length=60, db_default="")  # why it could not be undone

    class Meta:
        indexes = [models.Index(fields=["batch", "id"], name="made_by_batch")]

    def __str__(self) -> str:
        return f"{self.subject} {self.target}"


class Mapping(models.Model):
    """Which column was which in sheets with the same headers, as somebody said for this body."""

    body = models.ForeignKey("orgs.Body", on_delete=models.CASCADE, related_name="+")
    layout_name = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    places = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "layout_name", "fingerprint"], name="one_mapping_of_headers"
            )
        ]

    def __str__(self) -> str:
        return f"{self.layout_name} at {self.body_id}"
