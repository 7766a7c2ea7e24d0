"""How many members stand where: an invented union inside real margins.

Real, and shipped as numbers with their source:

* people of a region: Bureau of National Statistics (stat.gov.kz), as in ``cleaned_data.csv`` of
  github.com/open-data-kazakhstan/city-ranking-main, commit 4a0a90b (no year stands in it; the
  sums fit the beginning of 2023). Shymkent is missing there: its number is what is left of
  19.77 million, the country's total of that day from memory.
* shares of agriculture, industry with construction, and services among the employed, and shares
  of women by kind of work, 2020: the same bureau, ``decent-work-indicators.csv`` of
  github.com/open-data-kazakhstan/decent_work_indicators, commit 0d00c18.

Neither file names a licence; the bureau's figures are used with attribution. Which share of a
region or of a branch is organised is not in them: members are spread as if all were alike.

Invented: how a sector falls apart into branch unions, where a branch is at home, how a primary's
size is spread (log-normal), which kind of work's share of women a branch takes.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

REGION_PEOPLE: Mapping[str, int] = {  # first two digits of KATO → people
    "10": 610_189, "11": 787_971, "15": 928_185, "19": 1_505_984, "23": 693_040,
    "27": 688_091, "31": 1_217_955, "33": 698_675, "35": 1_134_753, "39": 832_110,
    "43": 833_531, "47": 766_956, "55": 754_903, "59": 534_024, "61": 2_119_063,
    "62": 221_395, "63": 730_172, "71": 1_354_435, "75": 2_161_695, "79": 1_197_000,
}  # fmt: skip

SECTORS: Mapping[str, float] = {
    "farming": 13.5,
    "industry": 19.7,
    "services": 66.8,
}  # % of employed

# % of women among: specialists, technicians, workers of industry, drivers and operators,
# farm workers, people of service and sales, clerks, leaders and civil servants (2020).
SPECIALISTS, TECHNICIANS, WORKERS, OPERATORS = 64.8, 54.4, 21.8, 11.4
FARMERS, SELLERS, CLERKS, LEADERS = 41.5, 58.8, 63.0, 41.1


@dataclass(frozen=True)
class Trade:
    """What a branch union's people do, in the order of ``orgs.invented.BRANCHES``."""

    section: str  # of OKED
    sector: str
    weight: float  # its part of the sector, invented
    women: float  # %
    home: str = ""  # regions (two digits) where it is at home; "" everywhere alike
    pull: float = 6.0  # how many times more of it is there than elsewhere

    def affinity(self, region: str) -> float:
        """How much of the trade a region draws, before the margins are kept."""
        if not self.home:
            return 1.0
        return self.pull if region in self.home.split() else 1.0


CITIES = "71 75 79"
TRADES: tuple[Trade, ...] = (
    Trade("B", "industry", 14, WORKERS, "35 62 63 10 39"),  # miners
    Trade("P", "services", 34, SPECIALISTS),  # education
    Trade("Q", "services", 20, SPECIALISTS),  # health
    Trade("C", "industry", 14, WORKERS, "35 15 55 63 62"),  # metal
    Trade("B", "industry", 13, OPERATORS, "23 47 15 27 43", 12),  # oil
    Trade("H", "services", 9, OPERATORS),  # railway
    Trade("D", "industry", 11, WORKERS, "55 35 75", 3),  # energy
    Trade("A", "farming", 90, FARMERS, "11 39 59 61 19 31 33", 2),  # farms
    Trade("F", "industry", 16, WORKERS, CITIES, 2),  # builders
    Trade("J", "services", 3, CLERKS, CITIES, 2),  # communication
    Trade("H", "services", 3, OPERATORS, CITIES, 2),  # passenger transport
    Trade("G", "services", 5, SELLERS),  # shops
    Trade("C", "industry", 9, SELLERS),  # food
    Trade("C", "industry", 5, SELLERS, "79 61 75", 4),  # textile
    Trade("C", "industry", 6, WORKERS, "55 31 15", 4),  # chemical
    Trade("C", "industry", 8, WORKERS, "63 55 75", 3),  # machines
    Trade("R", "services", 5, SPECIALISTS),  # culture
    Trade("O", "services", 11, LEADERS),  # public employees
    Trade("E", "industry", 4, WORKERS),  # utilities
    Trade("H", "services", 1, TECHNICIANS, CITIES, 8),  # aviation
    Trade("A", "farming", 10, FARMERS, "10 11 59 63", 4),  # forestry
    Trade("M", "services", 1, TECHNICIANS, "35 63 15", 4),  # geologists
    Trade("K", "services", 2, CLERKS, CITIES, 3),  # finance
    Trade("M", "services", 2, SPECIALISTS, CITIES, 5),  # science
    Trade("H", "services", 4, OPERATORS),  # freight
)
SMALLEST = 5  # members of a primary
SPREAD = 1.1  # sigma of the logarithm of a primary's size: half have under 54 when the mean is 98
STORY_BRANCH, STORY_SIZE = 1, 90  # the primary of the story is a school's, about so large


@dataclass(frozen=True)
class Place:
    """A primary to be invented: branch and region by their places in the lists, and its size."""

    branch: int
    region: int
    members: int

    @property
    def trade(self) -> Trade:
        """What its people do."""
        return TRADES[self.branch]


def plan(*, branches: int, primaries: int, members: int, rng: Random) -> list[Place]:
    """Return the primaries in chance order; their members add up to ``members`` exactly."""
    trades, regions = TRADES[:branches], list(REGION_PEOPLE)
    rows, columns = _branch_shares(trades), [float(people) for people in REGION_PEOPLE.values()]
    shares = fit(
        [[trade.affinity(region) for region in regions] for trade in trades],
        rows=rows,
        columns=columns,
    )
    spots = _spots(shares, primaries, rng)
    drawn = [rng.lognormvariate(0, SPREAD) for _ in spots]
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for spot, size in zip(spots, drawn, strict=True):
        found[spot] += size
    # What was drawn is raked to the margins, as far as every branch and region has a primary.
    known_rows = sorted({branch for branch, _region in spots})
    known_columns = sorted({region for _branch, region in spots})
    raked = fit(
        [[found[b, r] for r in known_columns] for b in known_rows],
        rows=[rows[b] for b in known_rows],
        columns=[columns[r] for r in known_columns],
    )
    sums = {
        (b, r): raked[i][j] for i, b in enumerate(known_rows) for j, r in enumerate(known_columns)
    }
    weights = [sums[spot] * size / found[spot] for spot, size in zip(spots, drawn, strict=True)]
    sizes = apportion(weights, members - SMALLEST * primaries)
    places = [
        Place(*spot, members=size + SMALLEST) for spot, size in zip(spots, sizes, strict=True)
    ]
    rng.shuffle(places)
    home = min(
        range(primaries),
        key=lambda at: (places[at].branch != STORY_BRANCH, abs(places[at].members - STORY_SIZE)),
    )
    places[0], places[home] = places[home], places[0]
    return places


def fit(
    seed: Sequence[Sequence[float]], *, rows: Sequence[float], columns: Sequence[float]
) -> list[list[float]]:
    """Return the table nearest to ``seed`` whose sums are as wished.

    Iterative proportional fitting; the result adds up to one, rows and columns are taken as
    shares.
    """
    wished_rows = [row / sum(rows) for row in rows]
    wished_columns = [column / sum(columns) for column in columns]
    table = [list(row) for row in seed]
    for _ in range(200):  # sums are kept to twelve digits long before that
        for row, wish in zip(table, wished_rows, strict=True):
            whole = sum(row)
            row[:] = [value * wish / whole for value in row]
        factors = [wish / sum(row[at] for row in table) for at, wish in enumerate(wished_columns)]
        for row in table:
            row[:] = [value * factor for value, factor in zip(row, factors, strict=True)]
        if all(abs(factor - 1) < 1e-12 for factor in factors):  # noqa: PLR2004 -- no change
            break
    return table


def _spots(
    shares: Sequence[Sequence[float]], primaries: int, rng: Random
) -> list[tuple[int, int]]:
    """Return branch and region of each primary: systematic sampling, so a few are fair too."""
    cells = [(b, r) for b, row in enumerate(shares) for r in range(len(row))]
    ends = list(accumulate(shares[b][r] for b, r in cells))
    start = rng.random()
    points = [(start + number) / primaries * ends[-1] for number in range(primaries)]
    return [cells[min(bisect(ends, point), len(cells) - 1)] for point in points]


def apportion(weights: Sequence[float], total: int) -> list[int]:
    """Split a whole number by weights, to the largest remainders (Hamilton's way)."""
    whole = sum(weights)
    exact = [weight / whole * total for weight in weights]
    floors = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    for at in order[: total - sum(floors)]:
        floors[at] += 1
    return floors


def _branch_shares(trades: Sequence[Trade]) -> list[float]:
    sums = {sector: sum(t.weight for t in trades if t.sector == sector) for sector in SECTORS}
    return [SECTORS[trade.sector] * trade.weight / sums[trade.sector] for trade in trades]
