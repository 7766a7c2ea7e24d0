"""Tables whose cells stand in sums of several directions: hide until nothing can be solved. Pure.

A *relation* is an equation that everybody knows: its cells times their coefficients make zero
(year − four quarters, union − its branches, ended − each way to end). What is hidden is unknown in
them; a hidden cell that the equations determine would be no secret, so another goes with it.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

from ortaq.lib.small_numbers.families import LEAST

Cell = TypeVar("Cell", bound=Hashable)
Relation = Mapping[Cell, int]
# Elimination runs modulo this prime: a coefficient here is a small whole number, and a product
# that this prime divides by chance is rarer than a broken disk.
PRIME = (1 << 61) - 1


def guarded(
    values: Mapping[Cell, int],
    relations: Sequence[Relation[Cell]],
    *,
    small: Collection[Cell],
    unpublished: Collection[Cell] = (),
) -> set[Cell]:
    """Return the cells to hide, so that none of them is determined by what stays shown.

    ``small`` are hidden because of themselves, the others with them. ``unpublished`` cells are
    shown nowhere anyway (what belongs to none of the parts): of these the small ones are guarded.
    """
    never = set(unpublished)
    table = _Table(values, relations, hides=set(small) - never, never=never)
    table.close_alone()
    while given := sorted(table.guarded() & table.determined(), key=table.rank):
        if not table.hide_beside(given[0]):
            break
        table.close_alone()
    return table.hides


class _Table(Generic[Cell]):
    """The table while it is being guarded."""

    def __init__(
        self,
        values: Mapping[Cell, int],
        relations: Sequence[Relation[Cell]],
        *,
        hides: set[Cell],
        never: set[Cell],
    ) -> None:
        self.values, self.relations, self.hides, self.never = values, relations, hides, never
        self.guards = {cell for cell in never if 0 < values.get(cell, 0) < LEAST}
        self.touching: dict[Cell, list[int]] = defaultdict(list)
        for place, relation in enumerate(relations):
            for cell in relation:
                self.touching[cell].append(place)

    def guarded(self) -> set[Cell]:
        return self.hides | self.guards

    def is_unknown(self, cell: Cell) -> bool:
        return cell in self.hides or cell in self.never

    def rank(self, cell: Cell) -> tuple[int, str]:
        return self.values.get(cell, 0), repr(cell)

    def close_alone(self) -> None:
        """Hide more until no relation by itself gives anything away."""
        waiting = set(range(len(self.relations)))
        while waiting:
            place = min(waiting)
            waiting.discard(place)
            if self._gives_away(self.relations[place]):
                more = self._cheapest(self.relations[place])
                if more is not None:
                    self.hides.add(more)
                    waiting.update(self.touching[more])

    def _gives_away(self, relation: Relation[Cell]) -> bool:
        """Whether a guarded cell is alone in it, or hidden ones on one side are small together."""
        left = [cell for cell in relation if self.is_unknown(cell)]
        if not any(cell in self.hides or cell in self.guards for cell in left):
            return False
        if len(left) == 1:
            return True
        together = sum(self.values.get(cell, 0) for cell in left)
        return len({relation[cell] > 0 for cell in left}) == 1 and 0 < together < LEAST

    def _cheapest(self, cells: Iterable[Cell]) -> Cell | None:
        """Return the shown cell, not zero, that leaves the fewest hidden cells alone elsewhere."""
        shown = [one for one in cells if not self.is_unknown(one) and self.values.get(one, 0)]
        return min(shown, key=lambda one: (self._opens(one), *self.rank(one)), default=None)

    def _opens(self, cell: Cell) -> int:
        """Return in how many relations this cell would be the only hidden one."""
        return sum(
            not any(self.is_unknown(one) for one in self.relations[place])
            for place in self.touching[cell]
        )

    def hide_beside(self, cell: Cell) -> bool:
        """Hide one more in the nearest relation with a shown cell; False when there is none."""
        edge, visited = {cell}, {cell}
        while edge:
            places = {place for one in edge for place in self.touching[one]}
            around = {one for place in places for one in self.relations[place]} - visited
            more = self._cheapest(around)
            if more is not None:
                self.hides.add(more)
                return True
            visited |= around
            edge = {one for one in around if self.is_unknown(one)}
        return False

    def determined(self) -> set[Cell]:
        return _determined(self.relations, self.hides | self.never)


def _determined(relations: Iterable[Relation[Cell]], unknown: set[Cell]) -> set[Cell]:
    """Return the unknown cells that all relations together determine (reduced row echelon)."""
    pivots: dict[Cell, dict[Cell, int]] = {}
    for relation in relations:
        row = {cell: n % PRIME for cell, n in relation.items() if cell in unknown}
        for cell in [cell for cell in row if cell in pivots]:
            _take_off(row, pivots[cell], row.get(cell, 0))
        if not row:
            continue
        head = next(iter(row))
        inverse = pow(row[head], -1, PRIME)
        row = {cell: n * inverse % PRIME for cell, n in row.items()}
        for other in pivots.values():
            if head in other:
                _take_off(other, row, other[head])
        pivots[head] = row
    return {head for head, row in pivots.items() if len(row) == 1}


def _take_off(row: dict[Cell, int], other: Mapping[Cell, int], times: int) -> None:
    """Subtract a multiple of another row, in place; zeros go."""
    if not times:
        return
    for cell, n in other.items():
        left = (row.get(cell, 0) - times * n) % PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def dependencies(parts: Mapping[Cell, Collection[Hashable]]) -> list[dict[Cell, int]]:
    """Return every independent equation among sums, from what each sum is made of.

    ``parts`` says which indivisible pieces each sum holds. Two sums in different trees that hold
    the same pieces are equal, and so on: what follows from structure alone is found here.
    """
    basis: list[tuple[Hashable, dict[Hashable, Fraction], dict[Cell, Fraction]]] = []
    found = []
    for name in sorted(parts, key=lambda one: (-len(parts[one]), repr(one))):
        row: dict[Hashable, Fraction] = dict.fromkeys(parts[name], Fraction(1))
        made: dict[Cell, Fraction] = {name: Fraction(1)}
        for head, other, how in basis:
            times = row.get(head)
            if times:
                _less(row, other, times)
                _less(made, how, times)
        if row:
            head = min(row, key=repr)
            scale = row[head]
            basis.append((
                head,
                {one: n / scale for one, n in row.items()},
                {one: n / scale for one, n in made.items()},
            ))  # fmt: skip
        else:
            found.append(_whole(made))
    return found


_Key = TypeVar("_Key", bound=Hashable)


def _less(row: dict[_Key, Fraction], other: Mapping[_Key, Fraction], times: Fraction) -> None:
    for one, n in other.items():
        left = row.get(one, Fraction(0)) - times * n
        if left:
            row[one] = left
        else:
            row.pop(one, None)


def _whole(row: Mapping[Cell, Fraction]) -> dict[Cell, int]:
    """Return the same equation in whole numbers."""
    scale = lcm(*(n.denominator for n in row.values()))
    return {cell: int(n * scale) for cell, n in row.items()}
