"""Agreements, their versions and findings, promises, and rounds of bargaining."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.agreements.workflow import Check, Decision, Kept, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise as StrOrPromise

CHECK_LABELS = {
    Check.WAITING: _("Waits for the check"),
    Check.READING: _("Is being read"),
    Check.DONE: _("Checked"),
    Check.REFUSED: _("Could not be read"),
}
DECISION_LABELS = {
    Decision.OPEN: _("Not looked at"),
    Decision.CONFIRMED: _("Confirmed"),
    Decision.REJECTED: _("Rejected"),
}
OUTCOME_LABELS = {
    Outcome.OPEN: _("On the table"),
    Outcome.AGREED: _("Agreed"),
    Outcome.DISAGREED: _("Not agreed"),
}
KEPT_LABELS = {
    Kept.WAITING: _("Not due yet"),
    Kept.KEPT: _("Kept"),
    Kept.PARTLY: _("Kept in part"),
    Kept.BROKEN: _("Not kept"),
}
VERDICT_LABELS = {
    "worse": _("Worse than law: void"),
    "below_ilo": _("Below a ratified ILO standard"),
    "outdated_reference": _("Outdated reference"),
    "advice": _("Advice: ILO good practice"),
    "better": _("Better than law"),
    "equal": _("As in law"),
}


def _choices(labels: "Mapping[Any, StrOrPromise]") -> "list[tuple[str, StrOrPromise]]":
    return [(str(key), label) for key, label in labels.items()]


class Agreement(models.Model):
    """A collective agreement, or an agreement of a branch, a region, the republic."""

    class Level(models.TextChoices):
        """For whom it holds."""

        ORGANISATION = "organisation", _("Collective agreement of an organisation")
        BRANCH = "branch", _("Branch agreement")
        REGION = "region", _("Regional agreement")
        GENERAL = "general", _("General agreement")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(
        "workplaces.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.ORGANISATION)
    title = models.CharField(_("Title"), max_length=300)
    oked = models.CharField(_("OKED"), max_length=5, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    covered = models.PositiveIntegerField(null=True, blank=True)
    above = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="below"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(expires_on__gte=F("signed_on")),
                name="an_agreement_ends_after_it_began",
            )
        ]
        indexes = [models.Index(fields=["expires_on"], name="agreement_expiry")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One text of an agreement, and how its check went."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    no = models.PositiveSmallIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=_choices(CHECK_LABELS), default=Check.WAITING.value
    )
    refusal = models.CharField(max_length=12, blank=True)  # a key of REFUSALS
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    lines = models.JSONField(default=list)
    missing = models.JSONField(default=list)  # norm_id, param_key, article, statement
    edition = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "no"], name="one_text_a_number")
        ]

    def __str__(self) -> str:
        return f"version {self.no} of {self.agreement_id}"


class Finding(models.Model):
    """What the machine says of a clause, and what a person said of that."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="findings")
    verdict = models.CharField(max_length=20, choices=list(VERDICT_LABELS.items()))
    clause = models.CharField(max_length=60)
    item = models.CharField(max_length=4, blank=True)
    place = models.PositiveIntegerField()
    norm_id = models.CharField(max_length=60)
    param_key = models.CharField(max_length=60, blank=True)
    article = models.CharField(max_length=40, blank=True)
    point = models.CharField(max_length=20, blank=True)
    stated = models.CharField(max_length=300, blank=True)
    required = models.CharField(max_length=600, blank=True)
    quote = models.TextField()
    confidence = models.FloatField()
    reason = models.JSONField(default=dict)
    proposed = models.JSONField(default=dict)
    decision = models.CharField(
        max_length=10, blank=True, choices=_choices(DECISION_LABELS), default=""
    )
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.verdict} at {self.clause}"


class Promise(models.Model):
    """A duty of the agreement that somebody watches."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="promises")
    clause = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=8, choices=_choices(KEPT_LABELS), default=Kept.WAITING.value
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Round(models.Model):
    """Bargaining about an agreement: from the written proposal to the signature."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="rounds")
    proposed_on = models.DateField()
    answer_due = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(closed_on__isnull=True),
                name="one_open_round_an_agreement",
            )
        ]

    def __str__(self) -> str:
        return f"round of {self.agreement_id}"


class Proposal(models.Model):
    """A clause at the table: the union's words, the employer's, and what came of it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proposals")
    clause = models.CharField(max_length=60, blank=True)
    union_text = models.TextField()
    employer_text = models.TextField(blank=True)
    outcome = models.CharField(
        max_length=10, choices=_choices(OUTCOME_LABELS), default=Outcome.OPEN.value
    )
    idempotency_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "idempotency_key"], name="one_proposal_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.union_text[:40]}"
