"""Published figures: what was counted last night, without what is hidden."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.models import Report, Tally
from ortaq.modules.appeals.rules import REGISTER, REVIEWERS
from ortaq.modules.appeals.workflow.measures import YEAR

_LEVELS = {Body.Level.CENTRE: 0, Body.Level.BRANCH: 1, Body.Level.REGION: 2}


@dataclass(frozen=True)
class Shown:
    """The figures of a body for a period; None is a number that is not shown."""

    body: Body
    year: int
    quarter: int
    values: dict[str, int | None]
    counted_at: datetime

    def __getitem__(self, measure: str) -> int | None:
        return self.values[measure]  # KeyError: a template then asks for an attribute

    @property
    def first_word_hours(self) -> float | None:
        """The median of working hours until the first word, to a tenth."""
        minutes = self.values.get("first_word")
        return None if minutes is None else round(minutes / 60, 1)

    @property
    def confirmed_percent(self) -> int | None:
        """How many of a hundred stated outcomes their members confirmed; None: cannot be shown."""
        confirmed, silence = self["confirmed"], self["silence"]
        if confirmed is None or silence is None or not confirmed + silence:
            return None
        return round(100 * confirmed / (confirmed + silence))

    @property
    def content_percent(self) -> int | None:
        """How many of a hundred who gave stars gave four or five."""
        content, rated = self["content"], self["rated"]
        return None if content is None or not rated else round(100 * content / rated)


def periods() -> list[int]:
    """Return the years that were counted, the latest first."""
    return list(Tally.objects.order_by("-year").values_list("year", flat=True).distinct())


def published(year: int, quarter: int = YEAR) -> list[Shown]:
    """Return a period of every body above primaries: the centre, branches, territories."""
    rows = Tally.objects.filter(year=year, quarter=quarter).select_related("body")
    return sorted(map(shown, rows), key=_order)


def published_for(reader: User, year: int, quarter: int = YEAR) -> list[Shown]:
    """Return a period of the bodies within the reader's reach: the same numbers as everybody's."""
    reach = orgs.bodies_within_reach(reader, kinds=REGISTER).values("pk")
    rows = Tally.objects.filter(year=year, quarter=quarter, body__in=reach)
    return sorted(map(shown, rows.select_related("body")), key=_order)


def published_of(body: Body, year: int) -> dict[int, Shown]:
    """Return the year and the quarters of one body."""
    rows = Tally.objects.filter(year=year, body=body).select_related("body")
    return {row.quarter: shown(row) for row in rows}


def shown(row: Tally) -> Shown:
    """Return the figures of a tally without what it hides."""
    values = {name: None if name in row.hidden else n for name, n in row.values.items()}
    values |= dict.fromkeys(row.hidden)
    return Shown(row.body, row.year, row.quarter, values, row.counted_at)


def _order(row: Shown) -> tuple[int, str, int]:
    return _LEVELS.get(Body.Level(row.body.level), 9), row.body.sort_key, row.body.pk


def report(public_id: UUID) -> Report | None:
    """Return a yearly report, or None."""
    rows = Report.objects.select_related("body", "file", "asked_by")
    return rows.filter(public_id=public_id).first()


def reports_for(reader: User) -> QuerySet[Report]:
    """Return the yearly reports of the bodies that a reader leads or audits, the latest first."""
    reach = orgs.bodies_within_reach(reader, kinds=REVIEWERS).values("pk")
    rows = Report.objects.filter(body__in=reach).select_related("body", "file")
    return rows.order_by("-asked_at", "-pk")
