"""Counts of a period as they were published, and the yearly reports made of them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models


class Tally(models.Model):
    """What a body, with all below it, did in a year or a quarter of it; counted at night.

    ``values`` are the true counts by measure; those named in ``hidden`` are shown to nobody who
    reads figures: they are small, or a small one could be worked out from them.
    """

    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(validators=[MaxValueValidator(4)])  # 0: whole year
    values = models.JSONField(default=dict)
    hidden = ArrayField(models.CharField(max_length=24), default=list)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter", "body"], name="one_tally_a_body_and_period"
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__lte=4), name="a_year_has_four_quarters"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}/{self.quarter}"


class Report(models.Model):
    """A body's year as PDF, asked for by one of its leaders and made by a job."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=20, blank=True)  # a code: why it could not be made

    class Meta:
        indexes = [models.Index(fields=["body", "-asked_at"], name="appeals_reports_of_body")]

    def __str__(self) -> str:
        return f"report of {self.body_id}, {self.year}"
