"""Meetings at which a body gives account and elects."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.models.bodies import Body


class Election(models.Model):
    """A report-and-election meeting of a body: planned for a day, then held or called off."""

    class Kind(models.TextChoices):
        """What is asked of the meeting."""

        REPORT = "report", _("Report meeting")
        ELECTION = "election", _("Report-and-election meeting")
        EARLY = "early", _("Early election")

    class State(models.TextChoices):
        """How far it has come."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Took place")
        CALLED_OFF = "called_off", _("Called off")

    class Result(models.TextChoices):
        """How it ended."""

        ELECTED = "elected", _("Elected")
        HEARD = "heard", _("The report was heard")
        NO_QUORUM = "no_quorum", _("Too few came, so nothing was decided")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="elections")
    kind = models.CharField(_("Kind of meeting"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("Day of the meeting"))
    place = models.CharField(_("Place and time"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    result = models.CharField(_("Result"), max_length=10, choices=Result.choices, blank=True)
    entitled = models.PositiveIntegerField(_("Entitled to vote"), null=True, blank=True)
    present = models.PositiveIntegerField(_("Took part"), null=True, blank=True)
    minutes = models.CharField(_("Minutes"), max_length=300, blank=True)  # number and date

    class Meta:
        indexes = [models.Index(fields=["on"], name="election_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "on"], condition=~Q(state="called_off"), name="one_election_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | (~Q(result="") & ~Q(minutes="")),
                name="held_with_result_and_minutes",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True)
                | Q(entitled__isnull=True)
                | Q(present__lte=F("entitled")),
                name="no_more_present_than_entitled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.body_id} on {self.on}"
