"""Reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.selectors import mandates_of
from ortaq.foundation.sheets import layouts, staging
from ortaq.foundation.sheets.headers import letter
from ortaq.foundation.sheets.layouts import Column, Layout
from ortaq.foundation.sheets.models import Batch, MadeRow, Row
from ortaq.foundation.sheets.rules import may_send
from ortaq.foundation.sheets.workflow import State


def offers(user: User, body: Body | None = None) -> list[tuple[Layout, Body]]:
    """Return what a person may send, and where: bodies of his posts, and ``body`` if he may."""
    bodies = {mandate.body_id: mandate.body for mandate in mandates_of(user)}
    if body is not None:
        bodies[body.pk] = body
    return [
        (layout, place)
        for layout in layouts.layouts()
        for place in bodies.values()
        if may_send(user, layout, place)
    ]


def sheets_of(user: User) -> QuerySet[Batch]:
    """Return the sheets that a person sent, and those of the bodies where he may send such."""
    seen = Q(uploaded_by=user)
    for layout, body in offers(user):
        seen |= Q(layout_name=layout.name, body=body)
    return Batch.objects.filter(seen).select_related("body", "uploaded_by")


def earlier(batch: Batch) -> Batch | None:
    """Return the latest sheet of the very same bytes that was entered in this body."""
    same = Batch.objects.filter(
        body=batch.body_id, layout_name=batch.layout_name, sha256=batch.sha256
    )
    entered = same.filter(state__in=[State.DONE, State.STOPPED]).exclude(pk=batch.pk)
    return entered.select_related("confirmed_by").order_by("-uploaded_at").first()


@dataclass(frozen=True)
class Placed:
    """A column of the layout and where the file has it."""

    column: Column
    place: int | None
    header: str

    @property
    def letter(self) -> str:
        """The column's letters as the office's program shows them."""
        return "" if self.place is None else letter(self.place)


def placed(batch: Batch) -> list[Placed]:
    """Return the layout's columns with their places in the file."""
    found = []
    for column in batch.layout.columns:
        place = batch.mapping.get(column.name)
        known = place is not None and place < len(batch.headers)
        found.append(Placed(column, place, batch.headers[place] if known else ""))
    return found


@dataclass(frozen=True)
class Problem:
    """What is wrong, where (letter and header as in the file), and what stands there."""

    words: str
    column: str
    cell: str
    text: str


@dataclass(frozen=True)
class Shown:
    """A staged row as the preview shows it."""

    line: int
    cells: list[str]
    verdict: str
    decision: str
    target: int | None
    twin: str
    problems: list[Problem]


def rows_to_look_at(batch: Batch, verdict: str, *, after: int = 0, limit: int = 50) -> list[Row]:
    """Return rows with problems, or doubtful ones, in the order of the file."""
    rows = Row.objects.filter(batch=batch, problems__isnull=False, verdict=verdict, line__gt=after)
    return list(rows.order_by("line")[:limit])


def shown(batch: Batch, rows: list[Row]) -> list[Shown]:
    """Return rows with their problems in words and their twins in the register."""
    places = {one.column.name: one for one in placed(batch)}
    names = batch.layout.names
    targets = [row.target for row in rows if row.target is not None]
    twins = batch.layout.describe(targets) if targets else {}
    return [
        Shown(
            row.line,
            row.cells,
            row.verdict,
            row.decision,
            row.target,
            twins.get(row.target, "") if row.target else "",
            [_problem(found, row, places, names) for found in row.problems or ()],
        )
        for row in rows
    ]


def _problem(
    found: dict[str, Any], row: Row, places: dict[str, Placed], names: tuple[str, ...]
) -> Problem:
    words = str(layouts.problem_words(found["code"]))
    name = found.get("column") or ""
    if name not in places:
        return Problem(words, "", str(row.line), "")
    one = places[name]
    return Problem(
        words,
        one.header or str(one.column.label),
        f"{one.letter}{row.line}",
        row.cells[names.index(name)],
    )


def problem_summary(batch: Batch) -> list[tuple[str, str, int]]:
    """Return column, sentence and count of what the checks of cells met, most frequent first."""
    places = {one.column.name: one for one in placed(batch)}
    found = []
    for key, count in sorted(batch.problem_counts.items(), key=lambda item: -item[1]):
        name, code = key.split(" ")
        one = places.get(name)
        label = f"{one.letter} {one.header or one.column.label}".strip() if one else ""
        found.append((label, str(layouts.problem_words(code)), count))
    return found


def wrong_rows(batch: Batch) -> Iterator[list[str]]:
    """Yield every row that is left out, with what is wrong, for the office to repair."""
    after = 0
    while rows := rows_to_look_at(batch, "wrong", after=after, limit=2_000):
        for one in shown(batch, rows):
            told = "; ".join(f"{p.cell}: {p.words}" for p in one.problems)
            yield [str(one.line), *one.cells, told]
        after = rows[-1].line


def kept_of(batch: Batch, limit: int = 50) -> list[tuple[int, str]]:
    """Return line and reason of what could not be taken back."""
    kept = MadeRow.objects.filter(batch=batch).exclude(kept="").order_by("line")
    return [(row.line, str(layouts.problem_words(row.kept))) for row in kept[:limit]]


def will_enter(batch: Batch) -> int:
    """Return how many rows a confirmation would enter now."""
    return staging.count_to_apply(batch)
