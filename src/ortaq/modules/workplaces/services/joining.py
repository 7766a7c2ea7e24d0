"""Two rows of one employer become one, and the other remembers."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.modules.workplaces.errors import GroundMissingError, OtherEmployerError
from ortaq.modules.workplaces.models import Employer, Site
from ortaq.modules.workplaces.services.bar import enforce_bar
from ortaq.modules.workplaces.services.register import (
    former_names,
    name_employer,
    name_site,
    refuse_joined,
)

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def join_employers(
    *, actor: "User | None", keep: Employer, drop: Employer, ground: str
) -> Employer:
    """Join ``drop`` to ``keep``: its sites come over with their bodies, jobs and head-counts.

    What ``keep`` lacks (BIN, OKED, KATO, group) is filled. The row of ``drop`` stays as history:
    it names where it went, its name still finds the employer, and no new site may be added to it.
    OtherEmployerError when both have a BIN. A mark for the whole employer reaches further now, so
    the bar is asked anew: OutOfReachError as in ``enforce_bar``, and nothing is changed.
    """
    ground = ground.strip()[:300]
    if not ground:
        raise GroundMissingError
    rows = Employer.objects.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[keep.pk, drop.pk])}
    if keep.pk == drop.pk or len(found) != 2:  # noqa: PLR2004 -- two rows
        raise OtherEmployerError
    keep, drop = found[keep.pk], found[drop.pk]
    for row in (keep, drop):
        refuse_joined(row)
    if keep.bin and drop.bin:
        raise OtherEmployerError
    digits, drop.bin = drop.bin, None
    drop.joined_into, drop.joined_on = keep, timezone.localdate()
    for field in ("oked", "kato", "group_id"):
        setattr(keep, field, getattr(keep, field) or getattr(drop, field))
    drop.group = None
    drop.save(update_fields=["bin", "group", "joined_into", "joined_on"])
    Employer.objects.filter(joined_into=drop).update(joined_into=keep)
    keep.bin = keep.bin or digits
    name_employer(keep, keep.name, former_names([keep.pk])[keep.pk])
    keep.save()
    moved = Site.objects.filter(employer=drop).update(employer=keep)
    for site in Site.objects.filter(employer=keep):
        site.employer = keep
        name_site(site, site.name)
        site.save(update_fields=["search_text"])
    audit.record(
        action="workplaces.employer_joined",
        subject=keep,
        actor=actor,
        params={
            "employer": dict(keep.name),
            "dropped": dict(drop.name),
            "sites": moved,
            "ground": ground,
        },
    )
    enforce_bar(actor=actor, user_ids=_whole(keep))
    return keep


def _whole(employer: Employer) -> list[int]:
    """Return who acts for the whole employer at any of its sites."""
    sites = Site.objects.filter(employer=employer)
    marked = sites.filter(jobs__whole_employer=True, jobs__until__isnull=True)
    return [pk for pk in marked.values_list("jobs__user", flat=True).distinct() if pk]
