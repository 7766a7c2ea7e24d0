"""What the house remembers of failed jobs; the jobs themselves are procrastinate's tables."""

from django.db import models


class Failure(models.Model):
    """The last failure of a job: which error and where, without its text."""

    job_id = models.BigIntegerField(primary_key=True)  # procrastinate_jobs.id; no foreign key
    at = models.DateTimeField()
    error = models.CharField(max_length=200)
    place = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.error} at {self.place}"
