"""Hearings, who comes to them, feeds of calendars, and terms of going to court."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.hearings.workflow import RULES, Kind, Result, State, StopReason

KIND_LABELS = {
    Kind.COMMISSION: _("Conciliation commission"),
    Kind.INSPECTORATE: _("Labour inspectorate"),
    Kind.COURT: _("Court"),
    Kind.MEETING: _("Meeting with the employer"),
}
STATE_LABELS = {
    State.PLANNED: _("Planned"),
    State.POSTPONED: _("Postponed"),
    State.HELD: _("Took place"),
    State.CANCELLED: _("Cancelled"),
}
RESULT_LABELS = {
    Result.GRANTED: _("Decided for the member"),
    Result.PARTLY: _("Decided in part for the member"),
    Result.REFUSED: _("Decided against the member"),
    Result.SETTLED: _("The sides agreed"),
    Result.GOES_ON: _("No decision yet: it goes on"),
    Result.NOBODY_CAME: _("The other side did not come"),
}
STOP_LABELS = {
    StopReason.FILED: _("The claim is filed: the commission or the court has it"),
    StopReason.SETTLED: _("The matter is settled without them"),
    StopReason.NOT_WANTED: _("The member does not want to claim, and said so"),
    StopReason.MISTAKE: _("It was opened by mistake"),
}
PAUSE_LABELS = {
    "mediation": _("A mediation agreement is in force"),
    "no_commission": _("There is no conciliation commission yet"),
}
WHO = settings.AUTH_USER_MODEL


class Hearing(models.Model):
    """One hearing of an appeal or of a collective case: before whom, when, where, with whom."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    appeal = models.ForeignKey(
        "appeals.Appeal", null=True, on_delete=models.PROTECT, related_name="hearings"
    )
    case = models.ForeignKey(
        "appeals.Case", null=True, on_delete=models.PROTECT, related_name="hearings"
    )
    kind = models.CharField(
        _("Before whom"),
        max_length=12,
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(_("Where"), max_length=300, blank=True)
    link = models.URLField(_("Link"), max_length=500, blank=True)
    bring = models.TextField(_("What to bring"), blank=True)
    representative = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=State.PLANNED.value,
    )
    result = models.CharField(
        max_length=12,
        blank=True,
        choices=[(result.value, label) for result, label in RESULT_LABELS.items()],
    )
    words = models.TextField(blank=True)  # why postponed or cancelled; what was decided
    before = models.OneToOneField(  # the postponed one that this replaces
        "self", null=True, on_delete=models.PROTECT, related_name="instead"
    )
    set_by = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # when its end was written down

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(appeal__isnull=True) ^ Q(case__isnull=True),
                name="a_hearing_is_of_one_matter",
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""), name="a_hearing_is_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(state=State.HELD.value, result__gt="")
                | (~Q(state=State.HELD.value) & Q(result="")),
                name="what_was_held_has_a_result",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_hearing_takes_time"),
        ]
        indexes = [
            models.Index(fields=["representative", "starts_at"], name="hearings_of_person"),
            models.Index(
                fields=["starts_at"], condition=Q(state="planned"), name="hearings_to_come"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime:
        """When it is expected to end."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(models.Model):
    """A member's word on a hearing of his: comes, or cannot."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    comes = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "person"], name="one_word_a_hearing")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.hearing_id}"


class Feed(models.Model):
    """A secret address by which an officer's own calendar program fetches his hearings."""

    person = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)  # SHA-256; the address is shown once
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_feed_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"feed of {self.person_id}"


class Limitation(models.Model):
    """A term in which an appeal's author may still go to the commission or to court."""

    appeal = models.ForeignKey(
        "appeals.Appeal", on_delete=models.PROTECT, related_name="limitations"
    )
    rule = models.CharField(max_length=40, choices=[(key, key) for key in RULES])
    event_on = models.DateField()
    due_on = models.DateField()  # as reckoned; kept, so that a late change of data is seen
    opened_by = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    warned = models.PositiveSmallIntegerField(null=True)  # the last warning: days before; 0 missed
    missed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")
    stop_reason = models.CharField(
        max_length=12,
        blank=True,
        choices=[(reason.value, label) for reason, label in STOP_LABELS.items()],
    )
    stop_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "rule"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_term_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("event_on")), name="a_term_ends_after_its_event"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stop_reason="")
                | Q(stopped_at__isnull=False, stop_reason__gt=""),
                name="a_term_stops_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(stopped_at__isnull=True), name="running_terms"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} until {self.due_on}"

    @property
    def is_running(self) -> bool:
        """Whether it is still watched."""
        return self.stopped_at is None


class Standstill(models.Model):
    """A time in which a term does not run (art. 160): mediation, or no commission yet."""

    limitation = models.ForeignKey(
        Limitation, on_delete=models.CASCADE, related_name="standstills"
    )
    ground = models.CharField(max_length=16, choices=list(PAUSE_LABELS.items()))
    since = models.DateField()
    until = models.DateField(null=True)
    noted_by = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_standstill_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["limitation"], condition=Q(until__isnull=True), name="one_open_standstill"
            ),
        ]

    def __str__(self) -> str:
        return f"standstill of {self.limitation_id}"
