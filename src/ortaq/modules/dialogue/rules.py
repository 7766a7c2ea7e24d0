"""Who may talk with whom, and who reads which words.

A thread has two ends: its member, and whoever sits at the other end today: the chair of his
primary, or the officer who holds his case. Nobody else reads it: no colleague at the desk, no
leader, no auditor, nobody above. Whoever comes to a seat later reads from that day on, unless the
member shows him the earlier words. Managers and HR officers of the member's workplace never sit
there, whatever post they hold; a case's own rules (complained of, bypassed) hold as well.
"""

import rules

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.rules import LEADERS, WORKERS
from ortaq.modules.appeals.rules import can_work as can_work_case
from ortaq.modules.appeals.rules import is_holder as is_holder_of_case
from ortaq.modules.dialogue.models import (
    Announcement,
    AnnouncementReply,
    Enclosure,
    Mute,
    Seat,
    Thread,
)
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces

CHAIR = frozenset({Kind.CHAIR})


@rules.predicate
def is_member_of(user: User, thread: Thread) -> bool:
    """Whose talk it is."""
    return thread.member_id == user.pk


@rules.predicate
def may_sit(user: User, thread: Thread) -> bool:
    """Whether the post at the other end is this person's today."""
    if thread.member_id == user.pk:
        return False
    if thread.appeal is not None:
        return bool(is_holder_of_case.test(user, thread.appeal))
    return thread.body_id is not None and may_chair(user, thread.body_id, thread.member_id)


def may_chair(user: User, body_id: int, member_id: int) -> bool:
    """Whether a person is chair of a primary, and not on the employer's side to its member."""
    if user.pk == member_id or not orgs.is_here(user, body_id, kinds=CHAIR):
        return False
    return not is_side_of(user, member_id, body_id)


def is_side_of(user: User, member_id: int, body_id: int) -> bool:
    """Whether a person manages where the members of a body work, or where this member works."""
    return workplaces.is_employer_side(user, body_id) or workplaces.is_employer_side_to(
        user, member_id
    )


@rules.predicate
def may_read_enclosure(user: User, enclosure: Enclosure) -> bool:
    """Reads the message that a file belongs to."""
    message = enclosure.message
    thread = message.thread
    if is_member_of.test(user, thread):
        return True
    if not may_sit.test(user, thread):
        return False
    seat = Seat.objects.filter(thread=thread, officer=user, until__isnull=True).first()
    return seat is not None and message.pk > seat.reads_after


def leads(user: User, body_id: int) -> bool:
    """Chair, deputy or officer of a body."""
    return orgs.is_here(user, body_id, kinds=LEADERS)


def body_of(thread: Thread) -> int:
    """Return the body whose leaders answer for the manners of a thread."""
    if thread.appeal is not None:
        return thread.appeal.desk_id
    assert thread.body_id is not None  # noqa: S101 -- a constraint of the table
    return thread.body_id


@rules.predicate
def may_mute(user: User, thread: Thread) -> bool:
    """Leads the body that answers for the thread; in a confidential case only who holds it.

    A leader who does not sit there reads no word of it: he mutes at the request of who does.
    """
    if is_member_of.test(user, thread) or not leads(user, body_of(thread)):
        return False
    if thread.appeal is None:
        return not is_side_of(user, thread.member_id, body_of(thread))
    if thread.appeal.secrecy == "confidential":
        return bool(may_sit.test(user, thread))
    return bool(can_work_case.test(user, thread.appeal))


@rules.predicate
def may_lift(user: User, mute: Mute) -> bool:
    """Leads the body where a person may not write, or a body above it."""
    if user.pk == mute.person_id or not orgs.reaches(user, mute.body_id, kinds=LEADERS):
        return False
    return not is_side_of(user, mute.person_id, mute.body_id)


@rules.predicate
def has_talk_desk(user: User) -> bool:
    """Holds any post that talks with members."""
    return bool(orgs.mandates_of(user, kinds=WORKERS))


@rules.predicate
def may_announce(user: User) -> bool:
    """Leads any body."""
    return bool(orgs.mandates_of(user, kinds=LEADERS))


@rules.predicate
def leads_announcement(user: User, announcement: Announcement) -> bool:
    """Leads the body that says it."""
    return leads(user, announcement.body_id)


def manages(user: User, person: User) -> bool:
    """Whether a person sits on the employer's side to another, at work or in his primary."""
    if workplaces.is_employer_side_to(user, person.pk):
        return True
    return any(workplaces.is_employer_side(user, body.pk) for body in membership.bodies_of(person))


@rules.predicate
def leads_reply(user: User, reply: AnnouncementReply) -> bool:
    """Leads the body that was answered, and is no manager of who answered."""
    if not leads(user, reply.announcement.body_id):
        return False
    return reply.is_public or not manages(user, reply.person)


@rules.predicate
def is_addressed(user: User, announcement: Announcement) -> bool:
    """A member at the body or below it; only what has gone out."""
    if not announcement.is_out:
        return False
    primaries = [body.pk for body in membership.bodies_of(user)]
    return announcement.body.paths_down.filter(descendant__in=primaries).exists()


rules.add_perm("dialogue.own", is_member_of)
rules.add_perm("dialogue.sit", may_sit)
rules.add_perm("dialogue.download", may_read_enclosure)
rules.add_perm("dialogue.mute", may_mute)
rules.add_perm("dialogue.lift_mute", may_lift)
rules.add_perm("dialogue.desk", has_talk_desk)
rules.add_perm("dialogue.hold_case", is_holder_of_case)
rules.add_perm("dialogue.announce", may_announce)
rules.add_perm("dialogue.lead_announcement", leads_announcement)
rules.add_perm("dialogue.hide_reply", leads_reply)
rules.add_perm("dialogue.read_announcement", is_addressed)
