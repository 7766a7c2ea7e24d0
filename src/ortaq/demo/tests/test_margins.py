"""The invented spread keeps the margins that are real."""

from collections import Counter
from random import Random
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from ortaq.demo.margins import (
    REGION_PEOPLE,
    SECTORS,
    SMALLEST,
    TRADES,
    Place,
    apportion,
    fit,
    plan,
)
from ortaq.foundation.orgs.invented import BRANCHES
from ortaq.lib.kazid import KATO_REGIONS, OKED_SECTIONS


def national() -> list[Place]:
    return plan(branches=25, primaries=20_455, members=2_000_000, rng=Random(1))


def test_the_tables_name_the_same_things() -> None:
    assert list(REGION_PEOPLE) == list(KATO_REGIONS)
    assert len(TRADES) == len(BRANCHES)
    assert {trade.section for trade in TRADES} <= set(OKED_SECTIONS)
    assert {region for trade in TRADES for region in trade.home.split()} <= set(KATO_REGIONS)


def test_a_nation_keeps_the_margins() -> None:
    places = national()
    assert len(places) == 20_455
    assert sum(place.members for place in places) == 2_000_000
    regions, sectors = Counter(), Counter()
    for place in places:
        regions[place.region] += place.members
        sectors[place.trade.sector] += place.members
    people = sum(REGION_PEOPLE.values())
    for at, wished in enumerate(REGION_PEOPLE.values()):
        assert abs(regions[at] / 2_000_000 - wished / people) < 0.002
    for sector, wished in SECTORS.items():
        assert abs(sectors[sector] / 2_000_000 - wished / 100) < 0.002


def test_primaries_are_many_small_and_few_large() -> None:
    sizes = sorted(place.members for place in national())
    assert sizes[0] >= SMALLEST
    assert 40 < median(sizes) < 70  # the mean is 98
    assert sizes[-1] > 1_500


def test_oil_is_in_the_west_and_mines_are_not_in_the_capital() -> None:
    places = national()
    names = list(REGION_PEOPLE)

    def share(branch: int, codes: set[str]) -> float:
        of = [place for place in places if place.branch == branch]
        return sum(p.members for p in of if names[p.region] in codes) / sum(p.members for p in of)

    assert share(4, {"23", "47", "15", "27", "43"}) > 0.6
    assert share(0, {"71", "75", "79"}) < 0.2


def test_small_federations_are_whole_and_the_same_every_time() -> None:
    places = plan(branches=8, primaries=40, members=2_000, rng=Random(7))
    assert places == plan(branches=8, primaries=40, members=2_000, rng=Random(7))
    assert sum(place.members for place in places) == 2_000
    assert {place.branch for place in places} <= set(range(8))
    assert 40 < places[0].members < 200  # the primary of the story


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60), st.integers(0, 10_000))
def test_nothing_is_lost_in_sharing_out(weights: list[float], total: int) -> None:
    parts = apportion(weights, total)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - weight / sum(weights) * total) < 1 + 1e-6


@given(st.lists(st.lists(st.floats(0.1, 10), min_size=4, max_size=4), min_size=3, max_size=3))
def test_a_fitted_table_has_the_sums_wished(seed: list[list[float]]) -> None:
    table = fit(seed, rows=[1, 2, 3], columns=[4, 3, 2, 1])
    assert [round(sum(row) * 6, 6) for row in table] == [1, 2, 3]
    assert [round(sum(row[at] for row in table) * 10, 6) for at in range(4)] == [4, 3, 2, 1]
