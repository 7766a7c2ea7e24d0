"""Clocks of appeals, the calendar they count by, and who stands in for whom."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals.models.appeal import Appeal
from ortaq.modules.appeals.workflow import ClockKind

TERM_LABELS = {
    "first_word": _("First word of a person"),
    "danger_word": _("First word of a person, danger to life or health"),
    "answer": _("Answer"),
    "answer_simple": _("Answer to a simple question"),
    "answer_danger": _("Answer, danger to life or health"),
    "labour_inspectorate": _("Labour inspectorate"),
    "prosecutor": _("Prosecutor's office"),
    "akimat": _("Akimat"),
    "state_body": _("Another state body"),
    "state_complaint": _("State body, a complaint about its act"),
    "court": _("Court"),
    "employer": _("Employer"),
    "employer_papers": _("Employer: papers about work and pay"),
    "employer_terms": _("Employer: a change of the contract"),
    "employer_demands": _("Employer: demands in a collective dispute"),
    "employer_talks": _("Employer: talks on a collective agreement"),
    "commission": _("Conciliation commission"),
    "accident": _("Commission on an accident at work"),
}


class Told(models.IntegerChoices):
    """How far up a passed term has been shown, step by step."""

    NOBODY = 0, _("Nobody above yet")
    PRIMARY = 1, _("The primary organisation")
    MIDDLE = 2, _("The branch union and the territorial body")
    CENTRE = 3, _("The national centre")


class Clock(models.Model):
    """One promise of an appeal that runs, or ran: what is owed, by whose rule, until when."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ClockKind])
    rule = models.CharField(  # a key of ``workflow.TERMS``: the term and its source
        max_length=40, choices=list(TERM_LABELS.items())
    )
    to_whom = models.CharField(max_length=200, blank=True)  # who owes the reply, when forwarded
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)  # counted over a year without holidays
    stopped_at = models.DateTimeField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)  # once, with a reason
    next_at = models.DateTimeField(null=True, blank=True)  # when the sweep looks at it again
    warned_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)  # it passed, and those above were told
    told = models.PositiveSmallIntegerField(choices=Told.choices, default=Told.NOBODY)

    class Meta:
        constraints = [
            models.UniqueConstraint(  # an appeal may wait for several others at once
                fields=["appeal", "kind"],
                condition=Q(stopped_at__isnull=True) & ~Q(kind=ClockKind.FORWARDED.value),
                name="one_running_clock_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at")), name="a_clock_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(stopped_at__isnull=True, next_at__isnull=False),
                name="appeals_clocks_to_look_at",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(stopped_at__isnull=True, told__gt=0),
                name="appeals_clocks_shown_above",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(stopped_at__isnull=True, provisional=True),
                name="appeals_provisional_clocks",
            ),
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


class CalendarEntry(models.Model):
    """A line of the ministry's order on working time, as the centre entered it from the order.

    ``whole``: the table of a year that the programme does not know yet is complete.
    """

    class Kind(models.TextChoices):
        """What the line says."""

        OFF = "off", _("Day off")
        WORK = "work", _("Working day")
        WHOLE = "whole", _("The table of the year is complete")

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2020), MaxValueValidator(2100)]
    )
    kind = models.CharField(max_length=5, choices=Kind.choices)
    day = models.DateField(null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)  # order, number, date, where it is read
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day"], name="a_day_is_entered_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(kind="whole"), name="a_year_is_complete_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="whole", day__isnull=True)
                | (~Q(kind="whole") & Q(day__isnull=False, day__year=F("year"))),
                name="a_line_names_a_day_of_its_year",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_line_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.day or self.year} {self.kind}"
