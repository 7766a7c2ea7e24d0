"""An attacker who knows the structure and solves the equations of the single cases learns nothing.

He shares no code with what he attacks: he works on the smallest pieces (branch × region × quarter
× ending), asks whether a hidden sum is a combination of shown sums, and eliminates with fractions.
"""

import itertools
from collections.abc import Callable
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.lib.small_numbers import LEAST, dependencies, guarded

QUARTERS, ENDINGS = range(2), range(2)
ALL = "all"


def spans(rows: list[list[int]]) -> Callable[[list[int]], bool]:
    """Return whether a vector is a combination of these, by elimination with fractions."""
    basis: list[tuple[int, list[Fraction]]] = []

    def rest(row: list[int]) -> list[Fraction]:
        left = [Fraction(n) for n in row]
        for head, other in basis:
            if left[head]:
                times = left[head]
                left = [a - times * b if b else a for a, b in zip(left, other, strict=True)]
        return left

    for row in rows:
        left = rest(row)
        head = next((n for n, value in enumerate(left) if value), None)
        if head is not None:
            basis.append((head, [value / left[head] for value in left]))
    return lambda row: not any(rest(row))


class Union:
    """Primaries in two lines, with cases by quarter and ending; all sums of them."""

    def __init__(self, places: list[tuple[int | None, int | None]], counts: list[int]) -> None:
        self.atoms = list(itertools.product(range(len(places)), QUARTERS, ENDINGS))
        self.counts = dict(zip(self.atoms, counts, strict=False))
        self.bodies: dict[str, set[int]] = {"centre": set(range(len(places)))}
        for n, (branch, region) in enumerate(places):
            for line, where in (("b", branch), ("r", region)):
                if where is not None:
                    self.bodies.setdefault(f"{line}{where}", set()).add(n)
        self.rests = {}
        for line in "br":
            inside = set().union(*(m for name, m in self.bodies.items() if name[0] == line))
            if rest := self.bodies["centre"] - inside:
                self.rests[f"rest-{line}"] = rest
        self.cells = [
            (body, quarter, ending)
            for body in [*self.bodies, *self.rests]
            for quarter in [*QUARTERS, ALL]
            for ending in [*ENDINGS, ALL]
        ]

    def vector(self, cell: tuple) -> list[int]:
        body, quarter, ending = cell
        inside = self.bodies.get(body) or self.rests[body]
        return [
            int(p in inside and quarter in (q, ALL) and ending in (e, ALL))
            for p, q, e in self.atoms
        ]

    def value(self, cell: tuple) -> int:
        return sum(
            n * self.counts.get(atom, 0)
            for n, atom in zip(self.vector(cell), self.atoms, strict=True)
        )

    def relations(self) -> list[dict[tuple, int]]:
        bodies = {**self.bodies, **self.rests}
        found = [
            {(body, q, e): n for body, n in one.items()}
            for one in dependencies(bodies)
            for q in [*QUARTERS, ALL]
            for e in [*ENDINGS, ALL]
        ]
        for body in bodies:
            found += [
                {(body, ALL, e): 1, **{(body, q, e): -1 for q in QUARTERS}}
                for e in [*ENDINGS, ALL]
            ]
            found += [
                {(body, q, ALL): 1, **{(body, q, e): -1 for e in ENDINGS}}
                for q in [*QUARTERS, ALL]
            ]
        return found


where = st.one_of(st.none(), st.integers(0, 2))
places = st.lists(st.tuples(where, where), min_size=1, max_size=5)
counts = st.lists(st.sampled_from([0, 0, 1, 2, 5, 6, 7, 8, 20, 90]), min_size=20, max_size=20)


@settings(max_examples=100, deadline=None)
@given(places, counts)
def test_no_hidden_cell_is_a_combination_of_shown_ones(
    spread: list[tuple[int | None, int | None]], counted: list[int]
) -> None:
    union = Union(spread, counted)
    values = {cell: union.value(cell) for cell in union.cells}
    unpublished = {cell for cell in union.cells if cell[0] in union.rests}
    small = {c for c, n in values.items() if 0 < n < LEAST} - unpublished
    hidden = guarded(values, union.relations(), small=small, unpublished=unpublished)
    assert small <= hidden
    assert not hidden & unpublished
    shown = [union.vector(c) for c in union.cells if c not in hidden and c not in unpublished]
    is_solved = spans(shown)
    small_rests = {c for c in unpublished if 0 < values[c] < LEAST}
    for cell in hidden | small_rests:
        assert not is_solved(union.vector(cell)), cell


def test_large_tables_stay_as_they_are_and_one_small_cell_takes_few_with_it() -> None:
    union = Union([(0, 0), (0, 1), (1, 0), (1, 1)], [50] * 20)
    values = {cell: union.value(cell) for cell in union.cells}
    assert guarded(values, union.relations(), small=()) == set()
    union.counts[union.atoms[0]] = 3
    values = {cell: union.value(cell) for cell in union.cells}
    small = {c for c, n in values.items() if 0 < n < LEAST}
    assert small == set()  # every sum holds others too: nothing to hide
    lonely = Union([(0, 0), (1, 1), (2, 2)], [3, *[50] * 19])
    values = {cell: lonely.value(cell) for cell in lonely.cells}
    small = {c for c, n in values.items() if 0 < n < LEAST}
    assert small == {("b0", 0, 0), ("r0", 0, 0)}
    hidden = guarded(values, lonely.relations(), small=small)
    assert len(hidden) <= 32 < len(lonely.cells)


def test_equal_sums_of_two_trees_are_found_and_two_small_parts_are_not_left_alone() -> None:
    found = dependencies({"b": {1, 2}, "r": {1, 2}, "other": {3}})
    assert [{"b": abs(one["b"]), "r": abs(one["r"])} for one in found] == [{"b": 1, "r": 1}]
    values = {"all": 100, "a": 1, "b": 2, "c": 97}
    relation = {"all": 1, "a": -1, "b": -1, "c": -1}
    assert guarded(values, [relation], small={"a", "b"}) == {"a", "b", "c"}
