"""Geometry of the house's pictures; the templates draw them, colours are CSS classes.

Pictures are laid out in per cent of their box, so that words in them keep their size on a phone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Number = float | int
PLOT = 180.0  # height of a line chart's plot, px
TOP = 24.0  # room for the label of the uppermost gridline, px
TINY = 1e-9  # a smaller difference is none
MAX_LABELS = 4  # words under a line chart that fit a phone


@dataclass(frozen=True)
class Spark:
    """A sparkline in a 100 × 24 box: strokes (a gap where nothing was observed) and its end."""

    paths: list[str]
    end: tuple[float, float] | None


def sparkline(values: Sequence[Number | None]) -> Spark:
    """Return the strokes of a sparkline."""
    known = [value for value in values if value is not None]
    if not known:
        return Spark([], None)
    low, high = min(known), max(known)
    step = 96 / max(len(values) - 1, 1)

    def place(n: int, value: Number) -> tuple[float, float]:
        y = 12.0 if high == low else 21 - 18 * (value - low) / (high - low)
        return round(2 + n * step, 1), round(y, 1)

    strokes = _strokes([None if v is None else place(n, v) for n, v in enumerate(values)])
    return Spark([_path(stroke) for stroke in strokes], strokes[-1][-1])


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart; ``size`` is per cent of the longest bar."""

    label: object
    value: Number | None
    size: float
    zone: str
    url: str


Row = tuple[object, Number | None] | tuple[object, Number | None, str]


def bars(rows: Sequence[Row], urls: Sequence[str] = ()) -> list[Bar]:
    """Return the bars of (label, value[, zone]) rows; None is "not enough data", never zero."""
    top = max((row[1] for row in rows if row[1] is not None), default=0) or 1
    return [
        Bar(
            label=row[0],
            value=row[1],
            size=0 if row[1] is None else round(max(row[1], 0) / top * 100, 1),
            zone="nodata" if row[1] is None else (row[2] if len(row) > 2 else ""),  # noqa: PLR2004
            url=urls[n] if n < len(urls) else "",
        )
        for n, row in enumerate(rows)
    ]


@dataclass(frozen=True)
class Line:
    """A series: strokes in a 100 × 100 box, its dots in (per cent, px), its numbers."""

    name: object
    paths: list[str]
    dots: list[tuple[float, float]]
    values: Sequence[Number | None]


@dataclass(frozen=True)
class Lines:
    """A line chart: gridlines as (px, value), words as (per cent, label, anchor), series."""

    grid: list[tuple[float, Number]]
    words: list[tuple[float, object, str]]
    series: list[Line]
    rows: list[tuple[object, list[Number | None]]]  # the table twin
    height: float = PLOT
    top: float = TOP


def lines(
    labels: Sequence[object], series: Sequence[tuple[object, Sequence[Number | None]]]
) -> Lines:
    """Return the geometry of a line chart; the vertical axis starts at zero unless data do not."""
    known = [v for _, values in series for v in values if v is not None]
    ticks = _ticks(min([0, *known]), max([0, *known]))
    low, high = ticks[0], ticks[-1]

    def x(n: int) -> float:
        return round(1 + 98 * n / max(len(labels) - 1, 1), 2)

    def y(value: Number) -> float:
        return (high - value) / (high - low)

    drawn = []
    for name, values in series:
        points = [
            None if v is None else (x(n), round(100 * y(v), 2)) for n, v in enumerate(values)
        ]
        dots = [(px, round(TOP + PLOT * py / 100, 1)) for px, py in filter(None, points)]
        drawn.append(Line(name, [_path(s) for s in _strokes(points)], dots[-1:], values))
    return Lines(
        grid=[(round(TOP + PLOT * y(tick), 1), tick) for tick in ticks],
        words=_words_under(labels, [x(n) for n in range(len(labels))]),
        series=drawn,
        rows=[(label, [values[n] for _, values in series]) for n, label in enumerate(labels)],
    )


def _words_under(labels: Sequence[object], xs: Sequence[float]) -> list[tuple[float, object, str]]:
    last = len(labels) - 1
    step = max(1, math.ceil(last / (MAX_LABELS - 1)))
    chosen = sorted({*range(0, max(last - step // 2, 1), step), max(last, 0)}) if labels else []
    anchor = {0: "", last: "end"}
    return [(xs[n], labels[n], anchor.get(n, "middle")) for n in chosen]


def _ticks(low: Number, high: Number) -> list[Number]:
    """Return three to six round numbers that enclose the data."""
    span = high - low
    rough = span / 4 if span > TINY else 1
    exponent = math.floor(math.log10(rough))
    step = next(10.0**exponent * nice for nice in (1, 2, 5, 10) if 10.0**exponent * nice >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = max(last, first + 1)
    values = [round(n * step, max(2 - exponent, 0)) for n in range(first, last + 1)]
    return [int(v) if v == int(v) else v for v in values]


Point = tuple[float, float]


def _strokes(points: Sequence[Point | None]) -> list[list[Point]]:
    """Break a row of points where one is missing."""
    strokes: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            strokes.append([])
        else:
            strokes[-1].append(point)
    return [stroke for stroke in strokes if stroke]


def _path(stroke: Sequence[Point]) -> str:
    """Return a path; a lone point becomes a dash as short as its pen."""
    text = "L".join(f"{x} {y}" for x, y in stroke)
    return f"M{text}h.1" if len(stroke) == 1 else f"M{text}"
