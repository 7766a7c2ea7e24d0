"""Reads of talk: one's threads, their words, announcements within reach, replies, figures."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Path
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.appeals.rules import LEADERS, is_holder
from ortaq.modules.dialogue.models import (
    Announcement,
    AnnouncementReply,
    Enclosure,
    Message,
    Mute,
    ReadMark,
    Seat,
    Thread,
    Wishes,
)
from ortaq.modules.dialogue.rules import CHAIR, body_of, is_member_of, may_chair, may_sit
from ortaq.modules.dialogue.workflow import FRESH, NEWS
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces

if TYPE_CHECKING:
    from collections.abc import Collection

    from ortaq.modules.appeals.models import Appeal

MANY = 10  # open cases in a list of whom to write to
_FULL = ("member", "officer", "body", "appeal", "appeal__body", "appeal__holder")


# Threads


def thread(public_id: UUID) -> Thread | None:
    """Return a thread with both its ends, or None."""
    return Thread.objects.select_related(*_FULL).filter(public_id=public_id).first()


def enclosure(public_id: UUID, pk: int) -> Enclosure | None:
    """Return a file of a thread's message, or None."""
    rows = Enclosure.objects.select_related(
        "file", "message__thread__appeal__body", "message__thread__member"
    )
    return rows.filter(pk=pk, message__thread__public_id=public_id).first()


def threads_of(member: User) -> "QuerySet[Thread]":
    """Return a member's own threads; a page orders them."""
    return Thread.objects.filter(member=member).select_related(*_FULL)


def threads_for(officer: User) -> "QuerySet[Thread]":
    """Return the threads at whose other end an officer sits today; a page orders them.

    The condition of ``dialogue.sit``: a seat whose post is gone shows nothing any more.
    """
    model: type[Appeal] = apps.get_model("appeals", "Appeal")
    held = model.objects.filter(appeals.at_desks_of(officer), holder=officer)
    chaired = [mandate.body_id for mandate in orgs.mandates_of(officer, kinds=CHAIR)]
    where = Q(appeal__in=held)
    if chaired:
        # As ``may_chair``: never as the employer's side, at the body or to the person.
        own = Q(body__in=chaired) & ~Q(body__in=workplaces.employer_side_bodies(officer))
        people = workplaces.people_under(officer)
        where |= own if people is None else own & ~Q(member__in=people)
    rows = Thread.objects.filter(where).exclude(member=officer)
    return rows.select_related(*_FULL)


def waiting_for(officer: User) -> int:
    """Return in how many of an officer's threads a member waits for a word."""
    if not orgs.mandates_of(officer, kinds=CHAIR) and not _may_wait(officer.pk):
        return 0  # most pages of most officers, without the condition of all their desks
    return threads_for(officer).filter(waits_since__isnull=False).count()


@kept(int)
def _may_wait(officer_id: int) -> "QuerySet[Thread, int]":
    rows = Thread.objects.filter(appeal__holder=officer_id, waits_since__isnull=False)
    return rows.order_by().values_list("pk", flat=True)[:1]


def unread_of(member: User) -> int:
    """Return how many unread words wait for a member in his own threads."""
    rows = Thread.objects.filter(member=member, member_new__gt=0)
    return int(rows.aggregate(n=Sum("member_new"))["n"] or 0)


def sitting(found: Thread) -> User | None:
    """Return whose post the other end is today; None when nobody holds it."""
    if found.appeal is not None:
        holder = found.appeal.holder
        return holder if holder and is_holder.test(holder, found.appeal) else None
    assert found.body is not None  # noqa: S101 -- a constraint of the table
    return chair_for(found.body, found.member)


def chair_for(body: Body, member: User) -> User | None:
    """Return the chair of a primary with whom a member talks, or None."""
    for post in orgs.people_in_posts(body).filter(kind__in=CHAIR):
        if may_chair(post.user, body.pk, member.pk):
            return post.user
    return None


def seat_of(found: Thread) -> Seat | None:
    """Return who sits at the other end as it was last written down."""
    return Seat.objects.filter(thread=found, until__isnull=True).select_related("officer").first()


def messages_for(reader: User, found: Thread) -> "QuerySet[Message]":
    """Return the words of a thread that a reader may read: an officer's from his seat on."""
    rows = Message.objects.filter(thread=found).select_related("author")
    files = Prefetch("enclosures", Enclosure.objects.select_related("file").order_by("pk"))
    rows = rows.prefetch_related(files)
    if is_member_of.test(reader, found):
        return rows
    seat = seat_of(found)
    if seat is None or seat.officer_id != reader.pk or not may_sit.test(reader, found):
        return rows.none()
    return rows.filter(pk__gt=seat.reads_after)


def receipts_between(one: User, other: User | None) -> bool:
    """Whether both ends of a thread want each other to see what is read."""
    if other is None:
        return False
    return Wishes.objects.filter(person__in=[one, other], receipts=True).count() == 2  # noqa: PLR2004 -- both


def wants_receipts(person: User) -> bool:
    """Whether a person lets others see what he has read."""
    return Wishes.objects.filter(person=person, receipts=True).exists()


def mute_of(person: User, body_id: int) -> Mute | None:
    """Return what keeps a person from writing at a body now, or None."""
    now = timezone.now()
    rows = Mute.objects.filter(person=person, body=body_id, lifted_at__isnull=True, until__gt=now)
    return rows.first()


def mute_in(found: Thread) -> Mute | None:
    """Return what keeps a thread's member from writing in it now, or None."""
    return mute_of(found.member, body_of(found))


def mute(pk: int) -> Mute | None:
    """Return a mute, or None."""
    return Mute.objects.select_related("person", "body", "by").filter(pk=pk).first()


def mutes_for(leader: User) -> "QuerySet[Mute]":
    """Return who may not write now at the bodies that a leader leads; a page orders them."""
    bodies = [mandate.body_id for mandate in orgs.mandates_of(leader, kinds=LEADERS)]
    rows = Mute.objects.filter(body__in=bodies, lifted_at__isnull=True, until__gt=timezone.now())
    return rows.exclude(person=leader).select_related("person", "body", "by")


@dataclass(frozen=True)
class Other:
    """Somebody to whom a member may write: a chair, or who holds a case of his."""

    officer: User
    body: Body | None = None
    appeal: "Appeal | None" = None


def others_for(member: User) -> list[Other]:
    """Return to whom a member may write and has not written yet."""
    known = Thread.objects.filter(member=member).values_list("body", "appeal")
    bodies, cases = {body for body, _c in known}, {case for _b, case in known}
    found = []
    for body in membership.bodies_of(member):
        chair = None if body.pk in bodies else chair_for(body, member)
        if chair is not None:
            found.append(Other(chair, body=body))
    cases_open = appeals.appeals_of(member).exclude(status="closed").order_by("-pk")[:MANY]
    found += [
        Other(appeal.holder, appeal=appeal)
        for appeal in cases_open
        if appeal.holder is not None and appeal.pk not in cases
    ]
    return found


def thread_of_case(appeal: "Appeal") -> Thread | None:
    """Return the talk about a case, or None."""
    return Thread.objects.select_related(*_FULL).filter(appeal=appeal).first()


# Announcements


def announcement(public_id: UUID) -> Announcement | None:
    """Return an announcement, or None."""
    rows = Announcement.objects.select_related("body", "author")
    return rows.filter(public_id=public_id).first()


def announcements_for(member: User) -> "QuerySet[Announcement]":
    """Return what the bodies above a member's primaries said to him; a page orders them.

    Reach is asked when it is read: an announcement to two million members is one row.
    """
    primaries = [body.pk for body in membership.bodies_of(member)]
    return _reaching(primaries).filter(goes_at__lte=timezone.now())


def _reaching(primaries: "Collection[int] | QuerySet[Any, int]") -> "QuerySet[Announcement]":
    above = Path.objects.filter(descendant__in=primaries).values("ancestor")
    rows = Announcement.objects.filter(body__in=above, withdrawn_at__isnull=True)
    return rows.select_related("body")


def news_for(member: User) -> list[Announcement]:
    """Return the newest announcements of the last weeks that a member has not opened."""
    now = timezone.now()
    return _news(member.pk, now - FRESH, now)


@kept(int, datetime, datetime)
def _news(member_id: int, since: datetime, now: datetime) -> "QuerySet[Announcement]":
    read = ReadMark.objects.filter(person=member_id).values("announcement")
    rows = _reaching(membership.primaries_of(member_id))
    rows = rows.filter(goes_at__gte=since, goes_at__lte=now)
    return rows.exclude(pk__in=read).order_by("-goes_at")[:NEWS]


def announcements_by(leader: User) -> "QuerySet[Announcement]":
    """Return what the bodies that a person leads have said; a page orders them."""
    bodies = [mandate.body_id for mandate in orgs.mandates_of(leader, kinds=LEADERS)]
    return Announcement.objects.filter(body__in=bodies).select_related("body", "author")


def bodies_led(leader: User) -> list[Body]:
    """Return the bodies in whose name a person may speak."""
    return list(dict.fromkeys(m.body for m in orgs.mandates_of(leader, kinds=LEADERS)))


def readers_of(found: Announcement) -> int:
    """Return how many have opened an announcement."""
    return ReadMark.objects.filter(announcement=found).count()


def replies_for_leader(leader: User, found: Announcement) -> "QuerySet[AnnouncementReply]":
    """Return all replies that a leader may read, hidden ones too; a page orders them.

    A private word never reaches who manages its author at work.
    """
    rows = AnnouncementReply.objects.filter(announcement=found).select_related("person")
    people = workplaces.people_under(leader)
    if people is None:
        return rows
    sides = workplaces.employer_side_bodies(leader)
    members = membership.members_of(sides).values("user")
    return rows.exclude(Q(is_public=False) & (Q(person__in=people) | Q(person__in=members)))


def replies_for_member(member: User, found: Announcement) -> "QuerySet[AnnouncementReply]":
    """Return what a member reads below an announcement: public words, and his own."""
    rows = AnnouncementReply.objects.filter(announcement=found).select_related("person")
    return rows.filter(Q(is_public=True, hidden_at__isnull=True) | Q(person=member))


def hidden_in(found: Announcement) -> int:
    """Return how many public replies the leaders have hidden; everybody may know."""
    rows = AnnouncementReply.objects.filter(announcement=found, hidden_at__isnull=False)
    return rows.filter(is_public=True).count()


def reply(public_id: UUID, pk: int) -> AnnouncementReply | None:
    """Return a reply to an announcement, or None."""
    rows = AnnouncementReply.objects.select_related("announcement__body", "person")
    return rows.filter(pk=pk, announcement__public_id=public_id).first()


def stale_seats(officer: User) -> "QuerySet[Thread]":
    """Return the threads whose other end is written down as this person's, for a new look."""
    return Thread.objects.filter(officer=officer).select_related(*_FULL)


def threads_of_body(body_id: int) -> "QuerySet[Thread]":
    """Return the threads with the chair of a primary, for a new look at who sits there."""
    return Thread.objects.filter(body=body_id).exclude(member=F("officer")).select_related(*_FULL)


def words_since(author: User, found: Thread, since: datetime) -> int:
    """Return how many words a person has written in a thread since a moment."""
    return Message.objects.filter(thread=found, author=author, at__gte=since).count()
