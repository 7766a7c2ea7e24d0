"""Shares over ``unseen.jsonl``: clauses written by rule, before the reader knew their wordings.

Single clauses may miss; what is held is the share, as it would be held on a stranger's text.
"""

import json
from pathlib import Path

import pytest

from ortaq.modules.agreements.checking.check import check
from ortaq.modules.agreements.checking.norms import from_files
from ortaq.modules.agreements.checking.offered import OFFERED
from ortaq.modules.agreements.checking.provisions import PROVISIONS

HERE = Path(__file__).parent
LAW = HERE.parents[1] / "law" / "data"
VIOLATIONS = ("worse", "below_ilo")


@pytest.fixture(scope="module")
def told() -> list[tuple[dict[str, str], dict[str, str]]]:
    """Each row with what the checker said: verdicts by parameter or by norm of a convention."""
    catalogue = from_files(LAW / "norms_kz.jsonl", LAW / "norms_ilo.jsonl")
    lines = (HERE / "unseen.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        (
            row,
            {
                (f.norm_id if f.verdict == "below_ilo" else f.param_key): str(f.verdict)
                for f in check([f"1.1. {row['text']}"], catalogue).findings
            },
        )
        for row in rows
    ]


def found(row, said) -> bool:
    """A convention's breach counts whichever norm is named; the Code's by its parameter."""
    if row["want"] == "below_ilo":
        return "below_ilo" in said.values()
    return said.get(row["key"]) == row["want"]


def test_the_set_is_broad(told):
    assert len(told) >= 250
    assert sum(row["want"] == "below_ilo" for row, _ in told) >= 60
    assert sum(row["lang"] == "kk" for row, _ in told) >= 100


@pytest.mark.parametrize("want", ["worse", "below_ilo"])
def test_violations_are_found(told, want):
    rows = [(row, said) for row, said in told if row["want"] == want]
    missed = [row["text"] for row, said in rows if not found(row, said)]
    assert len(missed) <= 0.05 * len(rows), missed


def test_alarms_are_right(told):
    alarms = [
        (row, key) for row, said in told for key, verdict in said.items() if verdict in VIOLATIONS
    ]
    wrong = [
        (key, row["text"])
        for row, key in alarms
        if row["want"] not in VIOLATIONS or (row["want"] == "worse" and key != row["key"])
    ]
    assert len(wrong) <= 0.05 * len(alarms), wrong


def test_lawful_clauses_are_left_alone(told):
    rows = [(row, said) for row, said in told if row["want"] not in VIOLATIONS]
    flagged = [row["text"] for row, said in rows if set(said.values()) & set(VIOLATIONS)]
    assert len(flagged) <= 0.02 * len(rows), flagged


def test_equal_and_better_are_told(told):
    rows = [(row, said) for row, said in told if row["want"] in ("equal", "better")]
    wrong = [row["text"] for row, said in rows if not found(row, said)]
    assert len(wrong) <= 0.05 * len(rows), wrong


def test_proposed_wordings_are_clauses_in_two_languages_and_pass_the_check():
    catalogue = from_files(LAW / "norms_kz.jsonl", LAW / "norms_ilo.jsonl")
    assert set(PROVISIONS) <= set(OFFERED)
    for key, words in OFFERED.items():
        assert len(set(words)) == 2, key
        for text in words:
            report = check([f"1.1. {text}"], catalogue)
            assert not [f for f in report.findings if f.verdict in VIOLATIONS], (key, text)
    texts = [text for words in OFFERED.values() for text in words]
    assert len(texts) == len(set(texts))
    for side in (0, 1):  # tabled, each provision is found and no longer missing
        lines = [f"{n}.1. {OFFERED[key][side]}" for n, key in enumerate(PROVISIONS, 1)]
        assert [norm.param_key for norm in check(lines, catalogue).missing] == []
