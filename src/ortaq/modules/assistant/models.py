"""What people taught the assistant: confirmed labels of appeals, and questions to learn from."""

from django.conf import settings
from django.db import models


class Correction(models.Model):
    """An appeal whose labels an officer confirmed; of its words only the vector is kept."""

    appeal = models.OneToOneField("appeals.Appeal", models.CASCADE, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    topic = models.CharField(max_length=30)
    urgent = models.BooleanField()
    collective = models.BooleanField()
    route = models.CharField(max_length=30)
    suggested = models.CharField(max_length=30)  # what the machine had said of the topic
    vector = models.BinaryField()  # whitened, float16; see ``reading``
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the labels."""
        return f"{self.topic}: {self.suggested}"


class Miss(models.Model):
    """A question, and the article that a lawyer says it is about: the next paraphrases."""

    question = models.TextField()  # masked: no names, no numbers of people
    lang = models.CharField(max_length=2)
    said = models.CharField(max_length=40, blank=True)  # what was answered, "tk:113"; or empty
    meant = models.CharField(max_length=40)  # what a lawyer chose
    lawyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["meant"], name="assistant_miss_meant")]

    def __str__(self) -> str:
        """Name the two articles."""
        return f"{self.said} → {self.meant}"


class Refusal(models.Model):
    """A person who does not want the assistant to read his appeals."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the day."""
        return f"{self.at:%Y-%m-%d}"
