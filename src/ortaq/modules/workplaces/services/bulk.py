"""Many rows at once, for imports: one statement or one COPY where a loop would take minutes.

Each function is one act in the audit trail of the import that calls it; nothing is recorded or
told row by row here. Everything runs in the caller's transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.bulk import copy_rows
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.workplaces.models import (
    EMPLOYER_SIDE,
    Attachment,
    Employer,
    HeadCount,
    Job,
    Side,
    Site,
)
from ortaq.modules.workplaces.rules import CASE_KINDS
from ortaq.modules.workplaces.services.bar import enforce_bar
from ortaq.modules.workplaces.services.register import (
    clean_name,
    former_names,
    name_employer,
    name_site,
)

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@dataclass(frozen=True)
class EmployerRow:
    """An employer as an import knows it; the BIN and the rest are clean."""

    bin: str
    name: Mapping[str, str]
    oked: str = ""
    kato: str = ""


@dataclass(frozen=True)
class EmployerMade:
    """What became of a row: ``before`` None when the employer is new, else what it had."""

    bin: str
    employer_id: int
    before: dict[str, Any] | None
    changed: bool


_FIELDS = ("name", "oked", "kato")


@transaction.atomic
def upsert_employers(
    *, actor: "User | None", rows: Sequence[EmployerRow]
) -> dict[str, EmployerMade]:
    """Add the employers that are not known by BIN, correct those that are; return them by BIN.

    An empty cell takes nothing away. Two rows of one BIN: the last one holds.
    """
    wanted = {row.bin: row for row in rows}
    known = {
        str(employer.bin): employer
        for employer in Employer.objects.select_for_update().filter(bin__in=wanted)
    }
    made: dict[str, EmployerMade] = {}
    fresh = [_new(row) for digits, row in wanted.items() if digits not in known]
    copy_rows(Employer, fresh)
    made |= {str(e.bin): EmployerMade(str(e.bin), e.pk, None, changed=True) for e in fresh}
    changed, former = [], former_names(row.pk for row in known.values())
    for digits, employer in known.items():
        before = {field: _plain(getattr(employer, field)) for field in _FIELDS}
        _correct(employer, wanted[digits], former.get(employer.pk, ()))
        differs = before != {field: _plain(getattr(employer, field)) for field in _FIELDS}
        if differs:
            changed.append(employer)
        made[digits] = EmployerMade(digits, employer.pk, before, changed=differs)
    Employer.objects.bulk_update(changed, [*_FIELDS, "sort_key", "search_text"], batch_size=500)
    _refresh_sites(changed)
    return made


def _new(row: EmployerRow) -> Employer:
    employer = Employer(bin=row.bin, oked=row.oked, kato=row.kato)
    name_employer(employer, row.name)
    return employer


def _correct(employer: Employer, row: EmployerRow, former: Iterable[str]) -> None:
    employer.oked, employer.kato = row.oked or employer.oked, row.kato or employer.kato
    said = {k: v for k, v in row.name.items() if v.strip()}
    name_employer(employer, {**employer.name, **said}, former)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value


def _refresh_sites(employers: Sequence[Employer]) -> None:
    sites = list(Site.objects.filter(employer__in=employers).select_related("employer"))
    for site in sites:
        name_site(site, site.name)
    Site.objects.bulk_update(sites, ["search_text"], batch_size=500)


@transaction.atomic
def undo_employers(*, made: Sequence[EmployerMade]) -> list[int]:
    """Take an import of employers back; return those that are used by now and had to stay."""
    new = [row.employer_id for row in made if row.before is None]
    used = set(Site.objects.filter(employer__in=new).values_list("employer_id", flat=True))
    used |= former_names(new).keys()
    Employer.objects.filter(pk__in=set(new) - used).delete()
    before = {row.employer_id: row.before for row in made if row.before and row.changed}
    rows = list(Employer.objects.select_for_update().filter(pk__in=before))
    former = former_names(before)
    for employer in rows:
        old = before[employer.pk]
        employer.oked, employer.kato = old["oked"], old["kato"]
        name_employer(employer, old["name"], former.get(employer.pk, ()))
    Employer.objects.bulk_update(rows, [*_FIELDS, "sort_key", "search_text"], batch_size=500)
    _refresh_sites(rows)
    return sorted(used)


@transaction.atomic
def main_sites(*, employer_ids: Sequence[int]) -> dict[int, int]:
    """Return one open site of each employer, the oldest; make one of its name where none is."""
    found = dict(
        Site.objects.filter(employer__in=employer_ids, closed_on__isnull=True)
        .order_by("employer_id", "-pk")
        .values_list("employer_id", "pk")  # of several the last read, the oldest, stays
    )
    missing = Employer.objects.filter(pk__in=set(employer_ids) - found.keys())
    fresh = []
    for employer in missing:
        site = Site(employer=employer, kato=employer.kato)
        name_site(site, clean_name(employer.name))
        fresh.append(site)
    copy_rows(Site, fresh)
    return found | {site.employer_id: site.pk for site in fresh}


@dataclass(frozen=True)
class JobRow:
    """A job as an import knows it."""

    user_id: int
    site_id: int
    position: str = ""
    side: str = Side.WORKER.value
    since: date | None = None
    ground: str = ""


@dataclass(frozen=True)
class JobsMade:
    """What became of the rows.

    ``held_back`` are persons whose mark would have ended a mandate that the importer could not
    end; their jobs are written without the mark, and a body above them must look.
    """

    made: list[int]
    changed: dict[int, dict[str, Any]]
    held_back: list[int]


@transaction.atomic
def set_jobs(*, actor: "User", rows: Sequence[JobRow]) -> JobsMade:
    """Write the jobs of many persons; one live job a person and site, so a repeat changes nothing.

    A sheet never takes a mark away: only a person in an office does, with a ground.
    """
    wanted = {(row.user_id, row.site_id): row for row in rows}
    live = Job.objects.select_for_update().filter(
        user__in={user for user, _site in wanted}, until__isnull=True
    )
    known = {key: job for job in live if (key := (job.user_id, job.site_id)) in wanted}
    now = timezone.now()
    fresh = [Job(user_id=u, site_id=s) for u, s in wanted if (u, s) not in known]
    changed, held = {}, _beyond_reach(actor, rows)
    for job in (*fresh, *known.values()):
        row = wanted[job.user_id, job.site_id]
        before = _job_values(job)
        job.position, job.since = row.position or job.position, row.since or job.since
        if row.side in EMPLOYER_SIDE and row.user_id not in held and job.side != row.side:
            job.side, job.mark_ground = row.side, row.ground
            job.marked_by, job.marked_at = actor, now
        if job.pk and before != _job_values(job):
            changed[job.pk] = before
    copy_rows(Job, fresh)
    again = [job for job in known.values() if job.pk in changed]
    Job.objects.bulk_update(
        again,
        ["position", "since", "side", "mark_ground", "marked_by", "marked_at"],
        batch_size=1000,
    )
    marked = {job.user_id for job in (*fresh, *again) if job.is_employer_side}
    if marked:
        enforce_bar(actor=actor, user_ids=marked)
    return JobsMade([job.pk for job in fresh], changed, sorted(held))


def _job_values(job: Job) -> dict[str, Any]:
    since = job.since.isoformat() if job.since else None
    return {"position": job.position, "since": since, "side": str(job.side)}


def _beyond_reach(actor: "User", rows: Sequence[JobRow]) -> set[int]:
    """Return who of the marked holds a mandate that the importer could not end."""
    marked = {row.user_id for row in rows if row.side in EMPLOYER_SIDE}
    if not marked:
        return set()
    mandates = Mandate.objects.filter(
        user__in=marked, state__in=Mandate.OPEN, kind__in=CASE_KINDS
    ).exclude(user=actor)
    return {
        mandate.user_id
        for mandate in mandates
        if not orgs.reaches(actor, mandate.body_id, kinds=MANDATES_GRANTED_BY)
    }


@transaction.atomic
def undo_jobs(*, made: Sequence[int], changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Take an import of jobs back: new ones go, changed ones read as before."""
    Job.objects.filter(pk__in=made).delete()
    rows = list(Job.objects.select_for_update().filter(pk__in=changed))
    for job in rows:
        old = changed[job.pk]
        job.position = old["position"]
        job.since = date.fromisoformat(old["since"]) if old["since"] else None
        if old["side"] == Side.WORKER:
            job.side, job.whole_employer = Side.WORKER, False
        else:
            job.side = old["side"]
    Job.objects.bulk_update(rows, ["position", "since", "side", "whole_employer"], batch_size=1000)


@transaction.atomic
def set_head_counts(*, rows: Mapping[int, int], on: date, source: str = "") -> int:
    """Write the head-counts of many sites of one day; return how many."""
    counts = [HeadCount(site_id=s, on=on, people=n, source=source) for s, n in rows.items()]
    HeadCount.objects.bulk_create(
        counts,
        update_conflicts=True,
        unique_fields=["site", "on"],
        update_fields=["people", "source"],
        batch_size=2000,
    )
    return len(counts)


@transaction.atomic
def attach_free_sites(*, body_id: int, site_ids: Sequence[int], since: date) -> int:
    """Attach the sites that no body works at to one body; return how many. For imports."""
    taken = Attachment.objects.filter(site__in=site_ids, until__isnull=True)
    free = set(site_ids) - set(taken.values_list("site_id", flat=True))
    Attachment.objects.bulk_create(
        [Attachment(body_id=body_id, site_id=site, since=since) for site in sorted(free)]
    )
    if free:
        enforce_bar(actor=None, body_id=body_id)
    return len(free)
