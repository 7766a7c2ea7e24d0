"""Acts on jobs of persons, and the marks of managers and HR staff."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.modules.workplaces import selectors
from ortaq.modules.workplaces.errors import (
    GroundMissingError,
    MarkedError,
    SiteClosedError,
    WrongDayError,
)
from ortaq.modules.workplaces.events import JobChanged, SideMarked
from ortaq.modules.workplaces.models import EMPLOYER_SIDE, Job, Side, Site
from ortaq.modules.workplaces.services.bar import enforce_bar

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

MY_URL = "/my/membership/job/"


@transaction.atomic
def set_job(
    *,
    actor: "User | None",
    user: "User",
    site: Site,
    position: str = "",
    since: date | None = None,
    side: Side | str | None = None,
    ground: str = "",
) -> Job:
    """Say where a person works, or correct it; one job a site at a time.

    ``side`` None leaves the mark as it is. A person may put himself on the employer's side, and
    never take himself off it (MarkedError). The bar follows at once.
    """
    today = timezone.localdate()
    if not site.is_open_on(today):
        raise SiteClosedError
    if since and since > today:
        raise WrongDayError
    job = Job.objects.select_for_update().filter(user=user, site=site, until=None).first()
    if job is None:
        job = Job(user=user, site=site, side=Side.WORKER)
    elif actor == user and job.is_employer_side and side == Side.WORKER:
        raise MarkedError
    job.position, job.since = position.strip(), since or job.since
    job.save()
    _note("job_set", job, actor)
    publish(JobChanged(job_id=job.pk, user_id=user.pk))
    if side is not None and job.side != side:
        mark_side(actor=actor, job=job, side=side, ground=ground)
    return job


@transaction.atomic
def end_job(*, actor: "User | None", job: Job, until: date) -> Job:
    """Say the last day of a job, today or before; who carries a mark does not end it himself."""
    job.refresh_from_db(from_queryset=Job.objects.select_for_update())
    if actor is not None and actor.pk == job.user_id and job.is_employer_side:
        raise MarkedError
    if until > timezone.localdate() or (job.since and until < job.since):
        raise WrongDayError
    job.until = until
    job.save(update_fields=["until"])
    _note("job_ended", job, actor, until=until.isoformat())
    publish(JobChanged(job_id=job.pk, user_id=job.user_id))
    selectors.forget_sides(job.user)
    return job


@transaction.atomic
def mark_side(
    *,
    actor: "User | None",
    job: Job,
    side: Side | str,
    ground: str,
    whole_employer: bool = False,
) -> Job:
    """Say on whose side a person sits at his workplace, by whom, when and on what ground.

    A mark bars at once: his mandates that see appeals of this workplace end, with the ground
    said, and the appeals in his hands find another officer. The person is told. Taking a mark
    away brings no mandate back. Who marks himself needs no ground but his word.
    """
    job.refresh_from_db(from_queryset=Job.objects.select_for_update())
    side, ground = Side(side), ground.strip()
    own = actor is not None and actor.pk == job.user_id
    if own and job.is_employer_side and side == Side.WORKER:
        raise MarkedError
    if not ground and not own:
        raise GroundMissingError
    job.side, job.whole_employer = side, whole_employer and side in EMPLOYER_SIDE
    job.marked_by, job.marked_at = actor, timezone.now()
    job.mark_ground = ground[:300]
    job.save()
    _note("side_marked", job, actor, side=side.value)
    publish(SideMarked(job_id=job.pk, user_id=job.user_id, side=side.value))
    selectors.forget_sides(job.user)
    if side in EMPLOYER_SIDE:
        enforce_bar(actor=actor, user_ids=[job.user_id])
    if not own:
        notify(users=[job.user], kind="workplaces.side_marked", params={}, url=MY_URL)
    return job


def _note(act: str, job: Job, actor: "User | None", **params: object) -> None:
    own = "own_" if actor is not None and actor.pk == job.user_id else ""
    body = selectors.body_of(job.site)
    audit.record(
        action=f"workplaces.{own}{act}",
        subject=job,
        actor=actor,
        body_id=body.pk if body else None,
        params={"site": dict(job.site.name), **params},
    )
