"""Imported texts, versions of norms, signatures, what a new edition touched, reference values.

Norms themselves are data of a release (``data/norms_*.jsonl``); here is only what this union has
done with them. A signature holds for one wording: it names its digest.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.fields import TextsField
from ortaq.lib.norms import Article as Read
from ortaq.lib.norms import Paragraph, Point

WHO = settings.AUTH_USER_MODEL


class Act(models.Model):
    """An act whose official text was imported."""

    code = models.CharField(max_length=12, unique=True)
    names = TextsField(max_length=300)
    adilet_id = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return str(self.names) or self.code


class Edition(models.Model):
    """One consolidated text of an act in one language, as it was imported."""

    class Language(models.TextChoices):
        """In which the text is."""

        KK = "kk", _("Kazakh")
        RU = "ru", _("Russian")

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(max_length=2, choices=Language.choices)
    dated = models.DateField()  # the latest amending law that the text itself names
    digest = models.CharField(max_length=64)  # SHA-256 of the cleaned text
    source = models.CharField(max_length=200, blank=True)  # the name of the file
    changes = models.JSONField(default=dict)  # against the edition before: new, changed, gone
    is_current = models.BooleanField(default=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True)  # somebody looked: nothing newer is published
    checked_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "language"],
                condition=Q(is_current=True),
                name="one_current_edition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act.code} {self.language} {self.dated}"


class Article(models.Model):
    """An article of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="articles")
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=12)
    title = models.TextField(blank=True)
    section = models.TextField(blank=True)
    points = models.JSONField()  # [[number, [[subpoint, text], …]], …]
    notes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_article_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def read(self) -> Read:
        """Return it as the library reads it."""
        points = tuple(
            Point(number, tuple(Paragraph(text, sub) for sub, text in paragraphs))
            for number, paragraphs in self.points
        )
        return Read(self.number, self.title, self.section, points, tuple(self.notes))


class Passage(models.Model):
    """A piece of an article of a current edition, short enough to be found and shown."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    order = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=12, blank=True)
    sub = models.CharField(max_length=12, blank=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class NormVersion(models.Model):
    """A norm as this union's lawyers worded it: stands above the one of the release."""

    norm = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    why = models.TextField(blank=True)
    made_by = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["norm", "number"], name="versions_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.norm} v{self.number}"


class SignOff(models.Model):
    """A person's word for one wording of a norm: its law, or its Kazakh."""

    class Aspect(models.TextChoices):
        """What is signed."""

        LAW = "law", _("What it says is the law")
        KAZAKH = "kk", _("Its Kazakh reads well")

    norm = models.CharField(max_length=60)
    aspect = models.CharField(max_length=4, choices=Aspect.choices)
    digest = models.CharField(max_length=64)  # of the wording that was signed
    wording = models.JSONField()  # the statement as it was signed, to be compared later
    edition = models.DateField(null=True)  # of the official text that stood then
    words = models.TextField(blank=True)
    signed_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["norm", "aspect"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_signature",
            )
        ]

    def __str__(self) -> str:
        return f"{self.norm} {self.aspect}"


class Touch(models.Model):
    """A norm whose article or point a new edition has changed: somebody reads it again."""

    class What(models.TextChoices):
        """What happened to the article."""

        CHANGED = "changed", _("The text has changed")
        GONE = "gone", _("The article is gone")

    norm = models.CharField(max_length=60)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="touches")
    article = models.CharField(max_length=12)
    what = models.CharField(max_length=8, choices=What.choices)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["norm"], condition=Q(settled_at__isnull=True), name="one_open_touch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.norm} {self.what}"


class Value(models.Model):
    """A reference value from a day on, with its source; the latest row for a day wins."""

    key = models.CharField(max_length=30)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    since = models.DateField()
    until = models.DateField(null=True)  # the last day for which it is known
    source = models.TextField()
    signed_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_value_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_value_is_no_debt"),
        ]
        indexes = [models.Index(fields=["key", "-since"], name="values_by_day")]

    def __str__(self) -> str:
        return f"{self.key} {self.since}"


class Revision(models.Model):
    """One row whose mark changes with every act here; what is worked out is kept under it."""

    mark = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.mark)
