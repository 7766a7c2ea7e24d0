"""Who may keep the register of workplaces, and who may say on whose side a person sits.

Employers and sites are no secret inside the union. Jobs of persons are: they are read by the
person, by whoever reads his record, and by whoever may grant or end his mandates.
"""

from typing import Any

import rules
from django.conf import settings
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY, Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.rules import has_desk, holds, within_reach
from ortaq.modules.workplaces.models import Attachment, Employer, Job, Site

KEEPERS = (Kind.CHAIR, Kind.DEPUTY, Kind.OFFICER, Kind.ADMINISTRATOR)
NEAR = (Kind.CHAIR, Kind.DEPUTY, Kind.AUDITOR)  # who reads names at a body, as in membership

# Mandates that see appeals: those who may hold one, and the auditor, who reads their register. A
# test of appeals, which stand above this room, holds this list against theirs.
CASE_KINDS = frozenset({
    Kind.CHAIR, Kind.DEPUTY, Kind.LAWYER, Kind.INSPECTOR, Kind.OFFICER, Kind.AUDITOR,
})  # fmt: skip


def bodies_at(site: Site) -> list[int]:
    """Return the body whose members work at a site today; a list of one or none."""
    rows = Attachment.objects.filter(site=site, until__isnull=True)
    return list(rows.values_list("body_id", flat=True))


@rules.predicate
def keeps_site(user: User, site: Site) -> bool:
    """Keeper of the body that works there or above it; of anything while nobody works there."""
    bodies = bodies_at(site)
    if not bodies:
        return bool(orgs.mandates_of(user, kinds=KEEPERS))
    return any(orgs.reaches(user, body_id, kinds=KEEPERS) for body_id in bodies)


@rules.predicate
def keeps_employer(user: User, employer: Employer) -> bool:
    """Keeper of one of its sites; a chair elsewhere does not rename somebody else's plant."""
    bodies = Attachment.objects.filter(site__employer=employer, until__isnull=True)
    ids = set(bodies.values_list("body_id", flat=True)[:1000])
    if not ids:
        return bool(orgs.mandates_of(user, kinds=KEEPERS))
    within = orgs.bodies_within_reach(user, kinds=KEEPERS)
    return within.filter(pk__in=ids).exists()


@rules.predicate
def is_not_joined(_user: User, employer: Employer) -> bool:
    """A row that was joined to another is history: nobody changes it."""
    return employer.joined_into_id is None


@rules.predicate
def may_take_site(user: User, site: Site) -> bool:
    """Whether the site is free, or with a body that the person answers for."""
    return all(orgs.reaches(user, body_id, kinds=KEEPERS) for body_id in bodies_at(site))


@rules.predicate
def reads_names_at(user: User, site: Site) -> bool:
    """Chair, deputy or auditor of the very body that works there."""
    return any(orgs.is_here(user, body_id, kinds=NEAR) for body_id in bodies_at(site))


def person_of(subject: Any) -> User:
    """Return the person himself, or the one whose job it is."""
    return subject if isinstance(subject, User) else subject.user


@rules.predicate
def reads_record(user: User, subject: Any) -> bool:
    """Whether the person's record is open to the reader (the permission stands above, a port)."""
    return bool(user.has_perm(settings.WORKPLACES_RECORD_PERMISSION, person_of(subject)))


@rules.predicate
def grants_over(user: User, subject: Any) -> bool:
    """Whether the reader may grant or end one of the person's posts, so asks for conflicts."""
    return any(
        orgs.reaches(user, mandate.body_id, kinds=MANDATES_GRANTED_BY)
        for mandate in orgs.mandates_of(person_of(subject), kinds=CASE_KINDS)
    )


@rules.predicate
def is_another(user: User, subject: Any) -> bool:
    """Somebody else's record: one's own job stands in one's own cabinet."""
    return user.pk != person_of(subject).pk


@rules.predicate
def is_own(user: User, job: Job) -> bool:
    """The person whose job it is."""
    return job.user_id == user.pk


@rules.predicate
def is_free_of_marks(_user: User, job: Job) -> bool:
    """Whether the job carries no mark: a manager cannot take his own mark away."""
    return not job.is_employer_side


@rules.predicate
def keeps_body(user: User, body: Body) -> bool:
    """Keeper of this body or of one above it."""
    return orgs.reaches(user, body.pk, kinds=KEEPERS)


@rules.predicate
def is_live(_user: User, job: Job) -> bool:
    """Whether the job still holds."""
    return job.until is None or job.until >= timezone.localdate()


is_keeper = holds(*KEEPERS)

rules.add_perm("workplaces.desk", has_desk)
rules.add_perm("workplaces.add", is_keeper)
rules.add_perm("workplaces.change_employer", is_not_joined & keeps_employer)
rules.add_perm("workplaces.change_site", keeps_site)
rules.add_perm("workplaces.take_site", is_keeper & may_take_site)
rules.add_perm("workplaces.attach", within_reach(*KEEPERS))
rules.add_perm("workplaces.read_names", reads_names_at)
rules.add_perm("workplaces.keep_jobs", is_another & is_keeper & (reads_record | grants_over))
rules.add_perm("workplaces.end_own_job", is_own & is_free_of_marks & is_live)
