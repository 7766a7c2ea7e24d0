"""What the house keeps to answer a person about his own data."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """What a person agreed to, in which wording, and when he took it back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_live_consent_a_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class RecordOpening(models.Model):
    """Who opened whose record from above, and why; the person sees it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="openings"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reader_post = models.CharField(max_length=300)  # the mandate at that moment, in words
    purpose = models.CharField(max_length=500)
    opened_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()  # the purpose is asked anew after this moment

    def __str__(self) -> str:
        return f"{self.reader_id} opened {self.person_id}"


class Breach(models.Model):
    """A breach of personal data, with its legal clock."""

    discovered_at = models.DateTimeField()
    what_happened = models.TextField()
    kinds_of_data = models.CharField(max_length=300)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    report_due_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    measures = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"breach {self.pk}"


class RetentionRun(models.Model):
    """What the nightly job removed, by kind of data."""

    kind = models.CharField(max_length=60)
    ran_at = models.DateTimeField()
    before = models.DateTimeField()
    removed = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.removed}"


class Correction(models.Model):
    """A person's wish to change what documents prove: name, birth date, IIN. NULL: no change."""

    class State(models.TextChoices):
        """An officer compares with the document and decides."""

        ASKED = "asked", _("Waits for an officer")
        ACCEPTED = "accepted", _("Corrected")
        REFUSED = "refused", _("Refused")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="corrections"
    )
    family_name = models.CharField(max_length=100, null=True)  # noqa: DJ001 -- NULL is "as it is"
    given_name = models.CharField(max_length=100, null=True)  # noqa: DJ001
    patronymic = models.CharField(max_length=100, null=True)  # noqa: DJ001
    born_on = models.DateField(null=True)
    iin_box = models.BinaryField(null=True)  # sealed as in Identity
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state="asked"),
                name="one_open_correction_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class DataExport(models.Model):
    """A copy of a person's data, made on request, sealed, kept for a few days."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    box = models.BinaryField(null=True)  # the ZIP, sealed

    def __str__(self) -> str:
        return f"export {self.pk}"
