"""Who may do what with memberships and with the records of members.

Reading goes down as counts. A name is read by the officers of the person's own primary; by the
holder of his case; and from above only after a purpose was stated, which he can see.
"""

from dataclasses import dataclass
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
from ortaq.modules.membership.models import Membership, Merge, Transfer
from ortaq.modules.membership.workflow import LIVE

if TYPE_CHECKING:
    from ortaq.foundation.orgs.models import Body

CHAIRS = (Kind.CHAIR, Kind.DEPUTY)
READERS_HERE = (Kind.CHAIR, Kind.DEPUTY, Kind.AUDITOR)
LIST_TAKERS = (Kind.CHAIR, Kind.DEPUTY, Kind.OFFICER, Kind.AUDITOR)
TABLE_BRINGERS = (Kind.CHAIR, Kind.DEPUTY, Kind.OFFICER)
CLERKS = (Kind.CHAIR, Kind.DEPUTY, Kind.OFFICER)
READERS_ABOVE = (
    Kind.CHAIR, Kind.DEPUTY, Kind.LAWYER, Kind.INSPECTOR, Kind.OFFICER, Kind.AUDITOR,
)  # fmt: skip


def bodies_of_person(person: User) -> list[int]:
    """Return the ids of the bodies whose officers stand nearest to a person."""
    return list(
        Membership.objects.filter(user=person, state__in=LIVE).values_list("body_id", flat=True)
    )


def has_other_chair(body_id: int, about: int) -> bool:
    """Whether a primary has a chair or a deputy who is not the person himself."""
    mandates = Mandate.objects.live_on(timezone.localdate())
    return mandates.filter(body=body_id, kind__in=CHAIRS).exclude(user=about).exists()


def decides_at(user: User, body_id: int, about: int) -> bool:
    """Chair or deputy of a body; from above only where it has no other; never about himself."""
    if about == user.pk:
        return False
    if orgs.is_here(user, body_id, kinds=CHAIRS):
        return True
    return orgs.reaches(user, body_id, kinds=CHAIRS) and not has_other_chair(body_id, about)


@rules.predicate
def is_decider(user: User, membership: Membership) -> bool:
    """Chair or deputy here; from above only where the primary has nobody; never for himself."""
    return decides_at(user, membership.body_id, membership.user_id)


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


@dataclass(frozen=True)
class Passage:
    """A membership on its way to another body."""

    membership: Membership
    to_body_id: int


@rules.predicate
def moves_at_once(user: User, passage: Passage) -> bool:
    """Chair who reaches both bodies: he answers for both ends; never for himself."""
    ends = (passage.membership.body_id, passage.to_body_id)
    return passage.membership.user_id != user.pk and all(
        orgs.reaches(user, end, kinds=CHAIRS) for end in ends
    )


@rules.predicate
def may_let_go(user: User, wish: Transfer) -> bool:
    """Decides at the body that the member leaves."""
    return decides_at(user, wish.membership.body_id, wish.membership.user_id)


@rules.predicate
def may_take_in(user: User, wish: Transfer) -> bool:
    """Decides at the body that the member joins."""
    return decides_at(user, wish.to_body_id, wish.membership.user_id)


@rules.predicate
def is_clerk(user: User) -> bool:
    """Chair, deputy or officer anywhere: types in paper forms."""
    return bool(orgs.mandates_of(user, kinds=CLERKS))


@rules.predicate
def is_clerk_over(user: User, body: "Body") -> bool:
    """Chair, deputy or officer of this body or above it."""
    return orgs.reaches(user, body.pk, kinds=CLERKS)


@dataclass(frozen=True)
class Pair:
    """Two records that may be one person's."""

    keep: User
    drop: User


@rules.predicate
def may_join(user: User, pair: Pair) -> bool:
    """Clerk over every body of both records, who may read both; never about himself."""
    if user.pk in {pair.keep.pk, pair.drop.pk} or pair.keep.pk == pair.drop.pk:
        return False
    bodies = {*bodies_of_person(pair.keep), *bodies_of_person(pair.drop)}
    return (
        bool(bodies)
        and all(orgs.reaches(user, body_id, kinds=CLERKS) for body_id in bodies)
        and all(user.has_perm("membership.read_person", who) for who in (pair.keep, pair.drop))
    )


@rules.predicate
def may_part(user: User, merge: Merge) -> bool:
    """Clerk over every body of the person, who may read the record; never about himself."""
    if user.pk in {merge.kept_id, merge.dropped_id}:
        return False
    bodies = bodies_of_person(merge.kept)
    return (
        bool(bodies)
        and all(orgs.reaches(user, body_id, kinds=CLERKS) for body_id in bodies)
        and user.has_perm("membership.read_person", merge.kept)
    )


rules.add_perm("membership.apply", rules.is_authenticated)
rules.add_perm("membership.leave", is_own)
rules.add_perm("membership.desk", is_reader)
rules.add_perm("membership.decide_any", is_chair)
rules.add_perm("membership.decide", is_decider)
rules.add_perm("membership.manage", is_decider)  # pause, resume, exclude, end, circumstances
rules.add_perm("membership.ask_transfer", is_own | is_decider)
rules.add_perm("membership.own", is_own)
rules.add_perm("membership.transfer", moves_at_once)
rules.add_perm("membership.let_go", may_let_go)
rules.add_perm("membership.take_in", may_take_in)
rules.add_perm("membership.answer_transfer", may_let_go | may_take_in)
rules.add_perm("membership.enter_any", is_clerk)
rules.add_perm("membership.enter_form", is_clerk_over)
rules.add_perm("membership.join_any", is_clerk)
rules.add_perm("membership.join_records", may_join)
rules.add_perm("membership.part_records", may_part)
rules.add_perm("membership.read_members", is_reader_here)
rules.add_perm("membership.count_members", is_reader_above)
rules.add_perm("membership.reach_person", reaches_person)
rules.add_perm(
    "membership.read_person", holds_case | is_near | (reaches_person & has_stated_purpose)
)


@rules.predicate
def may_bring_table(user: User, body: "Body") -> bool:
    """Chair, deputy or officer of a body or above it: enters whole lists of members."""
    return orgs.reaches(user, body.pk, kinds=TABLE_BRINGERS)


rules.add_perm("membership.bring_table", may_bring_table)


@rules.predicate
def takes_lists_out(user: User, body: "Body") -> bool:
    """From above whole lists are taken out by few, and for a purpose that is logged."""
    return orgs.reaches(user, body.pk, kinds=LIST_TAKERS)


rules.add_perm("membership.export", is_reader_here | takes_lists_out)
