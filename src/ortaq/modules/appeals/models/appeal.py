"""Appeals and their numbers."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals.workflow import OPEN, Manner, Secrecy, Status, Topic, Urgency

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
MANNER_LABELS = {
    Manner.ONLINE: _("By the member"),
    Manner.IN_PERSON: _("In person, written down by an officer"),
    Manner.GUEST: _("By a guest"),
}
SECRECY_LABELS = {
    Secrecy.NAMED: _("With my name"),
    Secrecy.CONFIDENTIAL: _("My name only for the one who has my case"),
}
URGENCY_LABELS = {
    Urgency.DANGER: _("Danger to life or health"),
    Urgency.ORDINARY: _("Ordinary"),
    Urgency.SIMPLE: _("Simple question"),
}


def said(labels: Mapping[Any, Any], value: str) -> str:
    """Return the label of a choice. Django's own way translates every choice for each row."""
    return str(labels.get(value, value))


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
    # ``db_index=False``: an index below begins with it, or nobody asks; each costs a submission.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="appeals",
        db_index=False,
    )
    body = models.ForeignKey(
        "orgs.Body", on_delete=models.PROTECT, related_name="appeals", db_index=False
    )
    topic = models.CharField(
        _("Topic"), max_length=32, choices=[(t.value, label) for t, label in TOPIC_LABELS.items()]
    )
    text = models.TextField(_("Text"))
    manner = models.CharField(
        max_length=10,
        choices=[(m.value, label) for m, label in MANNER_LABELS.items()],
        default=Manner.ONLINE.value,
    )
    entered_by = models.ForeignKey(  # the officer who wrote it down for who came in person
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    secrecy = models.CharField(
        _("Who learns my name"),
        max_length=12,
        choices=[(s.value, label) for s, label in SECRECY_LABELS.items()],
        default=Secrecy.NAMED.value,
    )
    bypass = models.BooleanField(_("Bypass my workplace"), default=False)
    against = models.ForeignKey(  # the officer it complains of: neither he nor his body holds it
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    site = models.ForeignKey(  # where it happened, when that is known
        "workplaces.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    event_on = models.DateField(_("When it happened"), null=True, blank=True)
    urgency = models.CharField(
        _("Urgency"),
        max_length=10,
        choices=[(u.value, label) for u, label in URGENCY_LABELS.items()],
        default=Urgency.ORDINARY.value,
    )
    reasons = models.JSONField(default=list)  # why this road: codes of routing, for people to read
    route_confirmed_at = models.DateTimeField(null=True, blank=True)  # a person looked at the road
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
    first_word_at = models.DateTimeField(null=True, blank=True)  # of a person, not of a machine
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.UUIDField()
    case = models.ForeignKey(
        "appeals.Case",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appeals",
        db_index=False,
    )
    merged_into = models.ForeignKey(  # the same matter of the same author, asked twice
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        db_index=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "idempotency_key"], name="one_appeal_a_key"),
            models.CheckConstraint(
                condition=Q(holder__isnull=True) | ~Q(holder=models.F("author")),
                name="nobody_holds_his_own_appeal",
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=True)
                | Q(against__isnull=True)
                | ~Q(holder=models.F("against")),
                name="nobody_holds_a_complaint_about_himself",
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
            models.Index(  # loads of all bodies at once, and floods of one
                fields=["body", "due_on"],
                condition=Q(status__in=sorted(s.value for s in OPEN)),
                name="appeals_open_of_body",
            ),
            models.Index(
                fields=["answered_at"],
                condition=Q(status=Status.ANSWERED.value),
                name="appeals_waiting_for_author",
            ),
            models.Index(fields=["case"], condition=Q(case__isnull=False), name="appeals_of_case"),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="appeals_merged_into",
            ),
            models.Index(
                fields=["holder", "due_on", "id"],
                condition=Q(status=Status.ANSWERED.value),
                name="appeals_answered_of_holder",
            ),
            models.Index(
                fields=["desk", "due_on", "id"],
                condition=Q(status=Status.ANSWERED.value),
                name="appeals_answered_of_desk",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_topic_display(self) -> str:  # type: ignore[no-redef]
        """Name the topic."""
        return said(TOPIC_LABELS, self.topic)

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """Name the state."""
        return said(STATUS_LABELS, self.status)

    def get_urgency_display(self) -> str:  # type: ignore[no-redef]
        """Name the urgency."""
        return said(URGENCY_LABELS, self.urgency)

    @property
    def is_open(self) -> bool:
        """Whether the union still owes an answer."""
        return self.status in OPEN

    @property
    def is_answered(self) -> bool:
        """Whether an answer waits for the author's word."""
        return self.status == Status.ANSWERED
