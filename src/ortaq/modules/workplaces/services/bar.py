"""The bar: who manages a workplace holds no mandate that sees its appeals."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs import services as orgs_services
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY
from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.texts.quotes import inner
from ortaq.modules.workplaces import selectors
from ortaq.modules.workplaces.errors import OutOfReachError
from ortaq.modules.workplaces.models import Job

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def enforce_bar(
    *,
    actor: "User | None",
    user_ids: Iterable[int] | None = None,
    body_id: int | None = None,
) -> int:
    """End the mandates that marks bar today, each with its ground; return how many. Idempotent.

    Of some people, about a body and below, or all. What a second person would otherwise confirm
    happens at once here, so nobody ends in this way a post that he could not end in the other:
    OutOfReachError, and nothing is changed. Who marks himself, and the house itself, may.
    """
    found = selectors.conflicts(user_ids=user_ids, body_id=body_id)
    if not found:
        return 0
    rows = Mandate.objects.select_related("user", "body").filter(
        pk__in=[conflict.mandate_id for conflict in found]
    )
    mandates = {mandate.pk: mandate for mandate in rows}
    jobs = Job.objects.select_related("site").in_bulk([conflict.job_id for conflict in found])
    for mandate in mandates.values():
        if actor is not None and not _may_end(actor, mandate):
            raise OutOfReachError(person=mandate.user.short_name)
    for conflict in found:
        mandate = mandates[conflict.mandate_id]
        ground = ground_of(jobs[conflict.job_id], mandate.user.language)
        orgs_services.end_barred_mandate(actor=actor, mandate=mandate, ground=ground)
    return len(found)


def _may_end(actor: "User", mandate: Mandate) -> bool:
    own = mandate.user_id == actor.pk
    return own or orgs.reaches(actor, mandate.body_id, kinds=MANDATES_GRANTED_BY)


def ground_of(job: Job, language: str) -> str:
    """Return why a mandate ends, in the language of the person whom it concerns."""
    with override(language):
        return _("{side} at the workplace “{site}”").format(
            side=job.get_side_display(), site=inner(job.site.name)
        )
