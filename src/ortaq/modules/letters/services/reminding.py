"""By the calendar: replies that are late, and days on which a solution is looked at."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ortaq.modules.letters.models import Letter, Solution
from ortaq.modules.letters.services.acts import WITH, tell_holder
from ortaq.modules.letters.workflow import State


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Tell holders once of each late reply and of each day of looking; return how many."""
    today = timezone.localdate(now)
    late = Letter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=State.SENT.value, due_on__lt=today, late_told_at__isnull=True
    )
    late = late.select_related(*WITH)
    for letter in late:
        tell_holder(letter, "late")
    Letter.objects.filter(pk__in=[letter.pk for letter in late]).update(late_told_at=now)
    due = Solution.objects.select_for_update(of=("self",), skip_locked=True).filter(
        agreed_at__isnull=False, done="", check_on__lte=today, check_told_at__isnull=True
    )
    due = due.select_related(*[f"letter__{name}" for name in WITH])
    for solution in due:
        tell_holder(solution.letter, "solution_due")
    Solution.objects.filter(pk__in=[solution.pk for solution in due]).update(check_told_at=now)
    return len(late) + len(due)
