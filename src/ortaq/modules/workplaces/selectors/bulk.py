"""Sites and jobs of many at once, for tables: a few questions whatever the number of rows."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.texts.folding import folded_words
from ortaq.modules.workplaces.models import Attachment, Job, Site


class Place(NamedTuple):
    """An open site, with every spelling of its name folded."""

    site_id: int
    names: frozenset[str]


class OpenJob(NamedTuple):
    """A job that has no last day."""

    site_id: int
    position: str
    since: date | None


def places_of_bodies(body_ids: Collection[int]) -> dict[int, list[Place]]:
    """Return the open sites at which the members of these bodies work today."""
    today = timezone.localdate()
    rows = Attachment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today),
        Q(site__closed_on__isnull=True) | Q(site__closed_on__gt=today),
        body__in=body_ids,
        since__lte=today,
    )
    found = defaultdict(list)
    for body_id, site_id, name in rows.order_by("site").values_list(
        "body_id", "site_id", "site__name"
    ):
        found[body_id].append(_place(site_id, name))
    return dict(found)


def places_of_employers(employer_ids: Collection[int]) -> dict[int, list[Place]]:
    """Return the open sites of these employers, the oldest first."""
    today = timezone.localdate()
    rows = Site.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=today), employer__in=employer_ids
    )
    found = defaultdict(list)
    for employer_id, site_id, name in rows.order_by("pk").values_list("employer_id", "pk", "name"):
        found[employer_id].append(_place(site_id, name))
    return dict(found)


def _place(site_id: int, name: dict[str, str]) -> Place:
    return Place(site_id, frozenset(fold_name(text) for text in name.values()))


def fold_name(text: str) -> str:
    """Return a name of a place in its one spelling."""
    return " ".join(folded_words(text))


def open_jobs_of(user_ids: Collection[int]) -> dict[int, list[OpenJob]]:
    """Return the jobs without a last day of these people."""
    found = defaultdict(list)
    rows = Job.objects.filter(user__in=user_ids, until__isnull=True)
    columns = ("user_id", "site_id", "position", "since")
    for user_id, site_id, position, since in rows.values_list(*columns):
        found[user_id].append(OpenJob(site_id, position, since))
    return dict(found)


def bodies_of_employers(employer_ids: Collection[int]) -> dict[int, set[int]]:
    """Return which bodies' members work at these employers today; an empty set for nobody's."""
    found: dict[int, set[int]] = {pk: set() for pk in employer_ids}
    rows = Attachment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=timezone.localdate()),
        site__employer__in=employer_ids,
    )
    for employer_id, body_id in rows.values_list("site__employer", "body"):
        found[employer_id].add(body_id)
    return found


class JobAtPlace(NamedTuple):
    """A job with its place in words, for a list going out."""

    employer_bin: str
    site: str
    position: str
    since: date | None


def jobs_with_places(user_ids: Collection[int]) -> dict[int, JobAtPlace]:
    """Return the oldest open job of each of these people."""
    rows = Job.objects.filter(user__in=user_ids, until__isnull=True)
    found: dict[int, JobAtPlace] = {}
    for job in rows.select_related("site__employer").order_by("-pk"):
        digits = job.site.employer.bin or ""
        found[job.user_id] = JobAtPlace(digits, str(job.site.name), job.position, job.since)
    return found
