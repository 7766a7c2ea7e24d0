"""What a day of model use has cost."""

from django.db import models


class Spending(models.Model):
    """One row a day: how often a chat model was asked, and how many tokens that took."""

    day = models.DateField(primary_key=True)
    calls = models.PositiveIntegerField(default=0)
    tokens = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Name the day."""
        return f"{self.day}: {self.tokens}"
