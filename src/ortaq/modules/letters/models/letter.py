"""Letters, their numbers in the register of outgoing letters, and their links."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.letters.workflow import SORTS, Kind, Side, State, Step, can

KIND_LABELS = {
    Kind.DEMAND: _("Demand to the employer"),
    Kind.DOCUMENTS: _("Request for documents"),
    Kind.INSPECTORATE: _("Complaint to the state labour inspectorate"),
    Kind.AUTHORITY: _("Request to the prosecutor or the akimat"),
    Kind.REPLY: _("Reply to the member"),
    Kind.POWER: _("Power to represent"),
}
STATE_LABELS = {
    State.DRAFT: _("Draft"),
    State.WAITING: _("Waits for the member's word"),
    State.READY: _("May be sent"),
    State.REFUSED: _("The member said no"),
    State.SENT: _("Sent"),
    State.ANSWERED: _("Replied to"),
    State.WITHDRAWN: _("Withdrawn"),
}


def in_groups(digest: str) -> str:
    """Return a digest in groups of eight, for people to compare and for narrow screens."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


class Carrier(models.TextChoices):
    """How a letter left."""

    EMAIL = "email", _("By e-mail, with a link for the reply")
    PAPER = "paper", _("On paper, with a code for the reply")
    HAND = "hand", _("Given to the member")


class Numbering(models.Model):
    """The last number in a body's register of outgoing letters of a year."""

    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="one_register_a_body_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.last}/{self.year}"


class Letter(models.Model):
    """One letter: what its officer wrote, the exact pages, whose word they have, where it went.

    ``digest`` is the SHA-256 of the PDF; ``approved_digest`` the one that the member saw.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    appeal = models.ForeignKey("appeals.Appeal", on_delete=models.PROTECT, related_name="letters")
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        max_length=12, choices=[(k.value, label) for k, label in KIND_LABELS.items()]
    )
    language = models.CharField(max_length=2, choices=[("kk", "Қазақша"), ("ru", "Русский")])
    state = models.CharField(
        max_length=10,
        choices=[(s.value, label) for s, label in STATE_LABELS.items()],
        default=State.DRAFT.value,
    )
    to_name = models.CharField(max_length=300)
    to_post = models.CharField(max_length=300, blank=True)
    to_address = models.CharField(max_length=300, blank=True)
    to_email = models.EmailField(blank=True)
    ground = models.CharField(max_length=500, blank=True)
    facts = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    names_member = models.BooleanField(default=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    seq = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    prepared_at = models.DateTimeField(null=True, blank=True)
    sheet = models.JSONField(default=dict)  # the words of the pages, as they were made
    pdf = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    docx = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)  # the member's words
    sent_at = models.DateTimeField(null=True, blank=True)
    carrier = models.CharField(max_length=8, choices=Carrier.choices, blank=True)
    private_until = models.DateField(null=True, blank=True)  # the employer's alone until then
    without_notice = models.CharField(max_length=500, blank=True)  # why the state at once
    clock = models.ForeignKey(  # of the appeal: it stops when the reply comes
        "appeals.Clock", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)  # when the reply is owed
    more_time_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "seq"], name="one_letter_a_number_of_the_register"
            ),
            models.CheckConstraint(  # whatever a service does: no word of the member, no sending
                condition=Q(sent_at__isnull=True)
                | Q(names_member=False)
                | Q(kind=Kind.REPLY.value)
                | (Q(approved_at__isnull=False) & Q(approved_digest=F("digest"))),
                name="nothing_with_his_data_leaves_without_his_word",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(digest__regex="^[0-9a-f]{64}$"),
                name="what_leaves_has_exact_pages",
            ),
        ]
        indexes = [
            models.Index(fields=["appeal", "-id"], name="letters_of_appeal"),
            models.Index(
                fields=["due_on"],
                condition=Q(state=State.SENT.value, due_on__isnull=False),
                name="letters_waiting_for_reply",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.public_id)

    @property
    def number(self) -> str:
        """The number in the register, as it stands on the pages."""
        return f"{self.seq}/{self.year}" if self.seq else ""

    @property
    def printed_digest(self) -> str:
        """The digest in groups of eight, which break where a line ends."""
        return in_groups(self.digest)

    @property
    def side(self) -> Side:
        """To whom it goes."""
        return SORTS[Kind(self.kind)].side

    @property
    def needs_word(self) -> bool:
        """Whether the member's approval of the pages is needed before they leave."""
        return self.names_member and self.side != Side.MEMBER

    @property
    def is_approved(self) -> bool:
        """Whether the member approved these very pages."""
        return bool(self.digest) and self.approved_digest == self.digest

    @property
    def is_gone(self) -> bool:
        """Whether it has left."""
        return self.sent_at is not None

    def may(self, step: Step) -> bool:
        """Whether a step leads from where it stands."""
        return can(step, State(self.state))


class Link(models.Model):
    """The way in for a counterpart without an account; the token itself is kept nowhere."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="links")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(revoked_at__isnull=True), name="one_link_a_letter"
            )
        ]

    def __str__(self) -> str:
        return f"link of {self.letter_id}"


class Opening(models.Model):
    """Somebody opened a link, at most one row an hour. Mail programs open links too."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="openings")
    hour = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "hour"], name="one_opening_an_hour")
        ]

    def __str__(self) -> str:
        return f"opening of {self.link_id}"
