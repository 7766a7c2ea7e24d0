"""What happened to an appeal: answers, moves, files."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals.models.appeal import Appeal, said


class Reply(models.Model):
    """Words of an officer to the author, with an outcome or on the way to one, and the stars.

    ``comment`` holds what authors said before outcomes were stated; since then their words stand
    with the outcome.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="replies")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("Answer"))
    at = models.DateTimeField()
    promised_on = models.DateField(null=True, blank=True)  # a day that the words promise
    stars = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField(_("What was good or missing"), blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="one_to_five_stars"
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Move(models.Model):
    """One thing that happened to an appeal: the timeline that its author reads."""

    class Kind(models.TextChoices):
        """What happened."""

        SUBMITTED = "submitted", _("Submitted")
        TAKEN = "taken", _("Taken into work")
        HANDED_OVER = "handed_over", _("Handed over")
        ANSWERED = "answered", _("Answered")
        RATED = "rated", _("Rated")
        REOPENED = "reopened", _("Reopened")
        CLOSED = "closed", _("Closed")
        WROTE = "wrote", _("Wrote to the member")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ASKED_HELP = "asked_help", _("Asked for help")
        HELPED = "helped", _("Help offered from above")
        DEPUTISED = "deputised", _("A deputy stands in")
        EXPLAINED = "explained", _("Said why it takes longer")
        ESCALATED = "escalated", _("Shown to those above")
        FORWARDED = "forwarded", _("Sent on to another organisation")
        REPLIED = "replied", _("The other organisation replied")
        MERGED = "merged", _("Joined with another appeal")
        GROUPED = "grouped", _("Became part of a collective case")
        PARTED = "parted", _("Parted from the other appeal again")
        UNGROUPED = "ungrouped", _("Taken out of the collective case")
        ROUTED = "routed", _("Topic and urgency confirmed")
        AGREED = "agreed", _("The member confirmed the words written down for him")
        CLAIMED = "claimed", _("The author signed in and took it to his own appeals")

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    who = models.ForeignKey(  # None: by the clock
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    to = models.ForeignKey(  # the new holder
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)  # why handed over, why reopened

    def __str__(self) -> str:
        return f"{self.kind} {self.appeal_id}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        """Name what happened."""
        return said(_MOVE_LABELS, self.kind)


_MOVE_LABELS = {kind.value: kind.label for kind in Move.Kind}


class Attachment(models.Model):
    """A file of an appeal: the author's, or an officer's with a reply."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="attachments")
    reply = models.ForeignKey(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    transcript = models.TextField(blank=True)  # the words of a voice message, typed by a person
    transcribed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "file"], name="a_file_once_an_appeal")
        ]

    def __str__(self) -> str:
        return f"file {self.file_id} of {self.appeal_id}"

    @property
    def is_voice(self) -> bool:
        """Whether it is a recording, to be played rather than opened."""
        return self.file.media_type.startswith("audio/")


class GuestContact(models.Model):
    """How to reach who asked without an account; his code opens the answer until he claims it."""

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="guest")
    contact = models.CharField(_("How to reach you"), max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"guest of {self.appeal_id}"
