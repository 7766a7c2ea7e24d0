"""What came of an appeal, in the words of both sides, and the review of closed ones."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals.models.appeal import Appeal
from ortaq.modules.appeals.models.happened import Reply
from ortaq.modules.appeals.workflow import Ending, Remedy, Verdict

ENDING_LABELS = {
    Ending.REMEDIED: _("Remedied"),
    Ending.PARTLY: _("Remedied in part"),
    Ending.REFUSED: _("Refused, with the article"),
    Ending.WITHDRAWN: _("Withdrawn by the member"),
    Ending.COURT: _("Passed to court"),
}
REMEDY_LABELS = {
    Remedy.MONEY: _("Money recovered"),
    Remedy.REINSTATED: _("Back at work"),
    Remedy.DANGER_REMOVED: _("Danger removed"),
    Remedy.RIGHT_RESTORED: _("Right restored"),
    Remedy.EXPLAINED: _("Question answered"),
}


class Outcome(models.Model):
    """How an appeal ended, as its officer states it and as its author confirms it or not."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="outcomes")
    reply = models.OneToOneField(
        Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome"
    )
    kind = models.CharField(
        max_length=10, choices=[(e.value, label) for e, label in ENDING_LABELS.items()]
    )
    remedies = ArrayField(
        models.CharField(
            max_length=16, choices=[(r.value, label) for r, label in REMEDY_LABELS.items()]
        ),
        default=list,
    )
    tenge = models.PositiveBigIntegerField(default=0)  # whole tenge that reached the member
    article = models.CharField(max_length=200, blank=True)  # on what a refusal stands
    stated_by = models.ForeignKey(  # the officer; for a withdrawal the author
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    stated_at = models.DateTimeField()
    verdict = models.CharField(
        max_length=8, blank=True, choices=[(v.value, v.value) for v in Verdict]
    )
    verdict_at = models.DateTimeField(null=True, blank=True)
    verdict_words = models.TextField(blank=True)  # also why it was withdrawn; stars: on the reply

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appeal"], condition=Q(verdict=""), name="one_outcome_waits_for_a_word"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Ending.REFUSED.value) | ~Q(article=""),
                name="a_refusal_names_its_article",
            ),
        ]
        indexes = [models.Index(fields=["stated_at"], name="appeals_outcomes_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.appeal_id}"

    @property
    def remedy_labels(self) -> list[object]:
        """What the member got, in the reader's language."""
        return [REMEDY_LABELS[Remedy(one)] for one in self.remedies]


class Review(models.Model):
    """A closed appeal drawn by lot for somebody above to read whether it was done well."""

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="review")
    desk = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    drawn_on = models.DateField()
    seed = models.CharField(
        max_length=64, default=""
    )  # the public value by which the lot was drawn
    purpose = models.CharField(max_length=300, blank=True)  # why the reviewer opened it
    opened_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    marks = models.JSONField(default=dict)  # criterion → 0, 1 or 2
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["desk", "-drawn_on"], name="appeals_reviews_of_desk")]

    def __str__(self) -> str:
        return f"review of {self.appeal_id}"
