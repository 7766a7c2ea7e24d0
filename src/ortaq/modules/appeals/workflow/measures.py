"""What is counted of a body and a period, and which of it adds up. Pure."""

from collections.abc import Iterable, Mapping

from ortaq.lib.small_numbers import LEAST, dependencies, guarded

ENDINGS = ("remedied", "partly", "refused", "court", "withdrawn", "unstated")
WORDS = ("confirmed", "silence", "withdrawn", "unstated")  # the member's, on the same cases
STARS = ("content", "discontent")
REMEDIES = ("money", "reinstated", "danger_removed", "right_restored", "explained")
COUNTS = ("submitted", "ended", *ENDINGS, "confirmed", "silence", "rated", *STARS, *REMEDIES)
TENGE = "tenge"  # adds up too; it is as small as the number of those who got it
SUMS = (*COUNTS, TENGE)
# Medians do not add up: each is shown when it stands on enough cases.
MEDIANS: Mapping[str, str] = {"first_word": "worded", "days": "ended"}  # measure → on what
ADDING: Mapping[str, tuple[str, ...]] = {"ended": ENDINGS, "rated": STARS}
QUARTERS = (1, 2, 3, 4)
YEAR = 0

Where = object  # a body, or what of a body belongs to none of those below it
Cell = tuple[Where, int, str]  # of what, of which quarter (or the year), which measure
Table = Mapping[tuple[Where, int], Mapping[str, int]]


def hidden_cells(
    table: Table, parts: Mapping[Where, frozenset[int]], rests: Iterable[Where] = ()
) -> set[Cell]:
    """Return the cells of a year that figures must not show.

    ``parts`` says which places (primaries, seen alike) each body holds; ``rests`` are among them:
    what belongs to none of a body's parts is shown nowhere and must not be worked out either.
    """
    rests = frozenset(rests)
    values = {
        (where, quarter, measure): table.get((where, quarter), {}).get(measure, 0)
        for where in parts
        for quarter in (YEAR, *QUARTERS)
        for measure in SUMS
    }
    small = {cell for cell in values if _is_small(cell, values)}
    never = {cell for cell in values if cell[0] in rests}
    found = guarded(values, _relations(parts), small=small, unpublished=never)
    return found | _medians(table, found, rests)


def _is_small(cell: Cell, values: Mapping[Cell, int]) -> bool:
    where, quarter, measure = cell
    of = "money" if measure == TENGE else measure
    return 0 < values[where, quarter, of] < LEAST


def _relations(parts: Mapping[Where, frozenset[int]]) -> list[dict[Cell, int]]:
    """Return the equations that everybody knows, in the three directions of the table."""
    quarters = (YEAR, *QUARTERS)
    found: list[dict[Cell, int]] = []
    for equation in dependencies(parts):
        for quarter in quarters:
            found += [{(w, quarter, m): n for w, n in equation.items()} for m in SUMS]
    for where in parts:
        for measure in SUMS:
            year = dict.fromkeys(((where, quarter, measure) for quarter in QUARTERS), -1)
            found.append({(where, YEAR, measure): 1} | year)
        for quarter in quarters:
            for whole, pieces in (*ADDING.items(), ("ended", WORDS)):
                of = dict.fromkeys(((where, quarter, piece) for piece in pieces), -1)
                found.append({(where, quarter, whole): 1} | of)
    return found


def _medians(table: Table, found: set[Cell], rests: frozenset[Where]) -> set[Cell]:
    """Return the medians that stand on too few cases, or on a number that is hidden."""
    return {
        (where, quarter, median)
        for (where, quarter), row in table.items()
        for median, on in MEDIANS.items()
        if where not in rests and (row.get(on, 0) < LEAST or (where, quarter, on) in found)
    }
