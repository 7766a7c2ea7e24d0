"""What counterparts wrote back, and what both sides agreed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.letters.models.letter import Letter, Link, in_groups
from ortaq.modules.letters.workflow import Done

DONE_LABELS = {
    Done.YES: _("It was done"),
    Done.PARTLY: _("Done in part"),
    Done.NO: _("Not done"),
}


class Answer(models.Model):
    """A reply by the link, or a wish for more time. Who wrote it is what the writer says."""

    class What(models.TextChoices):
        """What was sent."""

        REPLY = "reply", _("Reply")
        MORE_TIME = "more_time", _("Asked for more time")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="answers")
    link = models.ForeignKey(
        Link, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    key = models.UUIDField()
    what = models.CharField(max_length=10, choices=What.choices)
    writer = models.CharField(max_length=200, blank=True)
    responsible = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)  # the member may read the words
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "key"], name="one_answer_a_key"),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(what="more_time"), name="more_time_once_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} on {self.letter_id}"


class Enclosure(models.Model):
    """A file that came with a reply; its holder alone opens it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="enclosures")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"file {self.file_id} of {self.answer_id}"


class Solution(models.Model):
    """The joint page: what union and employer agreed, when, and whether it was done.

    Each side confirms a version by its number; agreed is what both confirmed. Never a member's
    data in it: that is checked before each confirmation of ours.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="solution")
    union_version = models.PositiveSmallIntegerField(default=0)
    other_version = models.PositiveSmallIntegerField(default=0)
    other_name = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    union_public = models.BooleanField(default=False)
    other_public = models.BooleanField(default=False)
    check_on = models.DateField()
    check_told_at = models.DateTimeField(null=True, blank=True)
    done = models.CharField(
        max_length=8, blank=True, choices=[(d.value, label) for d, label in DONE_LABELS.items()]
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    member_done = models.CharField(  # what the member says of it
        max_length=8, blank=True, choices=[(d.value, label) for d, label in DONE_LABELS.items()]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True)
                | (
                    Q(union_version__gt=0)
                    & Q(union_version=F("other_version"))
                    & Q(digest__regex="^[0-9a-f]{64}$")
                ),
                name="agreed_is_what_both_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(done="") | Q(agreed_at__isnull=False), name="only_agreed_can_be_done"
            ),
        ]

    def __str__(self) -> str:
        return f"solution of {self.letter_id}"

    @property
    def printed_digest(self) -> str:
        """The digest in groups of eight, which break where a line ends."""
        return in_groups(self.digest)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: agreed, and both sides said yes to that too."""
        return self.agreed_at is not None and self.union_public and self.other_public


class Version(models.Model):
    """Words that one side put on the table."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="versions")
    no = models.PositiveSmallIntegerField()
    by = models.ForeignKey(  # None: by the other side
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    writer = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "no"], name="one_text_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.no} of {self.solution_id}"
