"""Hiding small numbers, so that a count does not point at a person. Pure: no framework.

A count of veterans or of disabled persons under ``LEAST`` is not shown to those who read counts
and not names. Where a sum is shown together with all its parts but one, that one can be worked
out; so a second part is hidden with it, or the sum itself. Bodies stand in two lines, and what is
hidden in one is hidden in the other.

What this does not do: it looks at each sum with its own parts and does not solve all sums of both
lines together, as an offline auditor of tables would; rare chains of them could still be solved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

LEAST = 7

Family = tuple[int, Sequence[int]]  # a body and those directly below it in one line


def hidden(values: Mapping[int, int], families: Iterable[Family]) -> set[int]:
    """Return the bodies whose count must not be shown; ``values`` are sums with all below."""
    hides = {body for body, value in values.items() if 0 < value < LEAST}
    all_families = [(parent, list(children)) for parent, children in families if children]
    touched: dict[int, list[int]] = defaultdict(list)
    for place, (parent, children) in enumerate(all_families):
        for body in (parent, *children):
            touched[body].append(place)
    waiting = set(range(len(all_families)))
    while waiting:
        parent, children = all_families[waiting.pop()]
        more = _also(values, hides, parent, children)
        if more is not None:
            hides.add(more)
            waiting.update(touched[more])
    return hides


def _also(
    values: Mapping[int, int], hides: set[int], parent: int, children: Sequence[int]
) -> int | None:
    """Return one more body to hide, or None when this sum gives nobody away."""
    below = [child for child in children if child in hides]
    rest = values.get(parent, 0) - sum(values.get(child, 0) for child in children)
    is_rest_small = 0 < rest < LEAST  # its own members: shown nowhere, but left over
    unknown = len(below) + is_rest_small
    if parent in hides:
        needs_more = unknown == 0
    else:
        together = sum(values.get(child, 0) for child in below) + rest * is_rest_small
        needs_more = unknown == 1 or (unknown > 1 and together < LEAST)
    if not needs_more:
        return None
    shown = [child for child in children if child not in hides and values.get(child, 0)]
    if shown:
        return min(shown, key=lambda child: (values[child], child))
    return None if parent in hides else parent
