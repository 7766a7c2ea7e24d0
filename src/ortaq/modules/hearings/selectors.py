"""Reads of hearings and terms: a calendar, a matter's own, what clashes, what must be told."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.lib.workdays import Calendar
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.appeals.rules import WORKERS
from ortaq.modules.appeals.rules import can_work as can_work_appeal
from ortaq.modules.hearings.models import Attendance, Feed, Hearing, Limitation, Standstill
from ortaq.modules.hearings.rules import may_work_case
from ortaq.modules.hearings.workflow import (
    RULES,
    WARN_DAYS,
    Limit,
    Pause,
    State,
    StopReason,
    Term,
    limits_for,
    overlaps,
    term_of,
)

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal, Case

_FULL = ("appeal", "case", "representative")
COLLEAGUES = 12
LONGEST = timedelta(hours=12)  # no hearing lasts longer
FEED_BACK, FEED_AHEAD = timedelta(days=30), timedelta(days=365)


def hearing(public_id: UUID) -> Hearing | None:
    """Return a hearing by its public number, or None."""
    rows = Hearing.objects.select_related(*_FULL, "appeal__body", "case__body")
    return rows.filter(public_id=public_id).first()


def case(number: str) -> "Case | None":
    """Return a collective case by its number, or None."""
    model: type[Case] = apps.get_model("appeals", "Case")
    rows = model.objects.select_related("body", "desk", "holder")
    return rows.filter(number=number).first() if "\0" not in number else None


def hearings_of(matter: "Appeal") -> list[Hearing]:
    """Return the hearings of an appeal and of its collective case, the next first, then the past.

    Postponed ones stand behind the one that came instead.
    """
    which = Q(appeal=matter)
    if matter.case_id:
        which |= Q(case=matter.case_id)
    words = Prefetch("attendances", Attendance.objects.order_by("pk"))
    rows = Hearing.objects.filter(which).select_related("representative", "case")
    found = list(rows.prefetch_related(words).order_by("starts_at", "pk"))
    return sorted(found, key=lambda row: row.state != State.PLANNED)


def hearings_for(officer: User, *, since: datetime, before: datetime) -> "QuerySet[Hearing]":
    """Return the hearings of a time that an officer goes to, or whose matters he may work."""
    rows = Hearing.objects.filter(starts_at__gte=since, starts_at__lt=before)
    return rows.filter(_within(officer)).select_related(*_FULL).order_by("starts_at", "pk")


def _within(officer: User) -> Q:
    """Return the condition of ``hearings.view``, and of representing, for a list.

    Whoever represents still needs a desk, and never meets what he is kept away from.
    """
    if not orgs.mandates_of(officer, kinds=WORKERS):
        return Q(pk__in=[])
    desks = [mandate.body_id for mandate in orgs.mandates_of(officer, kinds=WORKERS)]
    away = appeals.kept_away(officer)
    mine = Q(appeal__in=_appeals().filter(appeals.at_desks_of(officer)).exclude(author=officer))
    shut = _appeals().filter(away | Q(author=officer)).exclude(case=None).values("case")
    signed = Q(case__signatures__person=officer)
    return mine | (Q(case__desk__in=desks) & ~Q(case__in=shut) & ~signed)


def _appeals() -> "QuerySet[Appeal]":
    """Return the rows behind our own foreign key; models of a room stay home."""
    model: type[Appeal] = apps.get_model("appeals", "Appeal")
    return model.objects.all()


def own_hearings(person: User) -> "QuerySet[Hearing]":
    """Return the hearings of a member's matters that are planned, the next first."""
    mine = (
        Q(appeal__author=person)
        | Q(case__in=_appeals().filter(author=person, case__isnull=False).values("case"))
        | Q(case__signatures__person=person)
    )
    rows = Hearing.objects.filter(mine, state=State.PLANNED, starts_at__gte=timezone.now())
    return rows.select_related(*_FULL).order_by("starts_at", "pk").distinct()


def people_of(hearing: Hearing) -> list[User]:
    """Return the members whose matter is heard, each once."""
    if hearing.appeal is not None:
        return [hearing.appeal.author]
    if hearing.case is None:
        return []
    authors = [row.author for row in hearing.case.appeals.select_related("author")]
    signed = [row.person for row in hearing.case.signatures.select_related("person")]
    return list(dict.fromkeys([*authors, *signed]))


def representatives(matter: "Appeal | Case", *, of_appeal: bool) -> list[User]:
    """Return who may represent: the holder first, then suitable colleagues of the same desk,
    the first dozen posts of it: each is asked for by questions of his own.

    In a confidential appeal the holder alone: nobody else learns whose it is.
    """
    posts = orgs.people_in_posts(matter.desk).filter(kind__in=WORKERS)[:COLLEAGUES]
    people = list(dict.fromkeys(post.user for post in posts))
    if of_appeal:
        appeal: Appeal = matter  # type: ignore[assignment]
        if appeal.secrecy == "confidential":
            people = []
        fit = [person for person in people if can_work_appeal.test(person, appeal)]
    else:
        case: Case = matter  # type: ignore[assignment]
        fit = [person for person in people if may_work_case(person, case)]
    first = [matter.holder] if matter.holder else []
    return list(dict.fromkeys([*first, *fit]))


@dataclass(frozen=True)
class Clash:
    """What stands against a moment: another hearing, a day off, or an absence."""

    code: str  # busy, day_off, away
    hearing: Hearing | None = None


def clashes(
    representative: User, starts_at: datetime, minutes: int, *, without: Hearing | None = None
) -> list[Clash]:
    """Return what stands against a hearing at that time with that representative."""
    day = timezone.localdate(starts_at)
    rows = Hearing.objects.filter(
        representative=representative,
        state=State.PLANNED,
        starts_at__gt=starts_at - LONGEST,
        starts_at__lt=starts_at + timedelta(minutes=minutes),
    )
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    span = (starts_at, minutes)
    busy = [row for row in rows if overlaps(span, (row.starts_at, row.minutes))]
    found = [Clash("busy", row) for row in busy]
    if not appeals.calendar().is_workday(day):
        found.append(Clash("day_off"))
    if representative.absences.filter(since__lte=day, until__gte=day).exists():
        found.append(Clash("away"))
    return found


# Feeds


def digest_of(secret: str) -> bytes:
    """Return what is stored of a feed's secret."""
    return hashlib.sha256(secret.encode()).digest()


def feed_by_secret(secret: str) -> Feed | None:
    """Return the living feed of an address, or None."""
    rows = Feed.objects.select_related("person").filter(revoked_at__isnull=True)
    return rows.filter(digest=digest_of(secret)).first()


def feed_of(person: User) -> Feed | None:
    """Return a person's living feed, or None."""
    return Feed.objects.filter(person=person, revoked_at__isnull=True).first()


def hearings_of_feed(person: User) -> "QuerySet[Hearing]":
    """Return what stands in a person's own calendar: where he represents, while he may."""
    now = timezone.now()
    rows = hearings_for(person, since=now - FEED_BACK, before=now + FEED_AHEAD)
    return rows.filter(representative=person).exclude(state=State.POSTPONED)


# Terms


def limitation(pk: int) -> Limitation | None:
    """Return a term, or None."""
    rows = Limitation.objects.select_related("appeal__holder", "appeal__desk", "appeal__body")
    return rows.filter(pk=pk).first()


@dataclass(frozen=True)
class Watched:
    """A term with its rule, its reckoning today, and what is left."""

    row: Limitation
    limit: Limit
    term: Term
    left: int  # days; negative when missed

    @property
    def is_missed(self) -> bool:
        """Whether the last day passed while it ran."""
        return self.row.is_running and self.left < 0 and not self.term.stands


def watched(row: Limitation, *, today: date, calendar: Calendar) -> Watched:
    """Return a term as the screens show it; its standstills may be loaded already."""
    limit = RULES[row.rule]
    pauses = [Pause(pause.since, pause.until) for pause in row.standstills.all()]
    term = term_of(limit, row.event_on, calendar=calendar, today=today, pauses=pauses)
    return Watched(row, limit, term, (term.due_on - today).days)


def terms_of(appeal: "Appeal", *, today: date) -> list[Watched]:
    """Return the terms of an appeal, those that run first, the nearest first."""
    rows = Limitation.objects.filter(appeal=appeal).select_related("stopped_by")
    listed = list(rows.prefetch_related(_standstills()))
    days = appeals.calendar() if listed else Calendar()
    found = [watched(row, today=today, calendar=days) for row in listed]
    return sorted(found, key=lambda w: (not w.row.is_running, w.term.due_on, w.row.pk))


def offered(appeal: "Appeal", *, has_commission: bool) -> list[Limit]:
    """Return the terms that may be opened: of the topic, from the event, not running already.

    The one that begins with a commission's decision is offered when those from the event are
    watched or were: one form asks for one day.
    """
    rows = Limitation.objects.filter(appeal=appeal)
    running = {row.rule for row in rows if row.is_running}
    known = {row.rule for row in rows if row.stop_reason != StopReason.MISTAKE}
    free = [
        limit
        for limit in limits_for(appeal.topic, has_commission=has_commission)
        if limit.key not in running
    ]
    first = [limit for limit in free if limit.starts == "event" and limit.key not in known]
    then = [limit for limit in free if limit.starts == "decision" and limit.key not in known]
    return first or then or free


def terms_for(officer: User) -> "QuerySet[Limitation]":
    """Return the running terms of the matters that an officer may work; a page orders them."""
    away = _appeals().filter(appeals.at_desks_of(officer)).exclude(author=officer)
    rows = Limitation.objects.filter(appeal__in=away, stopped_at__isnull=True)
    return rows.select_related("appeal__holder", "appeal__body").prefetch_related(_standstills())


def terms_to_warn(today: date) -> Iterable[Limitation]:
    """Return the running terms near their last day or past it, the nearest first."""
    latest = today + timedelta(days=max(WARN_DAYS))
    rows = Limitation.objects.filter(stopped_at__isnull=True, due_on__lte=latest)
    rows = rows.exclude(warned=0).select_related(
        "appeal__holder", "appeal__desk", "appeal__author"
    )
    return rows.prefetch_related(_standstills()).order_by("due_on", "pk").iterator(chunk_size=500)


def _standstills() -> "Prefetch[str, QuerySet[Standstill], str]":
    return Prefetch("standstills", Standstill.objects.order_by("since"))
