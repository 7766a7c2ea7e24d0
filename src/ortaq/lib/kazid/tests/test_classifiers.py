"""KATO and OKED tables are whole, and agree with the facts beside the checkout where present."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from ortaq.lib.kazid import (
    KATO_REGIONS,
    OKED_DIVISIONS,
    OKED_SECTIONS,
    Kato,
    KatoError,
    region_of_kato,
    section_of_oked,
)

SHARED = Path(__file__).parents[6] / "shared" / "data" / "kz_boundaries" / "regions.csv"


def test_there_are_twenty_regions_three_of_them_cities_and_three_new():
    assert len(KATO_REGIONS) == 20
    assert [r.code for r in KATO_REGIONS.values() if r.is_city] == ["71", "75", "79"]
    assert [r.names["en"] for r in KATO_REGIONS.values() if r.since_2022] == [
        "Abai Region",
        "Zhetisu Region",
        "Ulytau Region",
    ]
    for language in ("kk", "ru", "en"):
        assert len({region.names[language] for region in KATO_REGIONS.values()}) == 20


def test_sections_run_from_a_to_u_in_three_languages():
    assert "".join(OKED_SECTIONS) == "ABCDEFGHIJKLMNOPQRSTU"
    assert all(all(names.values()) for names in OKED_SECTIONS.values())


def test_a_unit_knows_its_region():
    unit = Kato.parse("35 10 00000")
    assert (unit.region.names["ru"], unit.is_region, str(unit)) == (
        "Карагандинская область", False, "351000000",
    )  # fmt: skip
    city = KATO_REGIONS["75"]
    assert (city.kato, city.iso, Kato.parse(city.kato).is_region) == ("750000000", "KZ-75", True)
    assert region_of_kato("351000000") is region_of_kato("35") is KATO_REGIONS["35"]
    assert region_of_kato("990000000") is region_of_kato("x") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [("35", "nine digits"), ("35100000a", "nine digits"), ("990000000", "no region")],
)
def test_a_wrong_unit_is_named(text, why):
    with pytest.raises(KatoError, match=why):
        Kato.parse(text)


@pytest.mark.shared
def test_the_regions_agree_with_the_facts_beside_the_checkout():
    if not SHARED.exists():
        pytest.skip("NOT CHECKED: ../shared/data/kz_boundaries/regions.csv is absent")
    with SHARED.open(encoding="utf-8") as handle:
        facts = {row["kato_prefix"]: row for row in csv.DictReader(handle)}
    assert facts.keys() == KATO_REGIONS.keys()
    for code, region in KATO_REGIONS.items():
        assert facts[code]["iso_3166_2"] == region.iso
        assert (facts[code]["created_2022"] == "1") == region.since_2022
        assert facts[code]["name_kk"].removesuffix(" қ.") in region.names["kk"]


@pytest.mark.parametrize(
    ("code", "section"),
    [("01", "A"), ("05101", "B"), ("05.10.1", "B"), ("33", "C"), ("3599", "D"), ("85.31", "P"),
     ("99", "U"), ("04", None), ("34000", None), ("8", None), ("851011", None), ("P", None),
     ("", None)],
)  # fmt: skip
def test_the_section_of_a_code_is_said_by_its_first_two_digits(code, section):
    assert section_of_oked(code) == section


def test_divisions_belong_to_every_section_and_never_to_two():
    assert OKED_DIVISIONS.keys() == OKED_SECTIONS.keys()
    spans = sorted(OKED_DIVISIONS.values())
    assert all(a[0] <= a[1] < b[0] for a, b in pairwise(spans))
