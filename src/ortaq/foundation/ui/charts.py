"""Geometry of small charts; the templates draw them, colours are CSS classes."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spark:
    """A sparkline in a 100 × 24 box: its strokes (a gap where nothing was observed) and its end."""

    paths: list[str]
    end: tuple[float, float] | None


def sparkline(values: Sequence[float | None]) -> Spark:
    """Return the strokes of a sparkline."""
    known = [value for value in values if value is not None]
    if not known:
        return Spark([], None)
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = 96 / max(len(values) - 1, 1)
    strokes: list[list[tuple[float, float]]] = [[]]
    for n, value in enumerate(values):
        if value is None:
            strokes.append([])
        else:
            y = 12.0 if high == low else 21 - 18 * (value - low) / span
            strokes[-1].append((round(2 + n * step, 1), round(y, 1)))
    drawn = [stroke for stroke in strokes if stroke]
    paths = ["M" + "L".join(f"{x} {y}" for x, y in stroke) for stroke in drawn]
    return Spark(paths, drawn[-1][-1])
