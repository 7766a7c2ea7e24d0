"""The norms as data: shape, order, closed lists, and equal numbers in three languages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("ru", "kk", "en")
ACTS = {"tk", "zps", "zpd", "appk", "sk", "koap", "uk", "zpr", "gk", "ilo"}
UNITS = {
    "day_calendar",
    "day_working",
    "week",
    "month",
    "year",
    "hour",
    "minute",
    "age_year",
    "clock_hour",
    "day_of_month",
    "percent",
    "coefficient",
    "count",
    "person",
    "section",
    "mrp",
    "mzp",
    "month_wage",
    "base_rate",
    "subsistence_minimum",
    "kzt",
    "kg",
    "bool",
}
PER = {None, "day", "week", "month", "year", "hour"}
DIRECTIONS = {"min", "max", "equal", "threshold", "must_be_true", "must_be_false"}
CONFIDENCE = {"read", "read-secondary", "read-old", "memory-high", "memory-medium", "memory-low"}
FIELDS = [
    "id",
    "act",
    "article",
    "point",
    "topic",
    "worker_facing",
    "statement",
    "param_key",
    "param",
    "exceptions",
    "cba_check",
    "hints_ru",
    "hints_kk",
    "valid_from",
    "valid_to",
    "source",
    "edition",
    "confidence",
    "note",
]
# Articles of the Code: with letters after a dash ("73-1") where the text has them.
LAST_ARTICLE = 204
# Articles taken out of the Code.
WITHOUT_NORM = {"117", "197", "199"}
SHORT_LIMIT = 160
LONG_STATEMENT = 200

# Numbers written as words in our statements; 1 is left out on purpose ("один из").
WORDS: dict[str, dict[int, str]] = {
    "ru": {
        2: "два две двух двумя двоих двое двухнедельная двухнедельный дважды",
        3: "три трёх трех тремя трёхмесячный",
        4: "четыре четырёх четырех четырьмя",
        5: "пять пяти пятидневка пятидневки пятидневке",
        6: "шесть шести шестидневка шестидневке",
        7: "семь семи",
        8: "восемь восьми",
        9: "девять девяти",
        10: "десять десяти десятидневный",
        12: "двенадцать двенадцати",
        15: "пятнадцать пятнадцати",
        30: "тридцать тридцати",
    },
    "kk": {
        2: "екі",
        3: "үш",
        4: "төрт төртеу",
        5: "бес",
        6: "алты",
        7: "жеті",
        8: "сегіз",
        9: "тоғыз",
        10: "он",
        30: "отыз",
    },
    "en": {
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        12: "twelve",
        15: "fifteen",
        30: "thirty",
    },
}
SPOKEN = {
    language: {word: number for number, words in table.items() for word in words.split()}
    for language, table in WORDS.items()
}


def numbers(text: str, language: str) -> set[float]:
    """Every number of a statement, in figures or in words, but for one."""
    found = {float(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", text)}
    found |= {
        float(SPOKEN[language][w])
        for w in re.findall(r"[^\W\d_]+", text.lower())
        if w in SPOKEN[language]
    }
    return found - {1.0}


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def norms() -> list[dict[str, Any]]:
    return read("norms_kz.jsonl") + read("norms_ilo.jsonl")


@pytest.mark.parametrize("name", ["norms_kz.jsonl", "norms_ilo.jsonl"])
def test_lines_are_sorted_unique_and_tidy(name: str) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    assert lines == [json.dumps(row, ensure_ascii=False) for row in rows]


def test_every_norm_has_the_promised_shape(norms: list[dict[str, Any]]) -> None:
    for norm in norms:
        assert not [field for field in FIELDS if field not in norm], norm["id"]
        assert norm["act"] in ACTS, norm["id"]
        assert norm["act"] == "ilo" or norm["confidence"] in CONFIDENCE, norm["id"]
        assert norm["edition"] or norm["confidence"] != "read", norm["id"]
        for hint in norm["hints_ru"] + norm["hints_kk"]:
            re.compile(hint)
        for place in norm.get("also", []):
            assert place["act"] in ACTS, norm["id"]
            assert place["article"], norm["id"]


def test_parameters_keep_to_the_closed_lists(norms: list[dict[str, Any]]) -> None:
    for norm in norms:
        parameter = norm["param"]
        if parameter is None:
            continue
        assert norm["param_key"], norm["id"]
        assert parameter["who"], norm["id"]
        for one in [parameter, *parameter.get("more", [])]:
            assert one["unit"] in UNITS, norm["id"]
            assert one.get("per") in PER, norm["id"]
            assert one["direction"] in DIRECTIONS, norm["id"]
            assert isinstance(one["value"], bool) == (one["unit"] == "bool"), norm["id"]
            assert isinstance(one["value"], int | float), norm["id"]


def test_nothing_is_left_unsaid(norms: list[dict[str, Any]]) -> None:
    for norm in norms:
        for field in ("statement", "exceptions", "short"):
            texts = norm.get(field)
            if texts is not None:
                assert all(texts[language].strip() for language in LANGUAGES), (norm["id"], field)
        short = norm.get("short")
        if (
            norm["act"] != "ilo"
            and norm["worker_facing"]
            and max(map(len, norm["statement"].values())) > LONG_STATEMENT
        ):
            assert short, norm["id"]
        if short:
            assert max(len(text) for text in short.values()) <= SHORT_LIMIT, norm["id"]


def test_numbers_agree_between_languages(norms: list[dict[str, Any]]) -> None:
    for norm in norms:
        for field in ("statement", "exceptions", "short"):
            texts = norm.get(field)
            if texts:
                said = {language: numbers(texts[language], language) for language in LANGUAGES}
                assert said["ru"] == said["kk"] == said["en"], (norm["id"], field, said)


def test_articles_of_the_code_exist_and_are_covered() -> None:
    covered = set()
    for norm in read("norms_kz.jsonl"):
        places = [norm, *norm.get("also", [])]
        for place in (p for p in places if p["act"] == "tk"):
            assert re.fullmatch(r"\d+(-\d)?", place["article"]), norm["id"]
            assert 1 <= int(place["article"].split("-")[0]) <= LAST_ARTICLE, norm["id"]
            assert re.fullmatch(r"(\d+(-\d+)?)?", place["point"]), norm["id"]
            covered.add(place["article"])
    assert {str(n) for n in range(1, LAST_ARTICLE + 1)} - covered == WITHOUT_NORM


def test_a_newer_rule_is_never_overwritten_by_an_older_text() -> None:
    norms = {norm["id"]: norm for norm in read("norms_kz.jsonl")}
    mandatory = [key for key in norms if key.startswith("tk-157-1-")]
    assert len(mandatory) == 12  # nine in the text of February 2026
    assert norms["tk-190-25"]["param"]["value"] == 25
    assert {norms[key]["edition"] for key in mandatory} == {"2026-06-12"}
