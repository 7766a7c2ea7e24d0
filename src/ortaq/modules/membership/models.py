"""Memberships: who belongs where, since when and by whose decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.membership.card_number import in_groups
from ortaq.modules.membership.workflow import LIVE, State

STATE_LABELS = {
    State.APPLIED: _("Waits for the chair's decision"),
    State.APPROVED: _("Member"),
    State.REFUSED: _("Refused"),
    State.WITHDRAWN: _("Taken back"),
    State.LEFT: _("Left"),
}


class Membership(models.Model):
    """A person in a primary organisation, from the application to the leaving."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=State.APPLIED.value,
    )
    card_no = models.CharField(max_length=10, null=True, blank=True, unique=True)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=500, blank=True)  # of a refusal
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body"],
                condition=Q(state__in=sorted(state.value for state in LIVE)),
                name="one_live_membership_a_body",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="nobody_admits_himself",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED.value) | Q(card_no__isnull=False),
                name="a_member_has_a_card_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED.value) | ~Q(reason=""),
                name="a_refusal_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["body"],
                condition=Q(state=State.APPROVED.value),
                name="membership_members_of_body",
            ),
            models.Index(
                fields=["body", "applied_at"],
                condition=Q(state=State.APPLIED.value),
                name="membership_applications",
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
        """Whether this is a membership in force."""
        return self.state == State.APPROVED
