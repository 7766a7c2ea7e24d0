"""What runs out when, and which meetings are planned: the calendar of elections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY, Kind
from ortaq.foundation.orgs.models import Body, Election, Mandate
from ortaq.foundation.orgs.selectors.mandates import bodies_within_reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ortaq.foundation.accounts.models import User

EVERY_KIND = frozenset(Kind)
YEAR = 12  # months that the calendar shows


@dataclass(frozen=True)
class Month:
    """A month of the calendar, with how much falls into it."""

    first: date
    terms: int
    meetings: int

    @property
    def name(self) -> str:
        """The month as it stands in an address: 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return next_month(self.first)


def next_month(first: date) -> date:
    """Return the first day of the month after the one that a day is in."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def terms_ending(user: "User | AnonymousUser", *, since: date, before: date) -> QuerySet[Mandate]:
    """Return the posts whose last day falls into a time, within reach of the user's mandates."""
    return Mandate.objects.filter(
        state__in=Mandate.IN_FORCE,
        until__gte=since,
        until__lt=before,
        body__in=bodies_within_reach(user, kinds=EVERY_KIND),
    ).select_related("user", "body")


def elections_in(user: "User | AnonymousUser", *, since: date, before: date) -> QuerySet[Election]:
    """Return the meetings of a time within reach, those called off left out."""
    return (
        Election.objects.filter(
            on__gte=since, on__lt=before, body__in=bodies_within_reach(user, kinds=EVERY_KIND)
        )
        .exclude(state=Election.State.CALLED_OFF)
        .select_related("body")
    )


def calendar_of(user: "User | AnonymousUser", *, start: date) -> list[Month]:
    """Return a year of months from that of ``start`` on, in two queries."""
    first = start.replace(day=1)
    months = [first]
    while len(months) <= YEAR:
        months.append(next_month(months[-1]))
    terms = _by_month(terms_ending(user, since=first, before=months[-1]), "until")
    meetings = _by_month(elections_in(user, since=first, before=months[-1]), "on")
    return [Month(day, terms.get(day, 0), meetings.get(day, 0)) for day in months[:-1]]


def _by_month(rows: "QuerySet[Mandate] | QuerySet[Election]", field: str) -> dict[date, int]:
    return dict(
        rows.order_by()
        .select_related(None)
        .annotate(month=TruncMonth(field))
        .values_list("month")
        .annotate(n=Count("pk"))
    )


def elections_of(body: Body) -> QuerySet[Election]:
    """Return the meetings of a body, the latest first."""
    return Election.objects.filter(body=body).order_by("-on", "-pk")


def planned_at(bodies: Sequence[int]) -> dict[int, Election]:
    """Return the next planned meeting of each of some bodies, by body; overdue ones too."""
    rows = Election.objects.filter(
        body__in=bodies,
        state=Election.State.PLANNED,
        kind__in=[Election.Kind.ELECTION, Election.Kind.EARLY],
    )
    return {row.body_id: row for row in rows.order_by("-on", "-pk")}


def keeps_elections(user: "User | AnonymousUser", bodies: Sequence[int]) -> set[int]:
    """Return at which of some bodies the user may plan and record meetings."""
    found = bodies_within_reach(user, kinds=MANDATES_GRANTED_BY, among=bodies)
    return set(found.values_list("pk", flat=True))


def meetings_without_result(user: "User | AnonymousUser") -> QuerySet[Election]:
    """Return the meetings whose day has passed and of which nothing is recorded, within reach."""
    return (
        Election.objects.filter(
            state=Election.State.PLANNED,
            on__lt=timezone.localdate(),
            body__in=bodies_within_reach(user, kinds=MANDATES_GRANTED_BY),
        )
        .select_related("body")
        .order_by("on", "pk")
    )
