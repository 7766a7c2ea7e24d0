"""Appeals, what happened to them, the answers, and their files."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals.workflow import OPEN, Status, Topic

TOPIC_LABELS = {
    Topic.PAY: _("Pay and bonuses"),
    Topic.DISMISSAL: _("Hiring and dismissal"),
    Topic.HOURS: _("Working time and leave"),
    Topic.SAFETY: _("Safety and health at work"),
    Topic.PRESSURE: _("Pressure because of union work"),
    Topic.AGREEMENT: _("Collective agreement"),
    Topic.HELP: _("Help for members"),
    Topic.UNION: _("Work of the union itself"),
    Topic.OTHER: _("Something else"),
}
STATUS_LABELS = {
    Status.SUBMITTED: _("Submitted"),
    Status.IN_WORK: _("In work"),
    Status.ANSWERED: _("Answered"),
    Status.CLOSED: _("Closed"),
}


class NumberYear(models.Model):
    """Where the numbers of a year begin on the one sequence of all appeals."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    base = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.year)


class Appeal(models.Model):
    """What a member asked, who has it, and until when."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("Number"), max_length=16, unique=True)  # 2026-000123
    receipt_digest = models.BinaryField(max_length=32)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appeals"
    )
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="appeals")
    topic = models.CharField(
        _("Topic"), max_length=10, choices=[(t.value, label) for t, label in TOPIC_LABELS.items()]
    )
    text = models.TextField(_("Text"))
    status = models.CharField(
        max_length=10,
        choices=[(s.value, label) for s, label in STATUS_LABELS.items()],
        default=Status.SUBMITTED.value,
    )
    submitted_at = models.DateTimeField()
    due_on = models.DateField()
    holder = models.ForeignKey(  # None: it lies in the desk's queue without a name
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    desk = models.ForeignKey(  # the body where the holder holds his mandate
        "orgs.Body", on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "idempotency_key"], name="one_appeal_a_key"),
            models.CheckConstraint(
                condition=Q(holder__isnull=True) | ~Q(holder=models.F("author")),
                name="nobody_holds_his_own_appeal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder", "due_on", "id"],
                condition=Q(status__in=sorted(s.value for s in OPEN)),
                name="appeals_open_of_holder",
            ),
            models.Index(
                fields=["desk", "due_on", "id"],
                condition=Q(status__in=sorted(s.value for s in OPEN)),
                name="appeals_open_of_desk",
            ),
            models.Index(fields=["author", "-submitted_at"], name="appeals_of_author"),
            models.Index(fields=["body", "status"], name="appeals_of_body"),
            models.Index(
                fields=["answered_at"],
                condition=Q(status=Status.ANSWERED.value),
                name="appeals_waiting_for_author",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the union still owes an answer."""
        return self.status in OPEN

    @property
    def is_answered(self) -> bool:
        """Whether an answer waits for the author's word."""
        return self.status == Status.ANSWERED


class Reply(models.Model):
    """An answer of an officer, and the author's word on it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="replies")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("Answer"))
    at = models.DateTimeField()
    stars = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField(_("What was good or missing"), blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="one_to_five_stars"
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Move(models.Model):
    """One thing that happened to an appeal: the timeline that its author reads."""

    class Kind(models.TextChoices):
        """What happened."""

        SUBMITTED = "submitted", _("Submitted")
        TAKEN = "taken", _("Taken into work")
        HANDED_OVER = "handed_over", _("Handed over")
        ANSWERED = "answered", _("Answered")
        RATED = "rated", _("Rated")
        REOPENED = "reopened", _("Reopened")
        CLOSED = "closed", _("Closed")

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    who = models.ForeignKey(  # None: by the clock
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    to = models.ForeignKey(  # the new holder
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)  # why handed over, why reopened

    def __str__(self) -> str:
        return f"{self.kind} {self.appeal_id}"


class Attachment(models.Model):
    """A file of an appeal: the author's, or an officer's with a reply."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="attachments")
    reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "file"], name="a_file_once_an_appeal")
        ]

    def __str__(self) -> str:
        return f"file {self.file_id} of {self.appeal_id}"
