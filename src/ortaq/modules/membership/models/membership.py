"""Memberships: who belongs where, since when and by whose decision."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.membership.card_number import in_groups
from ortaq.modules.membership.workflow import ENDED, IN_FORCE, LIVE, LeaveReason, State

STATE_LABELS = {
    State.APPLIED: _("Waits for the chair's decision"),
    State.APPROVED: _("Member"),
    State.SUSPENDED: _("Membership paused"),
    State.REFUSED: _("Refused"),
    State.WITHDRAWN: _("Taken back"),
    State.LEFT: _("Left"),
    State.TRANSFERRED: _("Moved to another organisation"),
}
REASON_LABELS = {
    LeaveReason.OWN: _("By own wish"),
    LeaveReason.WORK: _("No longer works there"),
    LeaveReason.EXCLUDED: _("Excluded by a decision"),
    LeaveReason.DIED: _("Died"),
    LeaveReason.CLOSED: _("The organisation closed"),
    LeaveReason.DOUBLE: _("Double record, joined with another"),
    LeaveReason.ERASED: _("Personal data erased"),
}


def _values(states: frozenset[State]) -> list[str]:
    return sorted(state.value for state in states)


class Membership(models.Model):
    """A person in a primary organisation, from the application to the end.

    Sex, birth date and circumstances are copies of what is known of the person, so that statistics
    read one table; they follow the person while the membership lives and stay as they were after.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    body = models.ForeignKey(  # found by ``membership_body_since``
        "orgs.Body", on_delete=models.PROTECT, related_name="memberships", db_index=False
    )
    state = models.CharField(
        max_length=11,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=State.APPLIED.value,
    )
    card_no = models.CharField(  # noqa: DJ001 -- NULL before it is given
        max_length=10, null=True, blank=True
    )
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=500, blank=True)  # of a refusal
    since = models.DateField(null=True, blank=True)  # first day as a member of this body
    left_on = models.DateField(null=True, blank=True)  # first day no longer a member
    leave_reason = models.CharField(
        max_length=10,
        blank=True,
        choices=[(reason.value, label) for reason, label in REASON_LABELS.items()],
        db_default="",
        default="",
    )
    came_from = models.ForeignKey(  # transferred: the membership that this one continues
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="went_to",
        db_index=False,
    )
    entered_by = models.ForeignKey(  # a paper form or an import
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    sex = models.CharField(max_length=1, blank=True, db_default="", default="")
    born_on = models.DateField(null=True, blank=True)
    is_veteran = models.BooleanField(db_default=False, default=False)
    is_disabled = models.BooleanField(db_default=False, default=False)
    is_retired = models.BooleanField(db_default=False, default=False)

    belongs_since: date | None  # filled by selectors.memberships_of: the day before all transfers

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body"],
                condition=Q(state__in=_values(LIVE)),
                name="one_live_membership_a_body",
            ),
            models.UniqueConstraint(  # a transfer and a return keep the number of the card
                fields=["card_no"],
                condition=Q(state__in=_values(IN_FORCE)),
                name="one_membership_in_force_a_card",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="nobody_admits_himself",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_values(IN_FORCE)) | Q(card_no__isnull=False),
                name="a_member_has_a_card_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED.value) | ~Q(reason=""),
                name="a_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_values(IN_FORCE | ENDED)) | Q(since__isnull=False),
                name="a_membership_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_values(ENDED), left_on__isnull=False)
                | (~Q(state__in=_values(ENDED)) & Q(left_on__isnull=True)),
                name="what_ended_has_a_day_of_ending",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("since")),
                name="membership_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(  # statistics read this index alone
                fields=["body"],
                include=["sex", "born_on", "is_veteran", "is_disabled", "is_retired"],
                condition=Q(state__in=_values(IN_FORCE)),
                name="membership_in_force",
            ),
            models.Index(
                fields=["body", "applied_at"],
                condition=Q(state=State.APPLIED.value),
                name="membership_applications",
            ),
            models.Index(fields=["body", "since"], name="membership_body_since"),
            models.Index(
                fields=["body", "left_on"],
                condition=Q(left_on__isnull=False),
                name="membership_body_left_on",
            ),
            models.Index(fields=["since"], name="membership_since"),
            models.Index(fields=["born_on"], name="membership_born_on"),  # doubles
            models.Index(
                fields=["left_on"],
                condition=Q(left_on__isnull=False),
                name="membership_left_on",
            ),
            models.Index(
                fields=["came_from"],
                condition=Q(came_from__isnull=False),
                name="membership_came_from",
            ),
            models.Index(  # few have one; whoever takes a person back asks for it
                fields=["entered_by"],
                condition=Q(entered_by__isnull=False),
                name="membership_entered_by",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk} at {self.body_id}"

    @property
    def printed_card_no(self) -> str:
        """The card number in groups; '' before it is given."""
        return in_groups(self.card_no) if self.card_no else ""

    @property
    def is_application(self) -> bool:
        """Whether the primary has not decided yet."""
        return self.state == State.APPLIED

    @property
    def is_member(self) -> bool:
        """Whether this is a membership in force, paused or not."""
        return self.state in IN_FORCE

    @property
    def is_suspended(self) -> bool:
        """Whether the membership is paused."""
        return self.state == State.SUSPENDED
