"""By the calendar: days on which a solution is looked at. The appeals' clocks ring for replies."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ortaq.modules.letters.models import Solution
from ortaq.modules.letters.services.acts import WITH, tell_holder


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Tell holders once of each day of looking that has come; return how many."""
    today = timezone.localdate(now)
    due = Solution.objects.select_for_update(of=("self",), skip_locked=True).filter(
        agreed_at__isnull=False, done="", check_on__lte=today, check_told_at__isnull=True
    )
    due = due.select_related(*[f"letter__{name}" for name in WITH])
    for solution in due:
        tell_holder(solution.letter, "solution_due")
    Solution.objects.filter(pk__in=[solution.pk for solution in due]).update(check_told_at=now)
    return len(due)
