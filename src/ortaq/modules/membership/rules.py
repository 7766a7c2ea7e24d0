"""Who may do what with memberships and with the records of members.

Reading goes down as counts. A name is read by the officers of the person's own primary; by the
holder of his case; and from above only after a purpose was stated, which he can see.
"""

from typing import TYPE_CHECKING, cast

import rules
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LIVE

if TYPE_CHECKING:
    from ortaq.foundation.orgs.models import Body

CHAIRS = (Kind.CHAIR, Kind.DEPUTY)
READERS_HERE = (Kind.CHAIR, Kind.DEPUTY, Kind.AUDITOR)
READERS_ABOVE = (
    Kind.CHAIR, Kind.DEPUTY, Kind.LAWYER, Kind.INSPECTOR, Kind.OFFICER, Kind.AUDITOR,
)  # fmt: skip


def bodies_of_person(person: User) -> list[int]:
    """Return the ids of the bodies whose officers stand nearest to a person."""
    return list(
        Membership.objects.filter(user=person, state__in=LIVE).values_list("body_id", flat=True)
    )


def has_other_chair(membership: Membership) -> bool:
    """Whether the primary has a chair or a deputy who is not the applicant himself."""
    mandates = Mandate.objects.live_on(timezone.localdate())
    mandates = mandates.filter(body=membership.body_id, kind__in=CHAIRS)
    return mandates.exclude(user=membership.user_id).exists()


@rules.predicate
def is_decider(user: User, membership: Membership) -> bool:
    """Chair or deputy here; from above only where the primary has nobody; never for himself."""
    if membership.user_id == user.pk:
        return False
    if orgs.is_here(user, membership.body_id, kinds=CHAIRS):
        return True
    return orgs.reaches(user, membership.body_id, kinds=CHAIRS) and not has_other_chair(membership)


@rules.predicate
def is_reader(user: User) -> bool:
    """Holds any mandate to which members matter."""
    return bool(orgs.mandates_of(user, kinds=READERS_ABOVE))


@rules.predicate
def is_chair(user: User) -> bool:
    """Holds any mandate that admits members."""
    return bool(orgs.mandates_of(user, kinds=CHAIRS))


@rules.predicate
def is_reader_here(user: User, body: "Body") -> bool:
    """Officer of this very body: names."""
    return orgs.is_here(user, body.pk, kinds=READERS_HERE)


@rules.predicate
def is_reader_above(user: User, body: "Body") -> bool:
    """Officer here or above: counts."""
    return orgs.reaches(user, body.pk, kinds=READERS_ABOVE)


@rules.predicate
def reaches_person(user: User, person: User) -> bool:
    """Officer of the person's primary or of a body above it, or the holder of his case."""
    return any(
        orgs.reaches(user, body_id, kinds=READERS_ABOVE) for body_id in bodies_of_person(person)
    ) or holds_case.test(user, person)


@rules.predicate
def is_near(user: User, person: User) -> bool:
    """Officer of the person's own primary."""
    return any(
        orgs.is_here(user, body_id, kinds=READERS_HERE) for body_id in bodies_of_person(person)
    )


@rules.predicate
def holds_case(user: User, person: User) -> bool:
    """Ask the floor above (a port): does the user hold an open case of this person?"""
    return cast("bool", import_string(settings.MEMBERSHIP_HOLDS_CASE)(user, person))


@rules.predicate
def has_stated_purpose(user: User, person: User) -> bool:
    """Opened the record within the hour, with a purpose that the person can see."""
    return accounts.live_opening(user, person) is not None


@rules.predicate
def is_own(user: User, membership: Membership) -> bool:
    """The person whose membership it is."""
    return membership.user_id == user.pk


rules.add_perm("membership.apply", rules.is_authenticated)
rules.add_perm("membership.leave", is_own)
rules.add_perm("membership.desk", is_reader)
rules.add_perm("membership.decide_any", is_chair)
rules.add_perm("membership.decide", is_decider)
rules.add_perm("membership.read_members", is_reader_here)
rules.add_perm("membership.count_members", is_reader_above)
rules.add_perm("membership.reach_person", reaches_person)
rules.add_perm(
    "membership.read_person", holds_case | is_near | (reaches_person & has_stated_purpose)
)
