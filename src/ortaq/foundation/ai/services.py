"""Keeping to the day's budget of a chat model."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ortaq.foundation.ai.models import Spending


@transaction.atomic
def spend(*, tokens: int, calls: int = 1, refused: int = 0) -> None:
    """Add to today's spending; one row a day, without an audit entry (it names nobody)."""
    today = timezone.localdate()
    Spending.objects.get_or_create(day=today)
    Spending.objects.filter(day=today).update(
        calls=F("calls") + calls, tokens=F("tokens") + tokens, refused=F("refused") + refused
    )


def is_within_budget() -> bool:
    """Tell whether today's tokens are not used up. Two calls at once may pass the limit by one."""
    row = Spending.objects.filter(day=timezone.localdate()).first()
    return row is None or row.tokens < settings.AI_DAILY_TOKENS
