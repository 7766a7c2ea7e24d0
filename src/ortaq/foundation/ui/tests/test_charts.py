"""Geometry of pictures, and their table twins."""

from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.ui import charts

NUMBERS = st.integers(-(10**6), 10**6) | st.floats(
    -1e6, 1e6, allow_nan=False, allow_subnormal=False
)


def test_a_gap_in_observation_is_a_gap_in_the_line():
    spark = charts.sparkline([0, 10, None, 5])
    assert spark.paths == ["M2.0 21.0L34.0 3.0", "M98.0 12.0h.1"]
    assert spark.end == (98.0, 12.0)


def test_nothing_observed_draws_nothing():
    assert charts.sparkline([None, None]) == charts.Spark([], None)
    assert charts.sparkline([]) == charts.Spark([], None)


@given(st.lists(st.none() | NUMBERS, max_size=30))
def test_a_sparkline_stays_in_its_box(values):
    spark = charts.sparkline(values)
    numbers = [
        float(n)
        for path in spark.paths
        for pair in path.removesuffix("h.1")[1:].split("L")
        for n in pair.split()
    ]
    assert all(0 <= n <= 100 for n in numbers)


def test_bars_are_per_cent_of_the_longest_and_unknown_is_not_zero():
    rows = charts.bars([("a", 50, "red"), ("b", 200), ("c", None), ("d", 0)])
    assert [(bar.label, bar.size, bar.zone) for bar in rows] == [
        ("a", 25.0, "red"),
        ("b", 100.0, ""),
        ("c", 0, "nodata"),
        ("d", 0.0, ""),
    ]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 61, [0, 20, 40, 60, 80]),
        (0, 4, [0, 1, 2, 3, 4]),
        (0, 0, [0, 1]),
        (-3, 7, [-5, 0, 5, 10]),
        (0, 0.9, [0, 0.5, 1]),
    ],
)
def test_gridlines_are_round_numbers(low, high, ticks):
    assert charts._ticks(low, high) == ticks


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_gridlines_enclose_the_data(values):
    ticks = charts._ticks(min(0, *values), max(0, *values))
    assert ticks[0] <= min(values)
    assert ticks[-1] >= max(values)
    assert 2 <= len(ticks) <= 7


def test_words_under_a_chart_are_few_and_include_both_ends():
    labels = [f"w{n}" for n in range(52)]
    words = charts.lines(labels, [("a", list(range(52)))]).words
    assert (words[0][1], words[-1][1]) == ("w0", "w51")
    assert len(words) <= 4
    assert words[-1][2] == "end"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_line_chart_is_drawn_with_points_in_any_language_and_has_its_table(language):
    source = "{% line_chart labels series 'Answers caught up' 'Month' %}"
    series = [("Sent", [1, 2.5]), ("Answered", [None, 1])]
    with override(language):
        html = Template(source).render(Context({"labels": ["Jan", "Feb"], "series": series}))
    figure = ET.fromstring(html.replace(" tabindex", ' data-t="" tabindex'))
    assert figure.find("figcaption").text == "Answers caught up"
    for shape in figure.iter():
        for name in ("x", "y", "cx", "cy", "y1", "width", "height"):
            assert "," not in shape.get(name, "")
    cells = [
        "".join(cell.itertext()) for row in figure.find("details").iter("tr") for cell in list(row)
    ]
    comma = "2.5" if language == "en" else "2,5"
    assert cells == ["Month", "Sent", "Answered", "Jan", "1", "–", "Feb", comma, "1"]


def test_a_bar_chart_is_its_own_table():
    rows = [("Qaraghandy", 1280, "red"), ("Ulytau", None)]
    with override("en"):
        html = Template(
            "{% bar_chart rows 'Most come from Qaraghandy' 'Region' 'Appeals' %}"
        ).render(Context({"rows": rows}))
    figure = ET.fromstring(html)
    found = [
        ("".join(row.find("th").itertext()), "".join(row.find("td").itertext()).strip())
        for row in figure.find("table/tbody")
    ]
    assert found == [("Qaraghandy", "1\u202f280"), ("Ulytau", "not enough data")]
