"""Clocks of appeals, and who stands in for whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ortaq.modules.appeals.models.appeal import Appeal
from ortaq.modules.appeals.workflow import ClockKind


class Clock(models.Model):
    """One promise of an appeal that runs, or ran: what is owed, by whose rule, until when."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ClockKind])
    rule = models.CharField(max_length=40)  # a key of ``workflow.TERMS``: the term and its source
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)  # it passed, and those above were told
    told_body = models.ForeignKey(  # the highest body that was told
        "orgs.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "kind"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_clock_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at")), name="a_clock_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(stopped_at__isnull=True),
                name="appeals_running_clocks",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.appeal_id}"


class Absence(models.Model):
    """An officer is away, and a colleague has his appeals meanwhile."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="away_until_after_since"
            ),
            models.CheckConstraint(
                condition=~Q(officer=F("deputy")), name="nobody_is_his_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} away {self.since} to {self.until}"
