"""Which body's members work at a site."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs.models import Body
from ortaq.modules.workplaces.errors import (
    NotAPrimaryError,
    SiteClosedError,
    SiteTakenError,
    WrongDayError,
)
from ortaq.modules.workplaces.events import SiteAttached
from ortaq.modules.workplaces.models import Attachment, Job, Site
from ortaq.modules.workplaces.services.bar import enforce_bar

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def attach_site(*, actor: "User | None", body: Body, site: Site, since: date) -> Attachment:
    """Say that a primary's members work at a site from a day on, today or before.

    SiteTakenError when another body does; detach it first. The managers of the site are barred
    from that moment: mandates of theirs that would see its appeals end.
    """
    site.refresh_from_db(from_queryset=Site.objects.select_for_update())
    if body.level != Body.Level.PRIMARY or not body.is_open_on(timezone.localdate()):
        raise NotAPrimaryError
    if not site.is_open_on(since):
        raise SiteClosedError
    if since > timezone.localdate():
        raise WrongDayError
    other = _overlapping(site, since).select_related("body").first()
    if other and other.body_id == body.pk and other.until is None:
        return other
    if other:
        raise SiteTakenError(body=other.body.name)
    row = Attachment.objects.create(body=body, site=site, since=since)
    _note("site_attached", site, actor, body, since)
    publish(SiteAttached(site_id=site.pk, body_id=body.pk, on=since.isoformat()))
    enforce_bar(actor=actor, body_id=body.pk)
    return row


@transaction.atomic
def detach_site(*, actor: "User | None", site: Site, on: date) -> None:
    """Say that from a day on, today or before, no body's members work at a site. Idempotent."""
    site.refresh_from_db(from_queryset=Site.objects.select_for_update())
    row = Attachment.objects.filter(site=site, until__isnull=True).select_related("body").first()
    if row is None:
        return
    if on < row.since or on > timezone.localdate():
        raise WrongDayError
    row.until = on
    row.save(update_fields=["until"])
    _note("site_detached", site, actor, row.body, on)
    publish(SiteAttached(site_id=site.pk, body_id=None, on=on.isoformat()))


@transaction.atomic
def close_site(*, actor: "User | None", site: Site, on: date) -> None:
    """Close a workplace from a day on, today or before: its body and its jobs end with it."""
    site.refresh_from_db(from_queryset=Site.objects.select_for_update())
    if on > timezone.localdate():
        raise WrongDayError
    if site.closed_on is None:
        detach_site(actor=actor, site=site, on=on)
        site.closed_on = on
        site.save(update_fields=["closed_on"])
        Job.objects.filter(Q(since__isnull=True) | Q(since__lte=on), site=site, until=None).update(
            until=on
        )
        audit.record(
            action="workplaces.site_closed",
            subject=site,
            actor=actor,
            params={"site": dict(site.name), "on": on.isoformat()},
        )


@transaction.atomic
def hand_sites_over(
    *, from_ids: Iterable[int], into_id: int, on: date, site_ids: Iterable[int] | None = None
) -> int:
    """Give the sites of merged bodies to the one they became; return how many. Idempotent.

    ``site_ids``: only these, as when a body was split.
    """
    rows = Attachment.objects.filter(body__in=list(from_ids), until__isnull=True)
    if site_ids is not None:
        rows = rows.filter(site__in=list(site_ids))
    rows = rows.exclude(body=into_id).select_for_update()
    count = 0
    for row in rows:
        row.until = max(on, row.since)
        row.save(update_fields=["until"])
        Attachment.objects.create(body_id=into_id, site_id=row.site_id, since=row.until)
        count += 1
    if count:
        enforce_bar(actor=None, body_id=into_id)
    return count


@transaction.atomic
def leave_sites_of(*, body_id: int, on: date) -> int:
    """End the attachments of a closed body; return how many. Idempotent."""
    rows = Attachment.objects.filter(body=body_id, until__isnull=True)
    rows.filter(since__gt=on).update(until=F("since"))
    return rows.update(until=on)


def _overlapping(site: Site, since: date) -> QuerySet[Attachment]:
    return Attachment.objects.filter(Q(until__isnull=True) | Q(until__gt=since), site=site)


def _note(act: str, site: Site, actor: "User | None", body: Body, on: date) -> None:
    audit.record(
        action=f"workplaces.{act}",
        subject=site,
        actor=actor,
        body_id=body.pk,
        params={"site": dict(site.name), "body": dict(body.name), "on": on.isoformat()},
    )
