"""What was done with memberships: steps with their grounds, transfers, joined records."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.membership.models.membership import Membership
from ortaq.modules.membership.workflow import Step

STEP_LABELS = {
    Step.APPROVE: _("Admitted"),
    Step.REFUSE: _("Refused"),
    Step.WITHDRAW: _("Taken back"),
    Step.SUSPEND: _("Paused"),
    Step.RESUME: _("Resumed"),
    Step.LEAVE: _("Left"),
    Step.EXCLUDE: _("Excluded by a decision"),
    Step.TRANSFER: _("Moved to another organisation"),
}


class StepTaken(models.Model):
    """One step in the life of a membership: the day it counts from, who took it and why.

    Imported and demo rows have none; the columns of the membership are the truth, this is memory.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(
        max_length=10, choices=[(step.value, label) for step, label in STEP_LABELS.items()]
    )
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.CharField(_("Ground"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=Step.EXCLUDE.value) | ~Q(ground=""),
                name="an_exclusion_names_its_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.membership_id}"


class Transfer(models.Model):
    """A member's wish to move to another primary: both chairs agree, or the body above decides."""

    class State(models.TextChoices):
        """Where the wish stands."""

        ASKED = "asked", _("Waits for both chairs")
        DONE = "done", _("Moved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Taken back")

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="transfers")
    to_body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    ground = models.CharField(_("Ground"), max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    let_go_by = models.ForeignKey(  # the chair of the body that is left
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_in_by = models.ForeignKey(  # the chair of the body that is joined
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # of a refusal

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state="asked"),
                name="one_open_transfer_a_membership",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="a_refused_transfer_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_body"], condition=Q(state="asked"), name="transfer_asked_to_body"
            )
        ]

    def __str__(self) -> str:
        return f"transfer of {self.membership_id} to {self.to_body_id}"


class Merge(models.Model):
    """Two records of one person were joined; ``moved`` says what, so that it can be undone."""

    kept = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dropped = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.CharField(_("Ground"), max_length=500)
    moved = models.JSONField(default=dict)  # rows by table and number: no personal data
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dropped"],
                condition=Q(undone_at__isnull=True),
                name="a_record_is_dropped_once",
            ),
            models.CheckConstraint(
                condition=~Q(kept=models.F("dropped")), name="a_record_is_not_joined_with_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"merge of {self.dropped_id} into {self.kept_id}"
