"""The queue of a desk, filtered, and what its rows show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals import receipts
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.rules import LEADERS, WORKERS
from ortaq.modules.appeals.selectors.desk import at_desks_of
from ortaq.modules.appeals.selectors.head import MANY, Tally
from ortaq.modules.appeals.workflow import OPEN, Secrecy

ORDER = ("due_on", "pk")
NUMBER_YEARS = 6  # a number without its year is looked for in so many
ME, NOBODY = "me", "nobody"
_SHOWN = (  # of an appeal itself; neither the words nor the receipt
    "number", "topic", "urgency", "secrecy", "status", "due_on", "submitted_at", "first_word_at",
    "manner", "author_id", "body_id", "desk_id", "holder_id", "case_id",
    "author__family_name", "author__given_name", "author__erased_at", "author__language",
    "holder__family_name", "holder__given_name", "holder__erased_at",
    "body__name", "case__number",
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """An officer at his desks, and the condition of what he may work on, made once a page."""

    officer: User
    where: Q


def desk_of(officer: User) -> Desk:
    """Return an officer with the condition of what lies at his desks."""
    return Desk(officer, at_desks_of(officer) & ~Q(author=officer))


@dataclass(frozen=True)
class Filter:
    """What an officer asks of his queue; an empty value asks nothing."""

    whole: bool = False  # all at his desks, not only what is with him or with nobody
    topic: str = ""
    urgency: str = ""
    status: str = ""  # one of the open ones, or answered
    due: str = ""  # overdue, today, week
    language: str = ""
    collective: str = ""  # "": outside of cases; yes: in cases; all: both
    holder: str = ""  # me, nobody, or an officer's public id
    body: str = ""  # an id, or words of a name
    number: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for less than everything."""
        return self != Filter(whole=self.whole)


def filtered(desk: Desk, asked: Filter, *, today: date) -> QuerySet[Appeal]:
    """Return the appeals of an officer's queue that fit a filter; a page orders them by clock."""
    rows = Appeal.objects.filter(_whose(desk.officer, asked), desk.where)
    rows = rows.filter(_what(asked), _when(asked.due, today), _where(asked))
    return rows.select_related("author", "holder", "body", "case").only(*_SHOWN)


def _whose(officer: User, asked: Filter) -> Q:
    if asked.holder == ME:
        return Q(holder=officer)
    if asked.holder == NOBODY:
        return Q(holder__isnull=True)
    if asked.holder:
        return Q(holder__public_id=asked.holder)
    return Q() if asked.whole else Q(holder=officer) | Q(holder__isnull=True)


def _what(asked: Filter) -> Q:
    where = Q(status=asked.status) if asked.status else Q(status__in=OPEN)
    if asked.topic:
        where &= Q(topic=asked.topic)
    if asked.urgency:
        where &= Q(urgency=asked.urgency)
    if asked.language:
        where &= Q(author__language=asked.language)
    return where


def _when(due: str, today: date) -> Q:
    if due == "overdue":
        return Q(due_on__lt=today)
    if due == "today":
        return Q(due_on=today)
    if due == "week":
        return Q(due_on__range=(today, today + timedelta(days=6 - today.weekday())))
    return Q()


def _where(asked: Filter) -> Q:
    if asked.number:  # a number finds its appeal wherever it lies
        return Q(number__in=_numbers(asked.number))
    where = Q()
    if asked.body:
        where &= Q(body__in=_bodies(asked.body))
    if asked.collective != "all":
        where &= Q(case__isnull=asked.collective != "yes")
    return where


def _numbers(typed: str) -> list[str]:
    """Return the numbers that somebody may mean: whole, or without the year and the zeros."""
    typed = typed.strip()
    if receipts.is_number(typed):
        return [typed]
    if not typed.isascii() or not typed.isdigit() or len(typed) > len("000000"):
        return []
    year = timezone.localdate().year
    return [f"{year - back}-{int(typed):06d}" for back in range(NUMBER_YEARS)]


def _bodies(typed: str) -> Any:
    if typed.isascii() and typed.isdigit():
        return [int(typed)]
    return orgs.open_bodies(query=typed).order_by().values("pk")


# What stands above the rows


def tally(rows: QuerySet[Appeal], *, today: date) -> Tally:
    """Count the first thousand by the clock: what is late stands among them."""
    soonest = rows.order_by(*ORDER).values_list("due_on", flat=True)[: MANY + 1]
    last = today + timedelta(days=6 - today.weekday())
    days = list(soonest)
    return Tally(
        all=min(len(days), MANY),
        overdue=sum(day < today for day in days),
        today=sum(day == today for day in days),
        week=sum(today <= day <= last for day in days),
        is_more=len(days) > MANY,
    )


def colleagues(officer: User) -> list[User]:
    """Return who holds appeals at an officer's desks, for the filter by holder."""
    desks = {mandate.body_id for mandate in orgs.mandates_of(officer, kinds=WORKERS)}
    rows = Mandate.objects.live_on(timezone.localdate()).filter(body__in=desks, kind__in=WORKERS)
    found = {row.user.pk: row.user for row in rows.select_related("user")}
    found.pop(officer.pk, None)
    return sorted(found.values(), key=lambda user: (user.sort_key, user.pk))


# What a row shows


@dataclass(frozen=True)
class Row:
    """A line of the queue."""

    appeal: Appeal
    author: str  # '' when the reader may not know
    last: Move | None

    @property
    def owes_word(self) -> bool:
        """Whether no person has replied yet."""
        return self.appeal.is_open and self.appeal.first_word_at is None


def rows_of(appeals: Sequence[Appeal], reader: User) -> list[Row]:
    """Return the lines of a page, with what happened last, by one question."""
    last = _last_moves([appeal.pk for appeal in appeals])
    return [Row(one, name_for(one, reader), last.get(one.pk)) for one in appeals]


def name_for(appeal: Appeal, reader: User) -> str:
    """Return the author's name for a list, or '' when the reader may not know it."""
    if appeal.secrecy == Secrecy.CONFIDENTIAL and appeal.holder_id != reader.pk:
        return ""
    return appeal.author.short_name


def _last_moves(ids: Iterable[int]) -> dict[int, Move]:
    rows = Move.objects.filter(appeal__in=list(ids)).order_by("appeal", "-at", "-pk")
    rows = rows.distinct("appeal").defer("words")
    return {row.appeal_id: row for row in rows}


def after(officer: User, appeal: Appeal, asked: Filter) -> Appeal | None:
    """Return the next appeal of the filtered queue by the clock; after the last, the first."""
    rows = filtered(desk_of(officer), asked, today=timezone.localdate())
    rows = rows.exclude(pk=appeal.pk).order_by(*ORDER)
    later = Q(due_on__gt=appeal.due_on) | Q(due_on=appeal.due_on, pk__gt=appeal.pk)
    return rows.filter(later).first() or rows.first()


def may_plan(officer: User) -> bool:
    """Whether an officer sees to the desks of others: chair, deputy or officer of a body."""
    return bool(orgs.mandates_of(officer, kinds=LEADERS))
