"""Which rows are new bodies, which complete known ones, and which cannot stand."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from ortaq.foundation.accounts import crowd
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.sheets.bodies.columns import (
    CHAIR_UNKNOWN,
    FUTURE,
    NO_NAME,
    NO_PARENT,
    NO_SUCH_PARENT,
    PARENTS,
    REPEATED,
    TWO_SUCH,
    WRONG_PLACE,
)
from ortaq.foundation.sheets.bodies.tree import Tree, Values, level_of, names_of
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.rowwise import Said, pages, say


def match(batch: Batch) -> None:
    """Say which bodies are new, and what can be completed of the others."""
    tree, seen = Tree(batch), set[int]()
    say(batch, (one for page in pages(batch) for one in _said(page, tree, seen)))


def _said(page: Sequence[tuple[int, Values]], tree: Tree, seen: set[int]) -> Iterator[Said]:
    chairs = crowd.find_by_iins(v["chair_iin"] for _line, v in page if v["chair_iin"])
    today = timezone.localdate().isoformat()
    for line, values in page:
        body = tree.known(values)
        fault = _fault(values, body, tree, today)
        knows_chair = bool(values["chair_iin"] and chairs.get(values["chair_iin"]))
        note = CHAIR_UNKNOWN if values["chair_name"] and not knows_chair else None
        if fault:
            yield Said(line, "wrong", None, *fault)
        elif body is None:
            level = level_of(values)
            if (0, level) in tree.find(next(iter(names_of(values).values()))):
                yield Said(line, "same", None, REPEATED, "name_ru")
                continue
            tree.add(0, level, names_of(values))
            yield Said(line, "new", None, note, "chair_iin")
        elif body.pk in seen:
            yield Said(line, "same", body.pk, REPEATED, "name_ru")
        else:
            seen.add(body.pk)
            is_news = bool(missing(body, values)) or (
                knows_chair and not has_chair(body, chairs[values["chair_iin"]])
            )
            yield Said(line, "changed" if is_news else "same", body.pk, note, "chair_iin")


def _fault(values: Values, body: Body | None, tree: Tree, today: str) -> tuple[str, str] | None:
    late = (column for column in ("opened_on", "chair_since") if values[column] > today)
    if column := next(late, None):
        return FUTURE, column
    if body is not None:
        return None
    if not names_of(values):
        return NO_NAME, "name_ru"
    if not any(values[column] for column in PARENTS.values()):
        return NO_PARENT, "branch_parent"
    faults = (_parent_fault(line, values, tree) for line in PARENTS)
    return next(filter(None, faults), None)


def _parent_fault(line: Line, values: Values, tree: Tree) -> tuple[str, str] | None:
    column = PARENTS[line]
    if not values[column]:
        return None
    if not tree.find(values[column]):
        return NO_SUCH_PARENT, column
    fitting = tree.fitting(line, values)
    if len(fitting) == 1:
        return None
    return (TWO_SUCH if fitting else WRONG_PLACE), column


def missing(body: Body, values: Values) -> dict[str, str]:
    """Return the languages of a name that the register lacks and the row has."""
    return {code: text for code, text in names_of(values).items() if not body.name.get(code)}


def has_chair(body: Body, user_id: int) -> bool:
    """Whether a person chairs a body, or is proposed for it."""
    open_terms = body.mandates.filter(kind=Kind.CHAIR, state__in=("proposed", "held", "ending"))
    return open_terms.filter(user=user_id).exists()
