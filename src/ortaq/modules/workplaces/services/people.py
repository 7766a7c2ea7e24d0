"""What two records of one person that became one mean for jobs and marks."""

from typing import TYPE_CHECKING

from django.db import transaction

from ortaq.modules.workplaces import selectors
from ortaq.modules.workplaces.models import EMPLOYER_SIDE, Job
from ortaq.modules.workplaces.services.bar import enforce_bar

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def follow_joined_records(*, actor: "User", keep: "User", drop: "User") -> int:
    """Let the marks of a record that was joined to another one bar from this moment.

    Its jobs have moved already, but for one at a site where ``keep`` has a job, too: there the
    mark goes over to that job. Returns how many mandates ended; OutOfReachError, and nothing is
    changed, when one of them is not the actor's to end. Undoing the join brings no mandate back,
    and a mark that went over stays until somebody takes it away: nobody loses one by a detour.
    """
    own = Job.objects.select_for_update().filter(user=keep, until=None)
    kept = {job.site_id: job for job in own}
    for twin in Job.objects.filter(user=drop, until=None, side__in=EMPLOYER_SIDE):
        job = kept.get(twin.site_id)
        if job is None or job.is_employer_side:
            continue
        job.side, job.whole_employer = twin.side, twin.whole_employer
        job.marked_by, job.marked_at = twin.marked_by, twin.marked_at
        job.mark_ground = twin.mark_ground
        job.save()
    selectors.forget_sides(keep)
    return enforce_bar(actor=actor, user_ids=[keep.pk])
