"""Reads of appeals: one's own, the desk's queue, the register, counts, a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Line
from ortaq.modules.appeals import receipts
from ortaq.modules.appeals.models import STATUS_LABELS, Appeal, Attachment, Move, Reply
from ortaq.modules.appeals.routing import kinds_for
from ortaq.modules.appeals.rules import REGISTER, WORKERS
from ortaq.modules.appeals.timeline import having, left
from ortaq.modules.appeals.workflow import OPEN, Status, Topic
from ortaq.modules.workplaces import selectors as workplaces

_FULL = ("author", "holder", "body", "desk")


def appeal(number: str) -> Appeal | None:
    """Return an appeal by its number, or None."""
    if not receipts.is_number(number):
        return None
    return Appeal.objects.select_related(*_FULL).filter(number=number).first()


def attachment(number: str, pk: int) -> Attachment | None:
    """Return a file of an appeal, or None."""
    if not receipts.is_number(number):
        return None
    rows = Attachment.objects.select_related("appeal", "file")
    return rows.filter(pk=pk, appeal__number=number).first()


def appeals_of(author: User) -> QuerySet[Appeal]:
    """Return a member's own appeals; a page orders them."""
    return Appeal.objects.filter(author=author).select_related("holder", "body")


def by_key(author: User, key: UUID) -> Appeal | None:
    """Return the appeal that was already submitted with this idempotency key, or None."""
    return Appeal.objects.filter(author=author, idempotency_key=key).first()


@dataclass(frozen=True)
class InWork:
    """One's own appeals that are not at their end, with the columns of a line only.

    ``owed`` is what the union owes, the nearest deadline first; ``answered`` waits for the
    author's word, the oldest answer first.
    """

    owed: list[Appeal]
    answered: list[Appeal]


_LINE = ("number", "topic", "status", "due_on", "answered_at")
_HOLDER = ("holder__family_name", "holder__given_name", "holder__erased_at")


def in_work_of(author: User) -> InWork:
    """Return a member's own appeals in work, by one question."""
    rows = Appeal.objects.filter(author=author, status__in=[*OPEN, Status.ANSWERED])
    rows = rows.select_related("holder").only(*_LINE, *_HOLDER)
    answered = [row for row in rows if row.status == Status.ANSWERED]
    owed = [row for row in rows if row.status != Status.ANSWERED]
    return InWork(
        owed=sorted(owed, key=lambda row: (row.due_on, row.pk)),
        answered=sorted(answered, key=lambda row: (row.answered_at, row.pk)),
    )


@dataclass(frozen=True)
class StandingLine:
    """An open appeal of one's own in a sentence: who has it and for how long."""

    appeal: Appeal
    having: str
    left: str


def standing_lines(owed: Iterable[Appeal], *, today: date) -> list[StandingLine]:
    """Return where one's open appeals are now, in their order."""
    return [StandingLine(appeal, having(appeal), left(appeal, today=today)) for appeal in owed]


def replies_of(appeal: Appeal) -> list[Reply]:
    """Return the answers with their officers and files, the oldest first."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("pk"))
    rows = Reply.objects.filter(appeal=appeal).select_related("officer")
    return list(rows.prefetch_related(files).order_by("at", "pk"))


def files_of(appeal: Appeal) -> list[Attachment]:
    """Return the files that the author sent with the appeal."""
    rows = Attachment.objects.filter(appeal=appeal, reply__isnull=True)
    return list(rows.select_related("file").order_by("pk"))


def moves_of(appeal: Appeal) -> list[Move]:
    """Return what happened, the oldest first."""
    return list(
        Move.objects.filter(appeal=appeal).select_related("who", "to").order_by("at", "pk")
    )


# The desk


def holds_case_of(user: User, person: User) -> bool:
    """Whether an officer has an appeal of this person in his hands, open or just answered."""
    if user.pk == person.pk:
        return False
    alive = [*OPEN, Status.ANSWERED]
    held = Appeal.objects.filter(at_desks_of(user), holder=user)
    return held.filter(author=person, status__in=alive).exists()


def queue_of(officer: User) -> QuerySet[Appeal]:
    """Return open appeals in the officer's own hands, and nameless ones at his desks.

    A page orders them by ``due_on``: the queue is sorted by the clock.
    """
    return _queue(officer, Q(holder=officer) | Q(holder__isnull=True))


def desk_of(officer: User) -> QuerySet[Appeal]:
    """Return the open appeals that an officer may read: his own, and others at his desks."""
    return _queue(officer, Q())


def following(officer: User, appeal: Appeal) -> Appeal | None:
    """Return the next appeal of the officer's queue by the clock; after the last, the first."""
    rows = queue_of(officer).exclude(pk=appeal.pk).order_by("due_on", "pk")
    later = Q(due_on__gt=appeal.due_on) | Q(due_on=appeal.due_on, pk__gt=appeal.pk)
    return rows.filter(later).first() or rows.first()


def _queue(officer: User, which: Q) -> QuerySet[Appeal]:
    rows = Appeal.objects.filter(which, at_desks_of(officer), status__in=OPEN)
    rows = rows.exclude(author=officer)
    return rows.select_related(*_FULL)


def at_desks_of(officer: User) -> Q:
    """Return the condition of ``appeals.work``: desk and topic fit a mandate of the officer."""
    where = Q(pk__in=[])
    for mandate in orgs.mandates_of(officer, kinds=WORKERS):
        topics = [topic.value for topic in Topic if mandate.kind in kinds_for(topic)]
        where |= Q(desk=mandate.body_id, topic__in=topics)
    return where & ~of_own_workplace(officer)


def of_own_workplace(officer: User) -> Q:
    """Return the condition of ``rules.is_of_own_workplace``: what a manager may never meet."""
    people = workplaces.people_under(officer)
    where = Q(body__in=workplaces.employer_side_bodies(officer))
    return where if people is None else where | Q(author__in=people)


def register_for(officer: User) -> QuerySet[Appeal]:
    """Return the appeals of bodies within reach as rows of a register.

    Neither author nor text is loaded: who reads the register may not read the appeals.
    """
    reach = orgs.bodies_within_reach(officer, kinds=REGISTER).values("pk")
    return (
        Appeal.objects.filter(body__in=reach)
        .exclude(of_own_workplace(officer))
        .select_related("body", "holder")
        .annotate(stars=Subquery(_last_stars()))
        .defer("text", "author", "receipt_digest")
    )


def _last_stars() -> "QuerySet[Reply, int | None]":
    rows = Reply.objects.filter(appeal=OuterRef("pk"), stars__isnull=False)
    return rows.order_by("-at").values_list("stars", flat=True)[:1]


@dataclass(frozen=True)
class Load:
    """How many appeals are open at a body and below, and how many of them are late."""

    body: Body
    line: Line
    open: int
    late: int


_LOADS = """
    SELECT path.ancestor_id, path.line, COALESCE(SUM(here.n), 0)::bigint,
           COALESCE(SUM(here.late), 0)::bigint
      FROM orgs_path path
      JOIN orgs_path child ON child.descendant_id = path.ancestor_id
       AND child.line = path.line AND child.depth = 1 AND child.ancestor_id = %s
      LEFT JOIN (
            SELECT body_id, COUNT(*) AS n, COUNT(*) FILTER (WHERE due_on < %s) AS late
              FROM appeals_appeal
             WHERE status IN ('submitted', 'in_work')
             GROUP BY body_id
           ) here ON here.body_id = path.descendant_id
     GROUP BY 1, 2
     ORDER BY 4 DESC, 3 DESC, 1
"""


def loads_below(body: Body, *, today: date) -> list[Load]:
    """Return open and late appeals below each child of a body, line by line, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_LOADS, [body.pk, today])
        rows = cursor.fetchall()
    bodies = Body.objects.in_bulk([row[0] for row in rows])
    return [Load(bodies[pk], Line(line), n, late) for pk, line, n, late in rows]


# Counts for everybody


@dataclass(frozen=True)
class Totals:
    """Honest figures: of the whole union, from the tables, now."""

    submitted: int
    answered: int
    in_time: int
    rated: int
    content: int  # four or five stars


def totals() -> Totals:
    """Count appeals of the whole union."""
    done = Q(status__in=[Status.ANSWERED, Status.CLOSED])
    row = Appeal.objects.aggregate(
        submitted=Count("pk"),
        answered=Count("pk", filter=done),
        in_time=Count("pk", filter=done & Q(answered_at__date__lte=F("due_on"))),
    )
    stars = Reply.objects.aggregate(
        rated=Count("pk", filter=Q(stars__isnull=False)),
        content=Count("pk", filter=Q(stars__gte=4)),
    )
    return Totals(**row, **stars)


def count_by_state() -> dict[Status, int]:
    """Return how many appeals of the whole union stand in each state, the empty ones too."""
    rows = Appeal.objects.order_by().values_list("status").annotate(n=Count("pk"))
    return dict.fromkeys(Status, 0) | {Status(state): n for state, n in rows}


def count_late(*, today: date) -> int:
    """Return how many open appeals of the whole union have passed their day."""
    return Appeal.objects.filter(status__in=OPEN, due_on__lt=today).count()


def count_by_body(body_ids: Iterable[int]) -> dict[int, int]:
    """Return how many appeals each body's members have submitted, for readers above."""
    rows = Appeal.objects.filter(body__in=list(body_ids)).values_list("body")
    return dict(rows.annotate(n=Count("pk")).order_by())


# Receipts


@dataclass(frozen=True)
class Standing:
    """What a receipt shows: the state and the clock, and nothing about anybody."""

    number: str
    status: Status
    due_on: date
    answered_on: date | None

    @property
    def label(self) -> object:
        """The status in the reader's language."""
        return STATUS_LABELS[self.status]


def standing_of(number: str, code: str) -> Standing | None:
    """Return where the appeal of a receipt stands; None when number and code do not belong.

    Takes the same time whether the number exists or not.
    """
    row = Appeal.objects.filter(number=number).first() if receipts.is_number(number) else None
    digest = bytes(row.receipt_digest) if row else bytes(32)
    if not receipts.matches(code, digest) or row is None:
        return None
    answered = timezone.localdate(row.answered_at) if row.answered_at else None
    return Standing(row.number, Status(row.status), row.due_on, answered)
