"""A figure with its limit, and how a run is printed."""

import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Limit(NamedTuple):
    """A figure and what it may be at most; ``None`` is a figure for comparison only."""

    name: str
    value: float
    unit: str
    limit: float | None

    @property
    def is_kept(self) -> bool:
        """Whether the figure is within its limit."""
        return self.limit is None or self.value <= self.limit


class AtLeast(NamedTuple):
    """A figure and what it must be at least."""

    name: str
    value: float
    unit: str
    limit: float | None

    @property
    def is_kept(self) -> bool:
        """Whether the figure reaches its limit."""
        return self.limit is None or self.value >= self.limit


Figure = Limit | AtLeast


def report(figures: list[Figure], *, load: float, **more: Any) -> dict[str, Any]:
    """Print a table; return the figures for JSON."""
    print(f"{os.cpu_count()} cores, load {load:.1f} before the start")
    for figure in figures:
        sign = "≥" if isinstance(figure, AtLeast) else "≤"
        limit = "–" if figure.limit is None else f"{sign} {figure.limit:g}"
        verdict = "" if figure.is_kept else "   BROKEN"
        print(f"{figure.name:<58} {figure.value:10.2f} {figure.unit:<8} {limit:>8}{verdict}")
    return {
        "cores": os.cpu_count(),
        "load_before": round(load, 2),
        **more,
        "figures": [
            figure._asdict() | {"value": round(figure.value, 3), "kept": figure.is_kept}
            for figure in figures
        ],
        "passed": all(figure.is_kept for figure in figures),
    }


def seconds_of(act: Callable[[], object]) -> float:
    """Return how long an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def share_of(values: list[float], share: float) -> float:
    """Return a percentile of measured values: the smallest that ``share`` of them do not pass."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
